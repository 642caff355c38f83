//! The office in memory: one snapshot, brought up to date when its generation moved on.

use crate::{App, Fault, stream};
use casework::office::{Office, STREAM, steps::Event};
use casework::step::Recorded;
use std::sync::Arc;

/// The guard that holds the organisation's generation: the version of the office's stream.
pub(crate) const GUARD: &str = "office";

impl App {
    /// The office as this node knows it. What is decided on it is guarded by its version.
    pub fn office(&self) -> Arc<Office> {
        Arc::clone(&self.inner.office.read().expect("no writer panicked"))
    }
}

/// Reads what happened to the office since this node last looked.
///
/// # Errors
/// The database does not answer, or an event cannot be read.
pub async fn refresh(app: &App) -> Result<Arc<Office>, Fault> {
    let known = app.office();
    let events: Vec<Recorded<Event>> = stream::events(app, STREAM, known.version).await?;
    if events.is_empty() {
        return Ok(known);
    }
    let mut office = Office::clone(&known);
    for event in &events {
        office.apply(event);
    }
    let office = Arc::new(office);
    let mut held = app.inner.office.write().expect("no writer panicked");
    if held.version < office.version {
        *held = Arc::clone(&office);
    }
    Ok(office)
}

/// Brings the snapshot up to date if another node changed the office; one cheap read.
///
/// # Errors
/// The database does not answer.
pub async fn current(app: &App) -> Result<Arc<Office>, Fault> {
    let rows = app
        .store()
        .rows("SELECT value FROM guards WHERE name = $1", &[GUARD.into()])
        .await?;
    let generation = rows.first().map_or(Ok("0"), |row| row.text(0))?;
    let known = app.office();
    if known.version.to_string() == generation {
        Ok(known)
    } else {
        refresh(app).await
    }
}

/// The guard value of a version; nothing stands before the first event.
pub(crate) fn generation(version: i64) -> Option<String> {
    (version > 0).then(|| version.to_string())
}
