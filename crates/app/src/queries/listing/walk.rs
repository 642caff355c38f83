//! Lists as tests and technicians see them: how the database reads one, and every page of one.

use super::page::Page;
use super::{Filter, Listing, TOTAL_MAX, unit_of};
use crate::queries::reader::Reader;
use crate::{App, Failure};
use casework::PersonId;
use store::{Row, Value};

/// How the database walks a list's index, how it counts the list, and how it reads the rows of a page: the
/// engine's own account, line by line; a table too small for an index is asked as if it were large.
///
/// # Errors
/// The reader sees no matters, or the database does not answer.
pub async fn plans(
    app: &App,
    person: &PersonId,
    pairs: &[(String, String)],
) -> Result<[Vec<String>; 3], Failure> {
    let listing = listing(app, person, pairs).await?;
    let mut walks = Vec::new();
    for range in 0..listing.ranges.len() {
        walks.extend(plan(app, listing.stretch(range, None, 41)).await?);
    }
    Ok([
        walks,
        plan(app, listing.counting(TOTAL_MAX)).await?,
        plan(app, listing.reading((0..20).map(|_| "one"))).await?,
    ])
}

async fn listing(
    app: &App,
    person: &PersonId,
    pairs: &[(String, String)],
) -> Result<Listing, Failure> {
    let reader = Reader::of(app, person).await?;
    let filter = Filter::from_pairs(pairs.iter().map(|(name, value)| (&**name, &**value)));
    let unit = unit_of(&reader, &filter, "查看台账")?;
    Ok(Listing::new(app, &reader, unit, &filter).await?)
}

/// A page as a test sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The numbers of its rows.
    pub numbers: Vec<String>,
    /// Where it goes on.
    pub next: Option<String>,
    /// Where it came from.
    pub previous: Option<String>,
    /// Whether it is not full though the list goes on.
    pub short: bool,
}

/// A page of a list, of so many rows, looking at no more than so many rows of its index.
///
/// # Errors
/// The reader sees no matters, or the database does not answer.
pub async fn step(
    app: &App,
    person: &PersonId,
    pairs: &[(String, String)],
    cursor: Option<&str>,
    (size, most): (usize, usize),
) -> Result<Step, Failure> {
    let listing = listing(app, person, pairs).await?;
    let Page {
        rows,
        next,
        previous,
        unlooked,
    } = listing.bounded(app, cursor, (size, most)).await?;
    let number = |row: &Row| row.text(2).map(str::to_owned);
    let numbers = rows.iter().map(number).collect::<Result<_, _>>();
    Ok(Step {
        numbers: numbers.map_err(crate::Fault::from)?,
        next,
        previous,
        short: unlooked.is_some(),
    })
}

/// The engine's own account of how it would run a statement, line by line.
pub(crate) async fn plan(
    app: &App,
    (sql, params): (String, Vec<Value>),
) -> Result<Vec<String>, crate::Fault> {
    let explain = match app.store().engine() {
        store::Engine::Sqlite => "EXPLAIN QUERY PLAN",
        store::Engine::Postgres => "EXPLAIN",
    };
    let rows = app
        .store()
        .rows(&format!("{explain} {sql}"), &params)
        .await?;
    let line = |row: &Row| match row.values().last() {
        Some(Value::Text(line)) => line.clone(),
        other => format!("{other:?}"),
    };
    Ok(rows.iter().map(line).collect())
}
