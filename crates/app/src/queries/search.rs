//! Search (检索, S1-44): words in titles, texts, places, accused and results of the matters a reader may know of,
//! and only in what of them the reader may read (T3, T4, T5).
//!
//! The index names matters that may fit; rows are asked as every list asks them; only then texts are opened, the
//! words confirmed, the best first and as many as a page needs. What a page shows of texts is a reading of each matter (T18). What is sought
//! may be a name: it is kept sealed, for its owner alone and for half an hour, and stands in no address.
//!
//! | module | is |
//! |---|---|
//! | `asked` | what was typed, as words and fields |
//! | `planned` | words as tokens of the index |
//! | `permitted` | candidates within the reader's rights |
//! | `confirmed` | texts opened, words found in them, ranked |
//! | `marked` | texts with the found words marked |
//! | `kept` | what was sought, sealed for a while |

mod asked;
mod confirmed;
mod kept;
mod marked;
pub(super) mod permitted;
pub(crate) mod planned;
#[cfg(feature = "testing")]
mod plans;

pub use asked::{Asked, Field};
pub use kept::{Recent, keep, recall};
pub use marked::Piece;
#[cfg(feature = "testing")]
pub use plans::plans;

use super::reader::Reader;
use super::todo::{shown, stage};
use crate::{App, Failure, reading, vault};
use casework::{PersonId, UnitId};
use confirmed::Hit;
use serde::Serialize;

/// A page of results.
#[derive(Debug, Clone, Serialize)]
pub struct Results {
    /// What is wrong with what was typed; nothing is sought then.
    pub wrong: Option<String>,
    /// The hits of this page, best first.
    pub rows: Vec<Line>,
    /// How many there are.
    pub total: usize,
    /// Whether that is about how many: not all that fit by their tokens were opened, and a few may be none.
    pub about: bool,
    /// Whether there were more than are looked at: the reader adds a word.
    pub more: bool,
    /// Which page, from 1.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
}

/// A hit.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Number.
    pub number: String,
    /// The title the reader may read, with marks.
    pub title: Vec<Piece>,
    /// Where the words stand: 内容、被反映人.
    pub fields: Vec<&'static str>,
    /// The words among those around them; empty where the title says it all.
    pub snippet: Vec<Piece>,
    /// In whose hands.
    pub holder: String,
    /// Stage, in words.
    pub stage_zh: &'static str,
    /// Day of arrival.
    pub received: String,
}

/// Hits that are ranked at most.
pub const HITS_MAX: usize = 500;

/// Hits a page.
const PAGE: usize = 20;

/// What the reader sought last: what stands on the page before anything is sought.
///
/// # Errors
/// The reader sees no matters at all, or a fault.
pub async fn begun(app: &App, person: &PersonId) -> Result<Vec<Recent>, Failure> {
    reader(app, person).await?;
    Ok(kept::recent(app, person).await?)
}

async fn reader(app: &App, person: &PersonId) -> Result<Reader, Failure> {
    let reader = Reader::of(app, person).await?;
    if reader.units.is_empty() {
        return Err(Failure::Forbidden {
            act: "检索信访件".to_owned(),
        });
    }
    Ok(reader)
}

/// Seeks what was typed and gives a page of it.
///
/// # Errors
/// The reader sees no matters at all, or a fault.
pub async fn search(
    app: &App,
    person: &PersonId,
    typed: &str,
    page: usize,
) -> Result<Results, Failure> {
    let reader = reader(app, person).await?;
    let asked = match Asked::read(&reader.office, typed) {
        Ok(asked) => asked,
        Err(wrong) => return Ok(Results::wrong(wrong)),
    };
    let plans = planned::plans(app, &reader, &asked);
    let (permitted, more) = permitted::permitted(app, &reader, &plans).await?;
    let page = page.clamp(1, HITS_MAX / PAGE);
    let ranked = confirmed::confirmed(app, &reader, &asked, permitted, page * PAGE).await?;
    let (hits, total) = (&ranked.hits, ranked.hits.len() + ranked.unopened);
    let pages = total.div_ceil(PAGE).max(1);
    // Where the page lies behind the last, everything was opened and the last is known.
    let page = page.min(pages);
    let some: Vec<&Hit> = hits.iter().skip((page - 1) * PAGE).take(PAGE).collect();
    reading::record_list(app, person, "search").await?;
    let mut matters: Vec<_> = some.iter().map(|hit| hit.row.id).collect();
    matters.sort();
    if !matters.is_empty() {
        reading::record(app, person, reading::Event::Found { matters }).await?;
    }
    let lines = some.into_iter().map(|hit| line(&reader, &asked, hit));
    Ok(Results {
        wrong: None,
        rows: lines.collect::<Result<_, Failure>>()?,
        total,
        about: ranked.unopened > 0,
        more,
        page,
        pages,
    })
}

impl Results {
    fn wrong(wrong: String) -> Self {
        Self {
            wrong: Some(wrong),
            rows: Vec::new(),
            total: 0,
            about: false,
            more: false,
            page: 1,
            pages: 1,
        }
    }
}

fn line(reader: &Reader, asked: &Asked, hit: &Hit) -> Result<Line, Failure> {
    let (row, head) = (&hit.row, &hit.head);
    let stage = stage(&head.stage)?;
    let title = hit.title.as_deref().unwrap_or(match row.is_copy {
        true => super::titles::UNTITLED,
        false => vault::ERASED,
    });
    let holder = UnitId::from(&*head.holder);
    Ok(Line {
        number: head.number.clone(),
        title: marked::whole(title, &asked.in_titles()),
        fields: hit.fields.clone(),
        snippet: hit.snippet(asked),
        holder: reader.office.unit_name(&holder).to_owned(),
        stage_zh: stage.zh(),
        received: shown(head.received_at).chars().take(10).collect(),
    })
}
