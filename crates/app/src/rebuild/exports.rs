//! The table of exports: one row a stream, from the event it begins with.

use super::{Differs, commit};
use crate::export::{self, Event};
use crate::{App, Fault, stream};
use store::{Change, Row};

/// Streams taken at a time.
const BATCH: i64 = 500;

/// Holds for rows whose event is not there.
const STRAY: &str = "NOT EXISTS (SELECT 1 FROM events e \
                     WHERE e.stream_id = 'export-' || receipt AND e.version = 1)";

/// Writes the table anew. Returns how many exports there are.
pub(super) async fn rebuild(app: &App) -> Result<usize, Fault> {
    let stray = format!("DELETE FROM exports WHERE {STRAY}");
    commit(app, vec![Change::new(stray, Vec::new())]).await?;
    let (mut count, mut after) = (0, String::new());
    while let Some(found) = next(app, &mut after).await? {
        count += found.len();
        let away = |(receipt, _): &(String, Change)| {
            let sql = "DELETE FROM exports WHERE receipt = $1";
            Change::new(sql, [receipt.as_str().into()])
        };
        let mut changes: Vec<Change> = found.iter().map(away).collect();
        changes.extend(found.into_iter().map(|(_, row)| row));
        commit(app, changes).await?;
    }
    Ok(count)
}

/// Compares the table with the events.
pub(super) async fn check(app: &App) -> Result<Result<usize, Differs>, Fault> {
    let sql = format!("SELECT receipt FROM exports WHERE {STRAY} LIMIT 1");
    if let Some(row) = app.store().rows(&sql, &[]).await?.first() {
        return Ok(Err(differs(row.text(0)?, "no event speaks of this export")));
    }
    let (mut count, mut after) = (0, String::new());
    while let Some(found) = next(app, &mut after).await? {
        for (receipt, row) in &found {
            let sql = "SELECT receipt, person_id, organ, begun_at FROM exports WHERE receipt = $1";
            let stored = app.store().rows(sql, &[receipt.as_str().into()]).await?;
            if stored.first().map(Row::values) != Some(&row.params[..]) {
                return Ok(Err(differs(receipt, "the row is not what its event says")));
            }
        }
        count += found.len();
    }
    Ok(Ok(count))
}

fn differs(key: &str, what: &str) -> Differs {
    Differs {
        table: "exports".into(),
        key: key.into(),
        what: what.into(),
    }
}

async fn next(app: &App, after: &mut String) -> Result<Option<Vec<(String, Change)>>, Fault> {
    let sql = "SELECT stream_id, body FROM events WHERE version = 1 AND stream_id > $1 \
               AND stream_id LIKE 'export-%' ORDER BY stream_id LIMIT $2";
    let params = [after.as_str().into(), BATCH.into()];
    let rows = app.store().rows(sql, &params).await?;
    let mut found = Vec::new();
    for row in &rows {
        let stream_id = row.text(0)?;
        let recorded = stream::decode::<Event>(stream_id, 1, row.blob(1)?)?;
        let receipt = stream_id.strip_prefix("export-").unwrap_or_default();
        found.extend(export::row(receipt, &recorded).map(|row| (receipt.to_owned(), row)));
        *after = stream_id.to_owned();
    }
    Ok((!rows.is_empty()).then_some(found))
}
