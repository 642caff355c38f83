//! A newer program, older rows (升级后重建): the read tables are a function of the events, and a program
//! that makes other rows of them rebuilds what another left, before anything is served.

use super::rebuild;
use crate::{App, Fault, tallies};
use casework::rows::projection;
use store::{CommitError, Guard, Write};

/// The guard that remembers which projection wrote the rows.
const ROWS: &str = "projection";

/// The guard that remembers what the counts beside the rows are.
const COUNTS: &str = "tallies";

/// Rebuilds the read tables if another program's projection wrote them, and counts anew if another counted.
/// A node that starts beside another does the same work twice, which does no harm.
///
/// # Errors
/// The database does not answer, or an event cannot be read; the next start begins again.
pub(crate) async fn upgrade(app: &App) -> Result<(), Fault> {
    let (rows, own) = (known(app, ROWS).await?, projection());
    if rows.as_deref() != Some(&*own) {
        if begun(app).await? {
            tracing::info!(
                job = "rebuild",
                "the read tables are an older program's: rebuilding"
            );
            let rebuilt = rebuild(app).await?;
            tracing::info!(job = "rebuild", matters = rebuilt.matters, "rebuilt");
        }
        remember(app, ROWS, rows, own).await?;
    }
    let (counts, own) = (known(app, COUNTS).await?, tallies::described(app.offset()));
    if counts.as_deref() != Some(&*own) {
        tallies::recount(app).await?;
        remember(app, COUNTS, counts, own).await?;
    }
    Ok(())
}

async fn known(app: &App, guard: &str) -> Result<Option<String>, Fault> {
    let sql = "SELECT value FROM guards WHERE name = $1";
    let rows = app.store().rows(sql, &[guard.into()]).await?;
    let value = rows.first().map(|row| row.text(0).map(str::to_owned));
    Ok(value.transpose()?)
}

/// Whether there is any matter.
async fn begun(app: &App) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM events WHERE version = 1 AND stream_id LIKE 'matter-%' LIMIT 1";
    Ok(!app.store().rows(sql, &[]).await?.is_empty())
}

async fn remember(
    app: &App,
    guard: &str,
    expected: Option<String>,
    own: String,
) -> Result<(), Fault> {
    let guard = Guard {
        name: guard.to_owned(),
        expected,
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
