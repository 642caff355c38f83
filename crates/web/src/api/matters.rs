//! Reading matters: the book, one matter, its trail.

mod dossier;
mod handing;

use app::queries::lamp;
use app::queries::matters::{self as book, Filter};
use app::queries::{matter as one, trail as trails};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

pub use dossier::Dossier;

use super::failure::Failed;
use super::sent::{Asked, Caller, Part};
use crate::site::Shared;

/// The query name of the place in the book.
pub const CURSOR: &str = "cursor";

/// A page of the book.
#[derive(Debug, Serialize, ToSchema)]
pub struct BookPage {
    /// Matters, newest arrival first.
    matters: Vec<BookLine>,
    /// The cursor of older matters. A page may be short, or empty, where its filters are rarely met
    /// together: the list goes on as long as there is a `next`.
    #[schema(required)]
    next: Option<String>,
    /// The cursor of newer matters.
    #[schema(required)]
    previous: Option<String>,
    /// How many match: `37`, or `1,000+`.
    total: String,
}

/// A matter in the book.
#[derive(Debug, Serialize, ToSchema)]
pub struct BookLine {
    /// Number.
    number: String,
    /// Title.
    title: String,
    /// The day it arrived.
    received_on: String,
    /// Channel, in Chinese.
    channel_zh: String,
    /// Class, in Chinese; empty before registration.
    class_zh: String,
    /// Where in its life it stands.
    stage: String,
    /// The same in Chinese.
    stage_zh: String,
    /// In whose hands.
    holder: String,
    /// Its nearest promise.
    lamp: Lamp,
    /// Whether it is real-name.
    real_name: bool,
    /// How many repeats joined it.
    repeats: i64,
}

/// A promise as a lamp.
#[derive(Debug, Serialize, ToSchema)]
pub struct Lamp {
    /// `ok`, `soon`, `over`, `long`, `rest` or `done`.
    level: &'static str,
    /// In Chinese: 还剩3个工作日.
    words: String,
    /// The due date; empty where nothing is due.
    due: String,
    /// Whether the date rests on a day that is not published (暂定).
    provisional: bool,
}

impl From<lamp::Lamp> for Lamp {
    fn from(lamp: lamp::Lamp) -> Self {
        let level = match lamp.level {
            lamp::Level::Ok => "ok",
            lamp::Level::Soon => "soon",
            lamp::Level::Over => "over",
            lamp::Level::Long => "long",
            lamp::Level::Rest => "rest",
            lamp::Level::Done => "done",
        };
        Self {
            level,
            words: lamp.words,
            due: lamp.due,
            provisional: lamp.provisional,
        }
    }
}

/// Reads a page of the book.
pub async fn book(
    State(front): State<Shared>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<BookPage>, Failed> {
    let filter = filter(&asked)?;
    let page = book::matters(front.app(), &caller.person, &filter, asked.get(CURSOR)).await?;
    Ok(Json(BookPage {
        matters: page.rows.into_iter().map(BookLine::from).collect(),
        next: page.next,
        previous: page.previous,
        total: page.total,
    }))
}

/// A page drops a filter it does not know; a program would take the answer for a filtered one.
fn filter(asked: &Asked) -> Result<Filter, Failed> {
    let filter = Filter::from_pairs(asked.pairs());
    let understood = filter.pairs();
    let odd = asked
        .pairs()
        .find(|(name, _)| *name != CURSOR && understood.iter().all(|(known, _)| known != name));
    match odd {
        Some((name, _)) => Err(Failed::field(name, "没有这个筛选项，或填写的值无法识别")),
        None => Ok(filter),
    }
}

impl From<book::BookRow> for BookLine {
    fn from(row: book::BookRow) -> Self {
        Self {
            number: row.number,
            title: row.title,
            received_on: row.received,
            channel_zh: row.channel_zh.to_owned(),
            class_zh: row.class_zh.to_owned(),
            stage: row.stage.to_owned(),
            stage_zh: row.stage_zh.to_owned(),
            holder: row.holder,
            lamp: row.lamp.into(),
            real_name: row.real_name,
            repeats: row.repeats,
        }
    }
}

/// Opens a matter; who opened it is recorded first (T18).
pub async fn matter(
    State(front): State<Shared>,
    caller: Caller,
    Part(number): Part,
) -> Result<Json<Dossier>, Failed> {
    let page = one::matter(front.app(), &caller.person, &number).await?;
    Ok(Json(page.into()))
}

/// The trail of a matter.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrailPage {
    /// The matter's number.
    number: String,
    /// The ledger's name.
    origin: String,
    /// Its entries, newest first.
    entries: Vec<TrailEntry>,
}

/// An entry of the trail.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrailEntry {
    /// When it was entered.
    at: String,
    /// Who.
    who: String,
    /// What, in Chinese.
    zh: String,
    /// The event's permanent name and version.
    kind: String,
    /// Its stream and version.
    place: String,
    /// Its place in the ledger; null while it waits.
    #[schema(required)]
    seq: Option<i64>,
    /// Hex of its leaf hash; empty while it waits.
    leaf: String,
}

/// Reads the trail of a matter.
pub async fn trail(
    State(front): State<Shared>,
    caller: Caller,
    Part(number): Part,
) -> Result<Json<TrailPage>, Failed> {
    let page = trails::trail(front.app(), &caller.person, &number).await?;
    let entry = |entry: trails::TrailEntry| TrailEntry {
        at: entry.at,
        who: entry.who,
        zh: entry.zh,
        kind: entry.kind,
        place: entry.place,
        seq: entry.seq,
        leaf: entry.leaf,
    };
    let entries = page.entries.into_iter().map(entry).collect();
    Ok(Json(TrailPage {
        number: page.number,
        origin: page.origin,
        entries,
    }))
}
