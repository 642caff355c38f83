//! Timers over clocks: warnings and lapses are recorded when due (S0-16, S0-23); a changed calendar is
//! carried to every running clock (T21). Both touch only what is due.

mod procedures;

use crate::{App, Failure, Fault, Order, Subject, Who};
use casework::MatterId;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use serde_json::Map;
use std::collections::BTreeSet;
use store::{CommitError, Guard, Write};

/// Matters taken at a time.
const BATCH: i64 = 200;

/// Orders under way at once: the database commits together what waits together.
const AT_ONCE: usize = 16;

/// Records every warning and lapse that is due now. Returns how many matters and procedures
/// had one.
///
/// # Errors
/// The database does not answer. What was recorded stays; the rest is found by the next run.
pub async fn record_due(app: &App) -> Result<usize, Fault> {
    let (mut count, mut after) = (0, (i64::MIN, String::new()));
    loop {
        let sql = "SELECT next_at, matter_id FROM clocks \
                   WHERE next_at <= $1 AND (next_at, matter_id) > ($2, $3) \
                   ORDER BY next_at, matter_id LIMIT $4";
        let params = [
            app.now().at.into(),
            after.0.into(),
            (&*after.1).into(),
            BATCH.into(),
        ];
        let rows = app.store().rows(sql, &params).await?;
        // A matter with two clocks due is ordered once.
        let mut matters = BTreeSet::new();
        for row in &rows {
            after = (row.int(0)?, row.text(1)?.to_owned());
            matters.insert(after.1.clone());
        }
        count += each(app, matters, "warn").await?;
        if (rows.len() as i64) < BATCH {
            return Ok(count + procedures::record_due(app).await?);
        }
    }
}

/// Recounts every running clock once after the calendar or the rules changed.
///
/// # Errors
/// The database does not answer; the next run begins again, and finds moved clocks moved.
pub async fn recount_if_changed(app: &App) -> Result<usize, Fault> {
    let current = format!("{} {}", app.rules().version, app.calendar().version());
    let rows = app
        .store()
        .rows("SELECT value FROM guards WHERE name = 'recounted'", &[])
        .await?;
    let known = rows
        .first()
        .map(|row| row.text(0))
        .transpose()?
        .map(str::to_owned);
    if known.as_ref() == Some(&current) {
        return Ok(0);
    }
    // What was never anything else has nothing to be carried to.
    let is_first = known.is_none() && app.office().adopted.len() <= 1;
    let count = if is_first { 0 } else { recount(app).await? };
    let guard = Guard {
        name: "recounted".into(),
        expected: known,
        set: Some(current),
    };
    match app
        .store()
        .commit(Write {
            guards: vec![guard],
            ..Write::default()
        })
        .await
    {
        Ok(()) | Err(CommitError::Guarded { .. }) => Ok(count),
        Err(other) => Err(other.into()),
    }
}

/// Recounts every running clock. Returns how many matters and procedures moved.
///
/// # Errors
/// The database does not answer.
pub async fn recount(app: &App) -> Result<usize, Fault> {
    let (mut count, mut after) = (0, String::new());
    loop {
        let sql = "SELECT DISTINCT matter_id FROM clocks \
                   WHERE ended_at IS NULL AND matter_id > $1 ORDER BY matter_id LIMIT $2";
        let rows = app
            .store()
            .rows(sql, &[(&*after).into(), BATCH.into()])
            .await?;
        let mut matters = BTreeSet::new();
        for row in &rows {
            after = row.text(0)?.to_owned();
            matters.insert(after.clone());
        }
        count += each(app, matters, "recount").await?;
        if (rows.len() as i64) < BATCH {
            return Ok(count + procedures::recount(app).await?);
        }
    }
}

/// Gives a timer's order to each of some matters. How many had something to do.
async fn each(app: &App, matters: BTreeSet<String>, act: &str) -> Result<usize, Fault> {
    let orders = stream::iter(matters).map(async |matter| order(app, &matter, act).await);
    let done = orders.buffer_unordered(AT_ONCE);
    done.try_fold(0, async |count, done| Ok(count + usize::from(done)))
        .await
}

/// Gives a timer's order; another node may have been quicker, which is no fault.
async fn order(app: &App, matter_id: &str, act: &str) -> Result<bool, Fault> {
    let id: MatterId = matter_id
        .parse()
        .map_err(|_| Fault::Stored(format!("clocks.matter_id `{matter_id}`")))?;
    give(app, Subject::Matter(id), act).await
}

/// Gives a timer's order. Whether it had something to do.
async fn give(app: &App, subject: Subject, act: &str) -> Result<bool, Fault> {
    let order = Order {
        subject,
        act: act.into(),
        fields: Map::new(),
        happened: None,
    };
    match app.execute(&Who::Timer, order).await {
        Ok(_) => Ok(true),
        Err(Failure::Refused(_) | Failure::Conflict | Failure::NotFound) => Ok(false),
        Err(Failure::Fault(fault)) => Err(fault),
        Err(other) => Err(Fault::Stored(format!("a timer's order `{act}`: {other}"))),
    }
}
