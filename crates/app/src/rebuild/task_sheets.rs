//! The table of task sheets: one row a stream, from all its events.

use super::{Differs, commit};
use crate::task_sheets::{Event, event_row};
use crate::{App, Fault, stream};
use casework::step::Recorded;
use store::{Change, Row};

/// Streams taken at a time.
const BATCH: i64 = 500;

/// Holds for rows whose event is not there.
const STRAY: &str = "NOT EXISTS (SELECT 1 FROM events e \
                     WHERE e.stream_id = 'task-sheet-' || sheet AND e.version = 1)";

/// Writes the table anew. Returns how many sheets there are.
pub(super) async fn rebuild(app: &App) -> Result<usize, Fault> {
    let stray = format!("DELETE FROM task_sheets WHERE {STRAY}");
    commit(app, vec![Change::new(stray, Vec::new())]).await?;
    let (mut count, mut after) = (0, String::new());
    while let Some(found) = next(app, &mut after).await? {
        count += found.len();
        let away = |(sheet, _): &(String, Change)| {
            let sql = "DELETE FROM task_sheets WHERE sheet = $1";
            Change::new(sql, [sheet.as_str().into()])
        };
        let mut changes: Vec<Change> = found.iter().map(away).collect();
        changes.extend(found.into_iter().map(|(_, row)| row));
        commit(app, changes).await?;
    }
    Ok(count)
}

/// Compares the table with the events.
pub(super) async fn check(app: &App) -> Result<Result<usize, Differs>, Fault> {
    let sql = format!("SELECT sheet FROM task_sheets WHERE {STRAY} LIMIT 1");
    if let Some(row) = app.store().rows(&sql, &[]).await?.first() {
        return Ok(Err(differs(row.text(0)?, "no event speaks of this sheet")));
    }
    let (mut count, mut after) = (0, String::new());
    while let Some(found) = next(app, &mut after).await? {
        for (sheet, row) in &found {
            let sql = "SELECT sheet, organ, unit, taken_at, brought_at FROM task_sheets \
                       WHERE sheet = $1";
            let stored = app.store().rows(sql, &[sheet.as_str().into()]).await?;
            if stored.first().map(Row::values) != Some(&row.params[..]) {
                return Ok(Err(differs(sheet, "the row is not what its events say")));
            }
        }
        count += found.len();
    }
    Ok(Ok(count))
}

fn differs(key: &str, what: &str) -> Differs {
    Differs {
        table: "task_sheets".into(),
        key: key.into(),
        what: what.into(),
    }
}

async fn next(app: &App, after: &mut String) -> Result<Option<Vec<(String, Change)>>, Fault> {
    let sql = "SELECT stream_id FROM events WHERE version = 1 AND stream_id > $1 \
               AND stream_id LIKE 'task-sheet-%' ORDER BY stream_id LIMIT $2";
    let params = [after.as_str().into(), BATCH.into()];
    let rows = app.store().rows(sql, &params).await?;
    let mut found = Vec::new();
    for row in &rows {
        let stream_id = row.text(0)?;
        let events: Vec<Recorded<Event>> = stream::events(app, stream_id, 0).await?;
        let sheet = stream_id.strip_prefix("task-sheet-").unwrap_or_default();
        found.extend(event_row(sheet, &events).map(|row| (sheet.to_owned(), row)));
        *after = stream_id.to_owned();
    }
    Ok((!rows.is_empty()).then_some(found))
}
