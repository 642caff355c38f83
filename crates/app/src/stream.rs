//! Streams: events read back into states, states written as events with their projections.

use crate::{App, Fault, projections, tallies};
use casework::matter::rows::rows;
use casework::matter::{Matter, steps as matter_steps};
use casework::procedure::{self, Procedure};
use casework::rows::difference;
use casework::step::Recorded;
use casework::{MatterId, ProcedureId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{NewEvent, Write};

/// An event of a matter as recorded.
pub type MatterEvent = Recorded<matter_steps::Event>;

/// Reads a stream's events after a version, in order.
pub async fn events<E: DeserializeOwned>(
    app: &App,
    stream_id: &str,
    after: i64,
) -> Result<Vec<Recorded<E>>, Fault> {
    let sql =
        "SELECT version, body FROM events WHERE stream_id = $1 AND version > $2 ORDER BY version";
    let rows = app
        .store()
        .rows(sql, &[stream_id.into(), after.into()])
        .await?;
    rows.iter()
        .map(|row| decode(stream_id, row.int(0)?, row.blob(1)?))
        .collect()
}

/// Decodes one event's bytes.
pub fn decode<E: DeserializeOwned>(
    stream_id: &str,
    version: i64,
    body: &[u8],
) -> Result<Recorded<E>, Fault> {
    serde_json::from_slice(body).map_err(|error| {
        Fault::Stored(format!(
            "events.body of {stream_id} version {version}: {error}"
        ))
    })
}

/// A matter as its events tell it; one that was never received has version 0.
pub async fn matter(app: &App, id: MatterId) -> Result<Matter, Fault> {
    let events: Vec<MatterEvent> = events(app, &id.stream(), 0).await?;
    Ok(Matter::replay(id, &events))
}

/// The events of a stream as the store takes them.
pub fn new_events<E: Serialize>(
    stream_id: &str,
    version: i64,
    recorded: &[Recorded<E>],
) -> Vec<NewEvent> {
    let numbered = recorded.iter().zip(version + 1..);
    numbered
        .map(|(recorded, version)| new_event(stream_id, version, recorded))
        .collect()
}

fn new_event<E: Serialize>(stream_id: &str, version: i64, recorded: &Recorded<E>) -> NewEvent {
    let body = recorded.encode();
    let hash = ledger::leaf::leaf_hash(stream_id, version, &body).0;
    NewEvent {
        stream_id: stream_id.to_owned(),
        version,
        body,
        hash,
    }
}

/// Adds what a matter's events change to a write: the events, the difference of its rows, and what that
/// adds to the counts.
pub fn append_matter(app: &App, before: &Matter, recorded: &[MatterEvent], write: &mut Write) {
    let stream_id = before.id.stream();
    let mut after = before.clone();
    for event in recorded {
        after.apply(event);
    }
    write
        .events
        .extend(new_events(&stream_id, before.version, recorded));
    let (old, new) = (rows(before, app.offset()), rows(&after, app.offset()));
    write
        .tallies
        .extend(tallies::change(&old, &new, app.offset()));
    write
        .changes
        .extend(projections::changes(difference(&old, &new)));
}

/// A procedure as its events tell it; one that was never opened has version 0.
pub async fn procedure<P: Procedure>(app: &App, id: ProcedureId) -> Result<P, Fault> {
    let events: Vec<Recorded<P::Event>> = events(app, &id.stream(P::NOUN), 0).await?;
    Ok(P::replay(id, &events))
}

/// Adds what a procedure's events change to a write: the events, the difference of its rows, and what that
/// adds to the counts.
pub fn append_procedure<P: Procedure>(
    app: &App,
    before: &P,
    recorded: &[Recorded<P::Event>],
    write: &mut Write,
) {
    let core = before.core();
    let mut after = before.clone();
    for event in recorded {
        after.apply(event);
    }
    let stream_id = core.id.stream(P::NOUN);
    write
        .events
        .extend(new_events(&stream_id, core.version, recorded));
    let rows = |state| procedure::rows::rows(state, app.offset());
    let (old, new) = (rows(before), rows(&after));
    write
        .tallies
        .extend(tallies::change_of_procedure(&old, &new, app.offset()));
    write
        .changes
        .extend(projections::changes(difference(&old, &new)));
}
