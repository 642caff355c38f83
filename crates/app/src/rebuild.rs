//! Rebuilding (重建): the read tables again from the events alone, or compared with what is live.
//!
//! A rebuild that differs is a fault of the program or a row changed by hand; events always win.

mod compare;
mod exports;
mod procedures;
mod readings;
mod task_sheets;
mod upgrade;

pub(crate) use upgrade::upgrade;

use crate::{App, Fault, projections, stream, tallies};
use casework::MatterId;
use casework::matter::Matter;
use casework::matter::rows::rows;
use casework::rows::{Rows, Table, Whose, difference};
use store::{Change, CommitError, Expect, Write};

/// What a rebuild went through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Matters.
    pub matters: usize,
    /// Entries of readings.
    pub readings: usize,
    /// Exports.
    pub exports: usize,
    /// Task sheets.
    pub task_sheets: usize,
    /// Procedures.
    pub procedures: usize,
}

/// The first place where a live table is not what the events say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("table {table}, row {key}: {what}")]
pub struct Differs {
    /// The table.
    pub table: String,
    /// The row's key.
    pub key: String,
    /// Column, what is stored, and what the events say. Read tables hold nothing personal.
    pub what: String,
}

/// What a comparison found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Every row is what the events say.
    Same(Rebuilt),
    /// The first that is not.
    Differs(Differs),
}

/// Matters taken at a time.
const BATCH: i64 = 200;

/// Matters written together.
const TOGETHER: usize = 40;

/// After how many matters a long rebuild says how far it is.
const TOLD_EVERY: usize = 10_000;

/// How often a matter is looked at again because somebody worked on it meanwhile.
const TRIES: usize = 8;

/// Writes every read table anew from the events, beside a working office if need be.
///
/// # Errors
/// The database does not answer, or an event cannot be read. What was rebuilt stays.
pub async fn rebuild(app: &App) -> Result<Rebuilt, Fault> {
    for table in Table::of(Whose::Matter) {
        commit(app, vec![strays(table)]).await?;
    }
    let mut after = String::new();
    let mut rebuilt = Rebuilt::default();
    loop {
        let ids = next_matters(app, &after).await?;
        let Some(last) = ids.last() else { break };
        after = last.stream();
        rebuild_matters(app, &ids).await?;
        rebuilt.matters += ids.len();
        if rebuilt.matters.is_multiple_of(TOLD_EVERY) {
            tracing::info!(job = "rebuild", matters = rebuilt.matters, "under way");
        }
    }
    rebuilt.readings = readings::rebuild(app).await?;
    rebuilt.exports = exports::rebuild(app).await?;
    rebuilt.task_sheets = task_sheets::rebuild(app).await?;
    rebuilt.procedures = procedures::rebuild(app).await?;
    tallies::recount(app).await?;
    Ok(rebuilt)
}

/// Compares every read table with what the events say. Changes nothing.
///
/// # Errors
/// The database does not answer, or an event cannot be read.
pub async fn check(app: &App) -> Result<Outcome, Fault> {
    let mut after = String::new();
    let mut seen = Rebuilt::default();
    loop {
        let ids = next_matters(app, &after).await?;
        let Some(last) = ids.last() else { break };
        after = last.stream();
        if let Some(differs) = compare::batch(app, &ids).await? {
            return Ok(Outcome::Differs(differs));
        }
        seen.matters += ids.len();
    }
    if let Some(differs) = compare::strays(app).await? {
        return Ok(Outcome::Differs(differs));
    }
    if let Some(differs) = tallies::check(app).await? {
        return Ok(Outcome::Differs(differs));
    }
    match readings::check(app).await? {
        Ok(entries) => seen.readings = entries,
        Err(differs) => return Ok(Outcome::Differs(differs)),
    }
    match exports::check(app).await? {
        Ok(exports) => seen.exports = exports,
        Err(differs) => return Ok(Outcome::Differs(differs)),
    }
    match task_sheets::check(app).await? {
        Ok(sheets) => seen.task_sheets = sheets,
        Err(differs) => return Ok(Outcome::Differs(differs)),
    }
    match procedures::check(app).await? {
        Ok(procedures) => seen.procedures = procedures,
        Err(differs) => return Ok(Outcome::Differs(differs)),
    }
    Ok(Outcome::Same(seen))
}

/// The next matters by their streams.
async fn next_matters(app: &App, after: &str) -> Result<Vec<MatterId>, Fault> {
    let sql = "SELECT stream_id FROM events WHERE version = 1 AND stream_id > $1 \
               AND stream_id LIKE 'matter-%' ORDER BY stream_id LIMIT $2";
    let rows = app.store().rows(sql, &[after.into(), BATCH.into()]).await?;
    let ids = rows.iter().map(|row| {
        let stream = row.text(0)?;
        let id = stream.strip_prefix("matter-").unwrap_or_default();
        id.parse()
            .map_err(|_| Fault::Stored(format!("events.stream_id `{stream}`")))
    });
    ids.collect()
}

/// Which rows belong to no matter at all.
fn strays(table: Table) -> Change {
    Change::new(
        format!("DELETE FROM {} WHERE {STRAY}", table.name()),
        Vec::new(),
    )
}

/// Holds for rows of matters that no event speaks of.
const STRAY: &str = "NOT EXISTS (SELECT 1 FROM events e \
                     WHERE e.stream_id = 'matter-' || matter_id AND e.version = 1)";

/// Some matters in one write; where somebody is at work on one of them, each by itself.
async fn rebuild_matters(app: &App, ids: &[MatterId]) -> Result<(), Fault> {
    for some in ids.chunks(TOGETHER) {
        let mut write = Write::default();
        for id in some {
            let matter = stream::matter(app, *id).await?;
            write.expects.push(Expect {
                stream_id: id.stream(),
                version: matter.version,
            });
            write.changes.extend(anew(app, &matter));
        }
        match app.store().commit(write).await {
            Ok(()) => {}
            Err(CommitError::Stale { .. }) => {
                for id in some {
                    rebuild_matter(app, *id).await?;
                }
            }
            Err(other) => return Err(other.into()),
        }
    }
    Ok(())
}

async fn rebuild_matter(app: &App, id: MatterId) -> Result<(), Fault> {
    for _ in 0..TRIES {
        let matter = stream::matter(app, id).await?;
        let write = Write {
            expects: vec![Expect {
                stream_id: id.stream(),
                version: matter.version,
            }],
            changes: anew(app, &matter),
            ..Write::default()
        };
        match app.store().commit(write).await {
            Ok(()) => return Ok(()),
            Err(CommitError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(Fault::Stored(format!(
        "{} is being worked on without pause; run the rebuild again",
        id.stream()
    )))
}

/// The rows of a matter: all of them away, then those its events give.
fn anew(app: &App, matter: &Matter) -> Vec<Change> {
    let away = Table::of(Whose::Matter).map(|table| {
        Change::new(
            format!("DELETE FROM {} WHERE matter_id = $1", table.name()),
            [matter.id.to_string().into()],
        )
    });
    let now = rows(matter, app.offset());
    away.chain(projections::changes(difference(&Rows::new(), &now)))
        .collect()
}

async fn commit(app: &App, changes: Vec<Change>) -> Result<(), Fault> {
    let write = Write {
        changes,
        ..Write::default()
    };
    Ok(app.store().commit(write).await?)
}
