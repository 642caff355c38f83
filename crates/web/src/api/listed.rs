//! Lists of supervision for programs: what a figure of supervision counts, and the book of linkages.

use app::queries::linkages::{self, BookRow, Sifted};
use app::queries::supervision::counted::{self as counting, About, CountedRow, Narrowed, What};
use axum::Json;
use axum::extract::State;
use casework::UnitId;
use serde::Serialize;
use utoipa::ToSchema;

use super::failure::Failed;
use super::matters::CURSOR;
use super::sent::{Asked, Caller};
use crate::site::Shared;

/// A page of what a figure counts.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountedPage {
    /// What, in Chinese.
    what_zh: &'static str,
    /// Since which day.
    since: String,
    /// Slips and urgings, the newest first.
    lines: Vec<CountedLine>,
    /// The cursor of older ones.
    #[schema(required)]
    next: Option<String>,
}

/// A slip or an urging.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountedLine {
    /// What, in Chinese.
    kind_zh: &'static str,
    /// The slip's number; empty for an urging.
    number: String,
    /// The number of the matter or procedure it is about.
    about: String,
    /// About which promise.
    promise: String,
    /// To whom.
    to: String,
    /// When.
    at: String,
    /// Where a slip stands, in Chinese.
    state_zh: &'static str,
    /// How many suggestions it bears.
    suggestions: i64,
}

/// What a figure of supervision counts.
pub async fn counted(
    State(front): State<Shared>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<CountedPage>, Failed> {
    let what = asked.get("what").and_then(What::parse);
    let what = what.ok_or_else(|| Failed::field("what", "写明要列出哪一项"))?;
    let since = match asked.get("since") {
        Some(day) => Some(
            day.parse()
                .map_err(|_| Failed::field("since", "日期写作 2026-01-01"))?,
        ),
        None => None,
    };
    let to = asked.get("to").map(UnitId::from);
    let narrowed = Narrowed {
        to: to.as_ref(),
        since,
        about: asked.get("about").and_then(About::parse),
    };
    let after = asked.get(CURSOR);
    let page = counting::counted(front.app(), &caller.person, what, narrowed, after).await?;
    let line = |row: CountedRow| CountedLine {
        kind_zh: row.kind_zh,
        number: row.number,
        about: row.of_number,
        promise: row.promise,
        to: row.to,
        at: row.at,
        state_zh: row.state_zh,
        suggestions: row.suggestions,
    };
    Ok(Json(CountedPage {
        what_zh: page.what_zh,
        since: page.since,
        lines: page.rows.into_iter().map(line).collect(),
        next: page.next,
    }))
}

/// A page of the book of linkages.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkageBook {
    /// Linkages, the newest first.
    linkages: Vec<LinkageLine>,
    /// The cursor of older ones.
    #[schema(required)]
    next: Option<String>,
}

/// A linkage in its book.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkageLine {
    /// Its number.
    number: String,
    /// Its class, in Chinese.
    class_zh: String,
    /// The receiver.
    receiver: String,
    /// Where it stands, in Chinese.
    state_zh: &'static str,
    /// The day it was proposed.
    opened: String,
    /// The day the prompt letter went out; empty before.
    prompted: String,
    /// The day the first handover letter went out; empty before.
    handed: String,
    /// How often it was fed back.
    feedbacks: i64,
    /// What came of it, in Chinese; empty before.
    outcome_zh: &'static str,
}

/// The book of linkages.
pub async fn linkages(
    State(front): State<Shared>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<LinkageBook>, Failed> {
    let word = |name: &str| asked.get(name).unwrap_or_default().to_owned();
    let sifted = Sifted {
        class: word("class"),
        state: word("state"),
        receiver: word("receiver"),
        cursor: asked.get(CURSOR).map(str::to_owned),
    };
    let book = linkages::book(front.app(), &caller.person, &sifted).await?;
    let line = |row: BookRow| LinkageLine {
        number: row.number,
        class_zh: row.class_zh,
        receiver: row.receiver,
        state_zh: row.state_zh,
        opened: row.opened,
        prompted: row.prompted,
        handed: row.handed,
        feedbacks: row.feedbacks,
        outcome_zh: row.outcome_zh,
    };
    Ok(Json(LinkageBook {
        linkages: book.rows.into_iter().map(line).collect(),
        next: book.next,
    }))
}
