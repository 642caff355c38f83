//! What a sheet's own stream tells of the rows entered from it. Each act is claimed under its sheet in the
//! write that carries it out, so that a bringing may be cut off at any moment: what was entered is known,
//! is not entered again, and is told when the sheet is brought once more.

use super::NAMESPACE;
use super::event::{Event, stream_of};
use crate::{App, Fault, stream};
use casework::step::Recorded;
use casework::{Actor, Moment};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use store::{Change, CommitError, Write};

/// A sheet that came back just now.
pub(super) struct Came<'a> {
    /// Who brought it.
    pub(super) by: &'a Actor,
    /// Rows entered.
    pub(super) done: u64,
    /// Rows that could not be entered.
    pub(super) left: u64,
    /// The file.
    pub(super) file: &'a [u8],
}

/// What was entered from a sheet; of one matter of it, where `matter` names one.
pub(super) async fn entered(
    app: &App,
    sheet: &str,
    matter: &str,
) -> Result<BTreeSet<String>, Fault> {
    let from = format!("{sheet}/{matter}");
    // Every act's name and every id begins with a letter or a figure, before `~`.
    let until = format!("{from}~");
    let sql = "SELECT key FROM claims WHERE namespace = $1 AND key >= $2 AND key < $3";
    let params = [NAMESPACE.into(), from.into(), until.into()];
    let rows = app.store().rows(sql, &params).await?;
    rows.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
}

/// Whether something was entered of which no event of the sheet tells.
pub(super) async fn is_cut_off(
    app: &App,
    sheet: &str,
    events: &[Recorded<Event>],
) -> Result<bool, Fault> {
    let (_, acts) = untold(events, &entered(app, sheet, "").await?);
    Ok(acts > 0)
}

/// Records that the sheet came back, with everything entered from it that no event tells of: also what a
/// bringing entered that was cut off here. Two at once each find their place. Whether there was anything.
pub(super) async fn record(
    app: &App,
    now: &Moment,
    sheet: &str,
    came: &Came<'_>,
) -> Result<bool, Fault> {
    let stream_id = stream_of(sheet);
    loop {
        let before: Vec<Recorded<Event>> = stream::events(app, &stream_id, 0).await?;
        let (rows, acts) = untold(&before, &entered(app, sheet, "").await?);
        if acts == 0 {
            return Ok(false);
        }
        let event = Event::Brought {
            rows: rows.max(came.done),
            acts,
            left: came.left,
            bytes: came.file.len() as u64,
            sha256: HEXLOWER.encode(&Sha256::digest(came.file)),
        };
        let recorded = [Recorded {
            event,
            at: now.at,
            happened: now.local,
            by: came.by.clone(),
        }];
        let row = Change::new(
            "UPDATE task_sheets SET brought_at = $1 WHERE sheet = $2 AND brought_at IS NULL",
            [now.at.into(), sheet.into()],
        );
        let write = Write {
            events: stream::new_events(&stream_id, before.len() as i64, &recorded),
            changes: vec![row],
            ..Write::default()
        };
        match app.store().commit(write).await {
            Err(CommitError::Stale { .. }) => {}
            other => return Ok(other.map(|_| true)?),
        }
    }
}

/// Rows and acts entered of which no event tells yet. A row may come in parts: what was told of it once
/// counts again with its next act.
fn untold(events: &[Recorded<Event>], entered: &BTreeSet<String>) -> (u64, u64) {
    let matter = |key: &String| key.split('/').nth(1).map(str::to_owned);
    let matters: BTreeSet<String> = entered.iter().filter_map(matter).collect();
    let (mut rows, mut acts) = (matters.len() as u64, entered.len() as u64);
    for recorded in events {
        if let Event::Brought {
            rows: told,
            acts: did,
            ..
        } = recorded.event
        {
            rows = rows.saturating_sub(told);
            acts = acts.saturating_sub(did);
        }
    }
    (rows, acts)
}
