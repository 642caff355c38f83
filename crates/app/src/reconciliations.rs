//! What an act of a reconciliation (对账) is told: what the books count for the month, which months were begun,
//! and what whoever acts may not know of (T3, T4).
//!
//! Figures are official: they count whatever the organ may know of, whoever counts. Differences are read
//! item by item, as far as the reader may know of each.

mod count;

use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, inspections};
use casework::procedure::Procedure;
use casework::reconciliation::{Told, month_of};
use casework::{MatterId, UnitId};
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The namespace of claims on an organ's month: it is reconciled once.
const NAMESPACE: &str = "reconciliation";

/// What a form is told; nothing is counted for one.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn offered<P: Procedure>(
    app: &App,
    reader: &Reader,
    (organ, state): (&UnitId, &P),
    act: &str,
) -> Result<Told, Fault> {
    Ok(Told {
        begun: match act {
            "open-reconciliation" => begun(app, organ).await?,
            _ => Vec::new(),
        },
        hidden: hidden(app, reader, state).await?,
        ..Told::default()
    })
}

/// What a command is told.
///
/// # Errors
/// A fault.
pub(crate) async fn told<P: Procedure>(
    app: &App,
    reader: &Reader,
    (organ, state): (&UnitId, &P),
    (act, fields): (&str, &Map<String, Value>),
) -> Result<Told, Failure> {
    let mut told = offered(app, reader, (organ, state), act).await?;
    let month = match act {
        "open-reconciliation" => month(fields),
        "recount-reconciliation" => state.period().map(|(first, _)| first),
        _ => None,
    };
    if let Some(month) = month {
        let counted = count::count(app, &reader.office, organ, month);
        told.counted = Some(Box::pin(counted).await?);
    }
    if act == "note-difference" {
        told.matter = matter(app, reader, fields).await?;
    }
    Ok(told)
}

/// The claim on the month that an act opens.
pub(crate) fn claimed(organ: &UnitId, fields: &Map<String, Value>) -> Option<(String, String)> {
    let month = month(fields)?.strftime("%Y-%m").to_string();
    Some((NAMESPACE.to_owned(), format!("{organ}/{month}")))
}

fn month(fields: &Map<String, Value>) -> Option<Date> {
    month_of(fields.get("month")?.as_str()?)
}

/// The months of an organ that have a reconciliation.
async fn begun(app: &App, organ: &UnitId) -> Result<Vec<Date>, Fault> {
    let sql = "SELECT month FROM reconciliations WHERE organ_id = $1 ORDER BY month DESC LIMIT 24";
    let rows = app.store().rows(sql, &[organ.as_str().into()]).await?;
    rows.iter().map(|row| day(row.text(0)?)).collect()
}

/// A day of a read table.
fn day(word: &str) -> Result<Date, Fault> {
    let wrong = |_| Fault::Stored(format!("reconciliations.month `{word}`"));
    word.parse().map_err(wrong)
}

/// Differences about matters that the reader may not see.
async fn hidden<P: Procedure>(
    app: &App,
    reader: &Reader,
    state: &P,
) -> Result<BTreeSet<u32>, Fault> {
    let items = state.items();
    let ids: Vec<MatterId> = items.iter().map(|item| item.matter).collect();
    let seen = inspections::seen(app, reader, &ids).await?;
    let unseen = items.iter().filter(|item| !seen.contains(&item.matter));
    Ok(unseen.map(|item| item.number).collect())
}

/// The matter a difference names, if the reader may know of it.
async fn matter(
    app: &App,
    reader: &Reader,
    fields: &Map<String, Value>,
) -> Result<Option<MatterId>, Failure> {
    let number = fields.get("matter").and_then(Value::as_str).map(str::trim);
    let Some(number) = number.filter(|number| !number.is_empty()) else {
        return Ok(None);
    };
    match reader.matter(app, number).await {
        Ok((matter, _)) => Ok(Some(matter.id)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(_) => Ok(None),
    }
}
