//! Search (检索, S1-44) for programs: the words come in the body, so that no address and no log holds them.

use app::queries::search::{self, Line, Piece, Results};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::failure::Failed;
use super::sent::{Caller, Sent};
use crate::site::Shared;

/// A search, as it is sent.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "describes what `search` reads from the body part by part"
)]
pub struct SearchBody {
    /// Words apart by spaces, all of which must be found; 标题：, 被反映人：, 内容：, 地点： and 结果： before a word.
    words: String,
    /// Which page of twenty, from 1.
    page: Option<u32>,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundMatters {
    /// How many, of at most 500 that are looked at.
    total: usize,
    /// Whether that is about how many: not all of them were opened for this page.
    about: bool,
    /// Whether there were more than are looked at: add a word.
    more: bool,
    /// Which page.
    page: usize,
    /// How many pages.
    pages: usize,
    /// The hits, best first.
    items: Vec<FoundMatter>,
}

/// A hit.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundMatter {
    /// Number.
    number: String,
    /// The title the reader may read, in pieces.
    title: Vec<FoundPiece>,
    /// Where the words stand.
    fields: Vec<&'static str>,
    /// The words among those around them, in pieces; empty where the title says it all.
    snippet: Vec<FoundPiece>,
    /// In whose hands.
    holder: String,
    /// Stage, in words.
    stage_zh: &'static str,
    /// Day of arrival.
    received_on: String,
}

/// A piece of a text.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundPiece {
    /// Its words.
    text: String,
    /// Whether it is what was sought.
    marked: bool,
}

/// Seeks words.
pub async fn search(
    State(front): State<Shared>,
    caller: Caller,
    sent: Sent,
) -> Result<Json<FoundMatters>, Failed> {
    let words = sent.text("words", "请写要找的词")?;
    let page = match sent.0.get("page") {
        None | Some(Value::Null) => 1,
        Some(page) => page
            .as_u64()
            .and_then(|page| usize::try_from(page).ok())
            .ok_or_else(|| Failed::field("page", "页码写作 1、2、3"))?,
    };
    if !front.limiter.may_search(caller.person.as_str()) {
        return Err(Failed::too_many());
    }
    let results = search::search(front.app(), &caller.person, words, page).await?;
    match &results.wrong {
        Some(wrong) => Err(Failed::field("words", wrong)),
        None => Ok(Json(results.into())),
    }
}

impl From<Results> for FoundMatters {
    fn from(results: Results) -> Self {
        Self {
            total: results.total,
            about: results.about,
            more: results.more,
            page: results.page,
            pages: results.pages,
            items: results.rows.into_iter().map(FoundMatter::from).collect(),
        }
    }
}

impl From<Line> for FoundMatter {
    fn from(line: Line) -> Self {
        let pieces = |pieces: Vec<Piece>| pieces.into_iter().map(FoundPiece::from).collect();
        Self {
            number: line.number,
            title: pieces(line.title),
            fields: line.fields,
            snippet: pieces(line.snippet),
            holder: line.holder,
            stage_zh: line.stage_zh,
            received_on: line.received,
        }
    }
}

impl From<Piece> for FoundPiece {
    fn from(piece: Piece) -> Self {
        Self {
            text: piece.text,
            marked: piece.marked,
        }
    }
}
