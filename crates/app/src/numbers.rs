//! Free numbers. A node counts in memory from the last number of a series in the database; the claim
//! in the same write makes sure that no two matters ever share one.

use crate::{App, Fault};
use casework::MatterId;
use casework::matter::{Channel, Number};
use std::collections::HashMap;
use tokio::sync::Mutex;

/// The series this node has counted in.
#[derive(Default)]
pub struct Numbers {
    last: Mutex<HashMap<String, u32>>,
}

/// The namespace of claims on numbers.
pub const NAMESPACE: &str = "number";

/// Takes the next number of a series.
pub async fn take(app: &App, region: &str, year: i16, channel: Channel) -> Result<String, Fault> {
    let series = Number::series(region, year, channel);
    let mut last = app.numbers().last.lock().await;
    let before = match last.get(&series) {
        Some(before) => *before,
        None => last_in_store(app, &series).await?,
    };
    last.insert(series, before + 1);
    Ok(Number::new(region, year, channel, before + 1).to_string())
}

/// Gives a number back that was not used after all, if nobody took the next one meanwhile.
pub async fn give_back(app: &App, number: &str) {
    let Ok(parsed) = number.parse::<Number>() else {
        return;
    };
    let mut last = app.numbers().last.lock().await;
    let counted = last
        .get_mut(&parsed.series_of())
        .filter(|last| **last == parsed.sequence());
    if let Some(counted) = counted {
        *counted -= 1;
    }
}

/// Forgets what this node counted: another node has taken numbers of its own.
pub async fn forget(app: &App) {
    app.numbers().last.lock().await.clear();
}

/// The namespace of claims on the national platform's numbers (P-18): two matters never bear one.
pub const NATIONAL: &str = "national-number";

/// The matter that bears a number of the national platform now.
pub(crate) async fn national(app: &App, number: &str) -> Result<Option<MatterId>, Fault> {
    // What no such number can be is not looked up: a text may hold what a database refuses.
    if casework::matter::national_number(number).is_none() {
        return Ok(None);
    }
    let sql = "SELECT matter_id FROM matters WHERE national = $1";
    let rows = app.store().rows(sql, &[number.into()]).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let id = row.text(0)?;
    let id = id
        .parse()
        .map_err(|_| Fault::Stored(format!("matters.matter_id `{id}`")))?;
    Ok(Some(id))
}

async fn last_in_store(app: &App, series: &str) -> Result<u32, Fault> {
    let Some(key) = last_key(app, NAMESPACE, series).await? else {
        return Ok(0);
    };
    let number: Number = key
        .parse()
        .map_err(|_| Fault::Stored("claims.key is no number".into()))?;
    Ok(number.sequence())
}

/// The namespace of claims on procedures' numbers.
pub const PROCEDURES: &str = "procedure";

/// The last number of a series of procedures that was given; 0 where none was.
pub(crate) async fn last_procedure(app: &App, series: &str) -> Result<u32, Fault> {
    use casework::procedure::Number;
    let key = last_key(app, PROCEDURES, series).await?;
    let number = key.map(|key| key.parse::<Number>());
    let number = number
        .transpose()
        .map_err(|_| Fault::Stored("claims.key is no procedure's number".into()))?;
    Ok(number.map_or(0, |number| number.sequence()))
}

/// The last number that was claimed in a series of a namespace; 0 where none was.
pub(crate) async fn last_sequence(app: &App, namespace: &str, series: &str) -> Result<u32, Fault> {
    let Some(key) = last_key(app, namespace, series).await? else {
        return Ok(0);
    };
    let last = key.rsplit_once('-').and_then(|(_, last)| last.parse().ok());
    last.ok_or_else(|| Fault::Stored(format!("claims.key `{key}` ends in no number")))
}

/// The last claimed key of a series.
async fn last_key(app: &App, namespace: &str, series: &str) -> Result<Option<String>, Fault> {
    let sql = "SELECT key FROM claims WHERE namespace = $1 AND key > $2 AND key < $3 \
               ORDER BY key DESC LIMIT 1";
    let (from, to) = (format!("{series}-"), format!("{series}."));
    let params = [namespace.into(), from.as_str().into(), to.as_str().into()];
    let rows = app.store().rows(sql, &params).await?;
    let key = rows.first().map(|row| row.text(0)).transpose()?;
    Ok(key.map(str::to_owned))
}
