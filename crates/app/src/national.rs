//! The national platform's book (全国平台台账, P-18): taken in whole or not at all, kept sealed in the
//! organ's name under the platform's numbers, matched with the organ's own book. Taking in the same list
//! again changes nothing. Only a person enters a number; the program proposes and says why.
//!
//! The list is working material. What is recorded is that it was taken in, as an event of the organ's
//! reconciliation (定期对账, S0-22), and each number entered, by its step.

mod rows;

pub use rows::{Entry, HEADINGS_NEEDED};

use crate::own::{self, Kind};
use crate::queries::books::in_name_of;
use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, FileFailure, stream};
use casework::step::Recorded;
use casework::{Actor, PersonId, UnitId, access};
use data_encoding::HEXLOWER;
use jiff::civil::Date;
use papers::sheet::{Reading, Sheet};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{CommitError, Write};

/// What is recorded of reconciling with the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data")]
pub enum Event {
    /// The platform's list was taken in.
    #[serde(rename = "national.list-taken.v1")]
    Taken {
        /// How many rows it has.
        rows: u64,
        /// The first day of arrival in it.
        from: Date,
        /// The last.
        to: Date,
        /// Hex of the file's SHA-256.
        sha256: String,
    },
}

/// What a list brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Rows of the file.
    pub rows: usize,
    /// Rows whose number was not there before.
    pub new: usize,
}

/// Rows kept in one write.
const BATCH: usize = 200;

/// Takes a list in: all of it, or nothing and every reason.
///
/// # Errors
/// Rows are wrong, and nothing was kept; or the person may not match the books.
pub async fn take(
    app: &App,
    person: &PersonId,
    file: &str,
    bytes: &[u8],
) -> Result<Taken, FileFailure> {
    let reader = Reader::of(app, person).await?;
    let (organ, by) = permitted(app, &reader)?;
    let sheet = Sheet::read(bytes, &Reading::of(file));
    let sheet = sheet.map_err(|error| FileFailure::Wrong(vec![error.to_string()]))?;
    let entries = rows::checked(app, file, &sheet).map_err(FileFailure::Wrong)?;
    let keeper = in_name_of(&reader).ok_or(Failure::NotFound)?;
    let before = count(app, &keeper).await?;
    for some in entries.chunks(BATCH) {
        let thing = |entry: &Entry| {
            let value = serde_json::to_value(entry).unwrap_or_default();
            (entry.number.clone(), value)
        };
        let things: Vec<_> = some.iter().map(thing).collect();
        own::keep_all(app, &keeper, Kind::National, &things).await?;
    }
    let days = entries.iter().map(|entry| entry.received);
    if let (Some(from), Some(to)) = (days.clone().min(), days.max()) {
        let event = Event::Taken {
            rows: entries.len() as u64,
            from,
            to,
            sha256: HEXLOWER.encode(&Sha256::digest(bytes)),
        };
        record(app, &organ, by, event).await?;
    }
    let new = count(app, &keeper).await? - before;
    Ok(Taken {
        rows: entries.len(),
        new: usize::try_from(new).unwrap_or(0),
    })
}

/// The organ whose book a person may match, and the actor who does.
pub(crate) fn permitted(app: &App, reader: &Reader) -> Result<(UnitId, Actor), Failure> {
    let (office, rules) = (&reader.office, app.rules());
    let right = "match-national";
    let actor = access::permit(office, rules, &reader.person, right, None, reader.on());
    let organ = actor
        .as_ref()
        .and_then(|actor| office.organ_of(actor.unit()?));
    match (organ.cloned(), actor) {
        (Some(organ), Some(actor)) => Ok((organ, actor)),
        _ => Err(Failure::Forbidden {
            act: "全国平台对账".to_owned(),
        }),
    }
}

async fn count(app: &App, keeper: &PersonId) -> Result<i64, Fault> {
    let sql = "SELECT count(*) FROM own WHERE person_id = $1 AND kind = $2";
    let params = [keeper.as_str().into(), Kind::National.word().into()];
    let rows = app.store().rows(sql, &params).await?;
    Ok(rows.first().map_or(Ok(0), |row| row.int(0))?)
}

/// The stream of an organ's reconciliations.
pub(crate) fn stream_of(organ: &UnitId) -> String {
    format!("national-{organ}")
}

/// The last list taken in, with when and by whom.
pub(crate) async fn last(app: &App, organ: &UnitId) -> Result<Option<Recorded<Event>>, Fault> {
    let stream_id = stream_of(organ);
    let sql = "SELECT version, body FROM events WHERE stream_id = $1 ORDER BY version DESC LIMIT 1";
    let rows = app.store().rows(sql, &[stream_id.as_str().into()]).await?;
    let decode = |row: &store::Row| stream::decode(&stream_id, row.int(0)?, row.blob(1)?);
    rows.first().map(decode).transpose()
}

async fn record(app: &App, organ: &UnitId, by: Actor, event: Event) -> Result<(), Fault> {
    let now = app.now();
    let recorded = Recorded {
        event,
        at: now.at,
        happened: now.local,
        by,
    };
    let stream_id = stream_of(organ);
    loop {
        let sql = "SELECT coalesce(max(version), 0) FROM events WHERE stream_id = $1";
        let rows = app.store().rows(sql, &[stream_id.as_str().into()]).await?;
        let version = rows.first().map_or(Ok(0), |row| row.int(0))?;
        let write = Write {
            events: stream::new_events(&stream_id, version, std::slice::from_ref(&recorded)),
            ..Write::default()
        };
        match app.store().commit(write).await {
            Err(CommitError::Stale { .. }) => {}
            other => return Ok(other?),
        }
    }
}
