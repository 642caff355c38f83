//! A run: begun, written in batches, completed. Invisible until then, and never twice.

use super::check::Filing;
use super::map::Map;
use super::{Book, ImportFailure, Progress};
use crate::moment::draw_id;
use crate::{App, Failure, Fault, Order, Subject, Who, numbers, office, stream};
use casework::step::Recorded;
use casework::{Actor, Moment, RunId};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use store::{Change, CommitError, Guard, Write};

/// What is recorded of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data")]
pub enum Event {
    /// Rows of a book are being written.
    #[serde(rename = "import.begun.v1")]
    Begun {
        /// The book.
        book: String,
    },
    /// Every row is there, and visible from now on.
    #[serde(rename = "import.completed.v1")]
    Completed {
        /// The book.
        book: String,
        /// How many rows its file had.
        rows: usize,
    },
}

/// Rows in one write.
const BATCH: usize = 100;

/// How often a batch is prepared again when others were quicker.
const TRIES: usize = 5;

/// Writes what is not there yet and completes the run. Returns how many rows were there before.
pub(super) async fn write(
    app: &App,
    book: &Book<'_>,
    rows: &[Filing],
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<usize, ImportFailure> {
    let before = present(app, rows).await?;
    let open = open_run(app, book.map).await?;
    let missing: Vec<&Filing> = rows
        .iter()
        .filter(|row| !before.contains(&row.key))
        .collect();
    if missing.is_empty() && open.is_none() {
        return Ok(before.len());
    }
    let run = match open {
        Some(run) => run,
        None => begin(app, book.map).await?,
    };
    let mut settled = before.len();
    for batch in missing.chunks(BATCH) {
        write_batch(app, book, run, batch).await?;
        settled += batch.len();
        progress(Progress {
            settled,
            rows: rows.len(),
        });
    }
    complete(app, book.map, run, rows.len()).await?;
    Ok(before.len())
}

/// The keys that are claimed already.
pub(super) async fn present<'a>(
    app: &App,
    rows: impl IntoIterator<Item = &'a Filing>,
) -> Result<HashSet<String>, Fault> {
    let keys: Vec<String> = rows.into_iter().map(|row| claim_key(&row.key)).collect();
    let mut found = HashSet::new();
    for some in keys.chunks(1_000) {
        let (list, mut params) = store::list(2, some.iter().map(|key| &**key));
        params.insert(0, CLAIMS.into());
        let sql = format!("SELECT key FROM claims WHERE namespace = $1 AND key IN {list}");
        for row in app.store().rows(&sql, &params).await? {
            let key = row.text(0)?;
            found.insert(key.strip_prefix(SENDER).unwrap_or(key).to_owned());
        }
    }
    Ok(found)
}

/// Where the write path claims senders' numbers; see `execute`.
const CLAIMS: &str = "sender-number";

/// What it puts before the numbers that imports bring.
const SENDER: &str = "import/";

fn claim_key(key: &str) -> String {
    format!("{SENDER}{key}")
}

fn guard_name(map: &Map) -> String {
    format!("import-{}", map.book)
}

/// The value of the book's guard; empty between runs.
async fn guarded(app: &App, map: &Map) -> Result<Option<String>, Fault> {
    let sql = "SELECT value FROM guards WHERE name = $1";
    let rows = app.store().rows(sql, &[guard_name(map).into()]).await?;
    let value = rows.first().map(|row| row.text(0)).transpose()?;
    Ok(value.map(str::to_owned))
}

/// The run of this book that was begun and not completed, by us or by one that was cut off.
async fn open_run(app: &App, map: &Map) -> Result<Option<RunId>, Fault> {
    let value = guarded(app, map).await?.unwrap_or_default();
    if value.is_empty() {
        return Ok(None);
    }
    let run = value.parse();
    run.map(Some)
        .map_err(|_| Fault::Stored(format!("guards.value of {}: `{value}`", guard_name(map))))
}

