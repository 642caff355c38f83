//! A newer program, older rows (升级后重建): the read tables are a function of the events, and a program
//! that makes other rows of them rebuilds what another left, before anything is served.

use super::rebuild;
use crate::{App, Fault};
use casework::matter::rows::projection;
use store::{CommitError, Guard, Write};

/// The guard that remembers which projection wrote the rows.
const GUARD: &str = "projection";

/// Rebuilds the read tables if another program's projection wrote them. A node that starts beside
/// another does the same work twice, which does no harm.
///
/// # Errors
/// The database does not answer, or an event cannot be read; the next start begins again.
pub(crate) async fn upgrade(app: &App) -> Result<(), Fault> {
    let sql = "SELECT value FROM guards WHERE name = $1";
    let rows = app.store().rows(sql, &[GUARD.into()]).await?;
    let known = rows
        .first()
        .map(|row| row.text(0).map(str::to_owned))
        .transpose()?;
    let own = projection();
    if known.as_deref() == Some(&*own) {
        return Ok(());
    }
    let begun = app.store().rows(
        "SELECT 1 FROM events WHERE version = 1 AND stream_id LIKE 'matter-%' LIMIT 1",
        &[],
    );
    if !begun.await?.is_empty() {
        tracing::info!(
            job = "rebuild",
            "the read tables are an older program's: rebuilding"
        );
        let rebuilt = rebuild(app).await?;
        tracing::info!(job = "rebuild", matters = rebuilt.matters, "rebuilt");
    }
    let guard = Guard {
        name: GUARD.to_owned(),
        expected: known,
        set: Some(own),
    };
    let write = Write {
        guards: vec![guard],
        ..Write::default()
    };
    match app.store().commit(write).await {
        // Another node was quicker with the same work.
        Ok(()) | Err(CommitError::Guarded { .. }) => Ok(()),
        Err(other) => Err(other.into()),
    }
}
