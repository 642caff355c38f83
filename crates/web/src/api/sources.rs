//! Accounts by source (来源分账) for programs.

use app::queries::balance;
use app::queries::reader::Reader;
use app::queries::sources::{self, Arrived, Line, Source, Standing, change};
use axum::Json;
use axum::extract::State;
use casework::UnitId;
use serde::Serialize;
use utoipa::ToSchema;

use super::failure::Failed;
use super::sent::{Asked, Caller};
use crate::site::Shared;

/// The accounts of an organ in a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceAccounts {
    /// The organ's id.
    unit: String,
    /// Which year.
    year: i16,
    /// Until which day it is counted.
    until: String,
    /// A line each source: superior, own, judicial; the last two together are what it received itself.
    sources: Vec<SourceLine>,
    /// The same days of the year before.
    before: SourceArrivals,
    /// This year.
    now: SourceArrivals,
    /// By how many percent fewer or more came; null where nothing came before.
    #[schema(required)]
    change: Option<i64>,
}

/// A source.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceLine {
    /// Its word.
    source: &'static str,
    /// The same in Chinese.
    source_zh: &'static str,
    /// All of it.
    total: i64,
    /// How many stand where.
    standings: Vec<SourceStanding>,
    /// The preliminary-verification rate in percent; null where nothing was to be verified.
    #[schema(required)]
    rate: Option<i64>,
}

/// How many stand somewhere.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceStanding {
    /// Where.
    standing: &'static str,
    /// The same in Chinese.
    standing_zh: &'static str,
    /// How many.
    count: i64,
}

/// What came in a time.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceArrivals {
    /// Matters.
    matters: i64,
    /// Visits.
    visits: i64,
    /// Visitors.
    visitors: i64,
}

/// The accounts: of the own organ in this year, or of the one asked for.
pub async fn accounts(
    State(front): State<Shared>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<SourceAccounts>, Failed> {
    let app = front.app();
    let reader = Reader::of(app, &caller.person).await?;
    let year = match asked.get("year") {
        Some(year) => year
            .parse()
            .map_err(|_| Failed::field("year", "年份写作 2026"))?,
        None => reader.on().year(),
    };
    let own = reader
        .units
        .first()
        .and_then(|unit| reader.office.organ_of(unit));
    let organ = asked.get("unit").map(UnitId::from).or_else(|| own.cloned());
    let organ = organ.filter(|unit| balance::organs(&reader).contains(unit));
    let organ = organ.ok_or(app::Failure::NotFound)?;
    let page = sources::sources(app, &caller.person, &organ, year).await?;
    let line = |source: &Source| SourceLine::from(page.sum(&[*source]));
    Ok(Json(SourceAccounts {
        unit: organ.to_string(),
        year: page.year,
        until: page.until.clone(),
        sources: Source::ALL.iter().map(line).collect(),
        change: change(page.before.matters, page.now.matters),
        before: page.before.into(),
        now: page.now.into(),
    }))
}

impl From<Line> for SourceLine {
    fn from(line: Line) -> Self {
        let standing = |standing: &Standing| SourceStanding {
            standing: standing.as_str(),
            standing_zh: standing.zh(),
            count: line.at(standing),
        };
        Self {
            source: line.source.as_str(),
            source_zh: line.source.zh(),
            total: line.total(),
            standings: Standing::ALL.iter().map(standing).collect(),
            rate: line.rate(),
        }
    }
}

impl From<Arrived> for SourceArrivals {
    fn from(arrived: Arrived) -> Self {
        Self {
            matters: arrived.matters,
            visits: arrived.visits,
            visitors: arrived.visitors,
        }
    }
}
