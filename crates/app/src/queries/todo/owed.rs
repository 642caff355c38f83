//! What a reader owes within a span of time: one statement over the promises of all units whose promises
//! are the reader's to keep, and over those of the matters in the reader's own hands.
//!
//! Each unit is a range of one index in the order wanted, read no further than a band has room for; the few
//! that were read are put in order together, however many promises a province has.

use super::{BAND_MAX, COLUMNS, TodoRow, beside, line, owing};
use crate::queries::reader::{Reader, seen_in_order};
use crate::{App, Fault};
use std::collections::BTreeSet;
use store::Value;

/// Promises read for a band: several may be one matter's, which has one row.
const READ_MAX: i64 = (BAND_MAX as i64) * 4;

/// Rows that fall due within a span.
pub(in crate::queries) struct Owed {
    /// The rows, most pressing first.
    pub rows: Vec<TodoRow>,
    /// Whether there may be others, for reading stopped.
    pub cut: bool,
}

/// What the reader owes from an instant until another. What is `known` has its row already.
pub(in crate::queries) async fn owed(
    app: &App,
    reader: &Reader,
    (from, until): (i64, i64),
    known: &mut BTreeSet<String>,
) -> Result<Owed, Fault> {
    let (sql, params) = statement(app, reader, (from, until));
    let read = app.store().rows(&sql, &params).await?;
    let mut rows = Vec::new();
    for row in &read {
        let (rule, matter) = (row.text(0)?, row.text(2)?);
        let what = match beside(rule) {
            Some(_) => format!("{matter} {rule}"),
            None => matter.to_owned(),
        };
        if known.insert(what) {
            rows.push(line(app, reader, row)?);
        }
    }
    Ok(Owed {
        rows,
        cut: read.len() as i64 >= READ_MAX,
    })
}

fn statement(app: &App, reader: &Reader, (from, until): (i64, i64)) -> (String, Vec<Value>) {
    let units = owing(app, reader);
    let mut params: Vec<Value> = vec![
        reader.person.as_str().into(),
        from.into(),
        until.into(),
        READ_MAX.into(),
    ];
    params.extend(units.iter().map(|unit| unit.as_str().into()));
    let owners: Vec<String> = (5..5 + units.len()).map(|n| format!("${n}")).collect();
    let span = format!(
        "c.ended_at IS NULL AND c.due_at >= $2 AND c.due_at < $3 AND {}",
        seen_in_order("c", 1)
    );
    let promise = "SELECT * FROM (SELECT c.matter_id, c.clock, c.rule, c.due_at";
    let first = "ORDER BY c.due_at, c.matter_id, c.clock LIMIT $4) AS first";
    let of = |owner: &String| {
        format!("{promise} FROM clocks c WHERE c.owner = {owner} AND {span} {first}")
    };
    let mut parts: Vec<String> = owners.iter().map(of).collect();
    // A matter is due when the nearest promise of it is: one due later has none within the span.
    let not_theirs = match owners.is_empty() {
        true => String::new(),
        false => format!(" AND c.owner NOT IN ({})", owners.join(", ")),
    };
    parts.push(format!(
        "{promise} FROM matters m JOIN clocks c ON c.matter_id = m.matter_id \
         WHERE m.handler = $1 AND m.due_at < $3{not_theirs} AND {span} {first}"
    ));
    let sql = format!(
        "SELECT {COLUMNS} FROM ({} ORDER BY 4, 1, 2 LIMIT $4) AS c \
         JOIN matters m ON m.matter_id = c.matter_id ORDER BY c.due_at, c.matter_id, c.clock",
        parts.join(" UNION ALL ")
    );
    (sql, params)
}

/// How the database reads what a reader owes from now on, and what others owe: the engine's own account, line
/// by line.
///
/// # Errors
/// The database does not answer.
#[cfg(feature = "testing")]
pub async fn plans(app: &App, person: &casework::PersonId) -> Result<[Vec<String>; 2], Fault> {
    use crate::queries::listing::plan;
    let reader = Reader::of(app, person).await?;
    let owed = statement(app, &reader, (reader.now.at, i64::MAX));
    let unit = reader.units.first().cloned();
    let unit = unit.unwrap_or_else(|| casework::UnitId::from(""));
    let waiting = super::waited_for(&reader, &unit);
    Ok([plan(app, owed).await?, plan(app, waiting).await?])
}
