//! The table of readings: one row an event, so that a page can list who opened a matter.

use super::{Differs, commit};
use crate::reading::{self, Event};
use crate::{App, Fault, stream};
use store::{Change, Row};

/// Events taken at a time.
const BATCH: i64 = 1_000;

/// Writes the table anew, beside readers if need be. Returns how many entries it has.
pub(super) async fn rebuild(app: &App) -> Result<usize, Fault> {
    let stray = format!("DELETE FROM readings WHERE {STRAY}");
    commit(app, vec![Change::new(stray, Vec::new())]).await?;
    let mut entries = 0;
    let mut place = Place::default();
    while let Some(found) = next(app, &mut place).await? {
        let mut changes = Vec::new();
        for told in found {
            changes.push(Change::new(
                "DELETE FROM readings WHERE stream_id = $1 AND version = $2",
                [told.stream_id.as_str().into(), told.version.into()],
            ));
            entries += told.rows.len();
            changes.extend(told.rows);
        }
        commit(app, changes).await?;
    }
    Ok(entries)
}

/// Compares the table with the events.
pub(super) async fn check(app: &App) -> Result<Result<usize, Differs>, Fault> {
    let sql = format!("SELECT stream_id, version FROM readings WHERE {STRAY} LIMIT 1");
    if let Some(row) = app.store().rows(&sql, &[]).await?.first() {
        let key = format!("{}/{}", row.text(0)?, row.int(1)?);
        return Ok(Err(differs(key, "no event speaks of this reading")));
    }
    let mut entries = 0;
    let mut place = Place::default();
    while let Some(found) = next(app, &mut place).await? {
        for told in found {
            let sql = "SELECT matter_id, at, person_id, stream_id, version FROM readings \
                       WHERE stream_id = $1 AND version = $2 ORDER BY matter_id";
            let params = [told.stream_id.as_str().into(), told.version.into()];
            let stored = app.store().rows(sql, &params).await?;
            let expected: Vec<_> = told.rows.iter().map(|row| row.params.as_slice()).collect();
            let stored: Vec<_> = stored.iter().map(Row::values).collect();
            if stored != expected {
                let key = format!("{}/{}", told.stream_id, told.version);
                return Ok(Err(differs(key, "the row is not what its event says")));
            }
            entries += expected.len();
        }
    }
    Ok(Ok(entries))
}

fn differs(key: String, what: &str) -> Differs {
    Differs {
        table: "readings".into(),
        key,
        what: what.into(),
    }
}

/// Holds for rows whose event is not there.
const STRAY: &str = "NOT EXISTS (SELECT 1 FROM events e \
                     WHERE e.stream_id = readings.stream_id AND e.version = readings.version)";

/// How far the events were read.
#[derive(Default)]
struct Place {
    stream_id: String,
    version: i64,
}

/// What an event says of the table.
struct Told {
    stream_id: String,
    version: i64,
    rows: Vec<Change>,
}

async fn next(app: &App, place: &mut Place) -> Result<Option<Vec<Told>>, Fault> {
    let sql = "SELECT stream_id, version, body FROM events \
               WHERE (stream_id, version) > ($1, $2) AND stream_id LIKE 'reading-%' \
               ORDER BY stream_id, version LIMIT $3";
    let params = [
        place.stream_id.as_str().into(),
        place.version.into(),
        BATCH.into(),
    ];
    let rows = app.store().rows(sql, &params).await?;
    let mut found = Vec::new();
    for row in &rows {
        let (stream_id, version) = (row.text(0)?.to_owned(), row.int(1)?);
        let recorded = stream::decode::<Event>(&stream_id, version, row.blob(2)?)?;
        let matters = recorded.event.matters();
        let row = |matter| reading::row(&recorded, &stream_id, version, matter);
        let rows = matters.into_iter().map(row).collect();
        (place.stream_id, place.version) = (stream_id.clone(), version);
        found.push(Told {
            stream_id,
            version,
            rows,
        });
    }
    Ok((!found.is_empty()).then_some(found))
}