async fn begin(app: &App, map: &Map) -> Result<RunId, ImportFailure> {
    let now = app.now();
    let run = RunId(draw_id(now.at, app.entropy()));
    let expected = guarded(app, map).await?;
    let event = Event::Begun {
        book: map.book.clone(),
    };
    let insert = Change::new(
        "INSERT INTO open_runs (run_id, started_at) VALUES ($1, $2)",
        [run.to_string().into(), now.at.into()],
    );
    let write = Write {
        events: recorded(app, run, event, now).await?,
        guards: vec![Guard {
            name: guard_name(map),
            expected,
            set: Some(run.to_string()),
        }],
        changes: vec![insert],
        ..Write::default()
    };
    settle(app, map, write).await?;
    Ok(run)
}

async fn complete(app: &App, map: &Map, run: RunId, rows: usize) -> Result<(), ImportFailure> {
    let event = Event::Completed {
        book: map.book.clone(),
        rows,
    };
    let delete = Change::new(
        "DELETE FROM open_runs WHERE run_id = $1",
        [run.to_string().into()],
    );
    let write = Write {
        events: recorded(app, run, event, app.now()).await?,
        guards: vec![Guard {
            name: guard_name(map),
            expected: Some(run.to_string()),
            set: Some(String::new()),
        }],
        changes: vec![delete],
        ..Write::default()
    };
    settle(app, map, write).await
}

async fn settle(app: &App, map: &Map, write: Write) -> Result<(), ImportFailure> {
    match app.store().commit(write).await {
        Err(CommitError::Stale { .. } | CommitError::Guarded { .. }) => {
            Err(ImportFailure::Busy(map.book.clone()))
        }
        other => Ok(other.map_err(Fault::from)?),
    }
}

async fn recorded(
    app: &App,
    run: RunId,
    event: Event,
    now: Moment,
) -> Result<Vec<store::NewEvent>, Fault> {
    let stream_id = format!("import-{run}");
    let known: Vec<Recorded<Event>> = stream::events(app, &stream_id, 0).await?;
    let recorded = Recorded {
        event,
        at: now.at,
        happened: now.local,
        by: Actor::Import { run },
    };
    Ok(stream::new_events(
        &stream_id,
        known.len() as i64,
        &[recorded],
    ))
}

/// Writes a batch; what another import of the same run wrote meanwhile is left out.
async fn write_batch(
    app: &App,
    book: &Book<'_>,
    run: RunId,
    batch: &[&Filing],
) -> Result<(), ImportFailure> {
    for _ in 0..TRIES {
        let write = prepare(app, book, run, batch).await?;
        if write.events.is_empty() {
            return Ok(());
        }
        match app.store().commit(write).await {
            Ok(()) => return Ok(()),
            Err(CommitError::Guarded { name }) if name == guard_name(book.map) => {
                return Err(ImportFailure::Busy(book.map.book.clone()));
            }
            Err(CommitError::Fault(error)) => return Err(error.into()),
            // Numbers were taken, the office changed, or nobody knows: look again.
            Err(
                CommitError::Claimed { .. }
                | CommitError::Guarded { .. }
                | CommitError::Stale { .. }
                | CommitError::Unknown(_),
            ) => {
                numbers::forget(app).await;
                office::refresh(app).await?;
            }
        }
    }
    Err(ImportFailure::Busy(book.map.book.clone()))
}

async fn prepare(
    app: &App,
    book: &Book<'_>,
    run: RunId,
    batch: &[&Filing],
) -> Result<Write, ImportFailure> {
    let done = present(app, batch.iter().copied()).await?;
    let mut write = Write::default();
    let new = batch.iter().filter(|filing| !done.contains(&filing.key));
    for filing in new {
        let order = Order {
            subject: Subject::NewMatter,
            act: "receive".into(),
            fields: filing.fields.clone(),
            happened: Some(filing.received),
        };
        let prepared = app.prepare(app.now(), &Who::Import(run), &order).await;
        let (filed, _) = prepared.map_err(|failure| refused(book, filing, failure))?;
        write.merge(filed);
    }
    write.guards.push(Guard {
        name: guard_name(book.map),
        expected: Some(run.to_string()),
        set: None,
    });
    Ok(write)
}

fn refused(book: &Book<'_>, filing: &Filing, failure: Failure) -> ImportFailure {
    match failure {
        Failure::Fault(fault) => ImportFailure::Fault(fault),
        failure => ImportFailure::Refused {
            file: book.file.to_owned(),
            row: filing.row,
            failure: Box::new(failure),
        },
    }
}
