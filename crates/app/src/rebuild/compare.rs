//! Live rows of matters against those their events give.

use super::{Differs, STRAY, TRIES};
use crate::{App, Fault, stream};
use casework::MatterId;
use casework::matter::rows::rows;
use casework::rows::{Cell, Rows, Table, Whose};
use std::collections::BTreeMap;
use store::{Row, Value};

/// Live rows by matter or procedure.
pub(super) type Live = BTreeMap<String, Rows>;

/// The first difference among some matters.
pub(super) async fn batch(app: &App, ids: &[MatterId]) -> Result<Option<Differs>, Fault> {
    let live = live(app, ids).await?;
    for id in ids {
        let stored = live.get(&id.to_string()).cloned().unwrap_or_default();
        if first(&stored, &told(app, *id).await?).is_some()
            && let Some(differs) = again(app, *id).await?
        {
            return Ok(Some(differs));
        }
    }
    Ok(None)
}

async fn told(app: &App, id: MatterId) -> Result<Rows, Fault> {
    Ok(rows(&stream::matter(app, id).await?, app.offset()))
}

/// Looks once more at a matter that somebody may have worked on between two reads.
async fn again(app: &App, id: MatterId) -> Result<Option<Differs>, Fault> {
    let mut found = None;
    for _ in 0..TRIES {
        let before = stream::matter(app, id).await?.version;
        let stored = live(app, &[id]).await?.remove(&id.to_string());
        let told = told(app, id).await?;
        found = first(&stored.unwrap_or_default(), &told);
        if found.is_none() || stream::matter(app, id).await?.version == before {
            break;
        }
    }
    Ok(found)
}

/// The first row of a matter that no event speaks of.
pub(super) async fn strays(app: &App) -> Result<Option<Differs>, Fault> {
    for table in Table::of(Whose::Matter) {
        let sql = format!(
            "SELECT matter_id FROM {} WHERE {STRAY} LIMIT 1",
            table.name()
        );
        if let Some(row) = app.store().rows(&sql, &[]).await?.first() {
            return Ok(Some(Differs {
                table: table.name().to_owned(),
                key: row.text(0)?.to_owned(),
                what: "no event speaks of this matter".into(),
            }));
        }
    }
    Ok(None)
}

async fn live(app: &App, ids: &[MatterId]) -> Result<Live, Fault> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    read(app, Whose::Matter, &ids).await
}

/// The live rows of some matters or procedures.
pub(super) async fn read(app: &App, whose: Whose, ids: &[String]) -> Result<Live, Fault> {
    let mut live = Live::new();
    for table in Table::of(whose) {
        let (list, params) = store::list(1, ids.iter().map(|id| &**id));
        let (columns, name) = (table.columns(), table.name());
        let sql = format!(
            "SELECT {} FROM {name} WHERE {} IN {list}",
            columns.join(", "),
            whose.column()
        );
        let at = columns.iter().position(|column| *column == whose.column());
        let at = at.expect("every read table names whose rows it holds");
        for row in app.store().rows(&sql, &params).await? {
            let cells = cells(&row);
            let key: Vec<String> = cells[..table.key_columns()].iter().map(shown).collect();
            let rows = live.entry(row.text(at)?.to_owned()).or_default();
            rows.insert((table, key.join("\u{1f}")), cells);
        }
    }
    Ok(live)
}

fn cells(row: &Row) -> Vec<Cell> {
    let cell = |value: &Value| match value {
        Value::Null => Cell::Null,
        Value::Bool(flag) => Cell::Bool(*flag),
        Value::Int(number) => Cell::Int(*number),
        Value::Text(text) => Cell::Text(text.clone()),
        Value::Blob(bytes) => Cell::Text(format!("{} bytes", bytes.len())),
    };
    row.values().iter().map(cell).collect()
}

/// The first difference, in the order of tables and keys.
pub(super) fn first(stored: &Rows, told: &Rows) -> Option<Differs> {
    let mut keys: Vec<_> = stored.keys().chain(told.keys()).collect();
    keys.sort();
    keys.dedup();
    keys.into_iter().find_map(|key| {
        let what = match (stored.get(key), told.get(key)) {
            (Some(stored), Some(told)) => column(key.0, stored, told)?,
            (Some(_), None) => "the events give no such row".into(),
            (None, _) => "the row is missing".into(),
        };
        Some(Differs {
            table: key.0.name().to_owned(),
            key: key.1.replace('\u{1f}', "/"),
            what,
        })
    })
}

fn column(table: Table, stored: &[Cell], told: &[Cell]) -> Option<String> {
    let names = table.columns().iter().zip(stored.iter().zip(told));
    let (name, (stored, told)) = names
        .into_iter()
        .find(|(_, (stored, told))| !same(stored, told))?;
    Some(format!(
        "column {name} holds {}, the events say {}",
        shown(stored),
        shown(told)
    ))
}

/// The embedded engine keeps yes and no as 1 and 0.
fn same(stored: &Cell, told: &Cell) -> bool {
    match (stored, told) {
        (Cell::Int(number), Cell::Bool(flag)) => *number == i64::from(*flag),
        _ => stored == told,
    }
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Bool(flag) => flag.to_string(),
        Cell::Int(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }
}
