//! The stream of a person's comings and goings: evidence that holds no secret and no address (T9).

use crate::{App, Fault, stream};
use casework::step::Recorded;
use casework::{Actor, Moment, PersonId};
use serde::{Deserialize, Serialize};
use store::NewEvent;

/// What is recorded of a person's access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data")]
pub enum Event {
    /// A session was opened.
    #[serde(rename = "access.signed-in.v1")]
    SignedIn {
        /// How many attempts had failed since the last success.
        failed_before: i64,
    },
    /// Every session was closed.
    #[serde(rename = "access.signed-out-everywhere.v1")]
    SignedOutEverywhere {},
    /// Password or code generator was set anew, and every session closed.
    #[serde(rename = "access.credentials-set.v1")]
    CredentialsSet {},
}

/// An access event as the next one of the person's stream.
pub(super) async fn recorded(
    app: &App,
    person: &PersonId,
    event: Event,
    now: Moment,
) -> Result<Vec<NewEvent>, Fault> {
    let stream_id = format!("access-{person}");
    let sql = "SELECT coalesce(max(version), 0) FROM events WHERE stream_id = $1";
    let rows = app.store().rows(sql, &[stream_id.as_str().into()]).await?;
    let version = rows.first().map_or(Ok(0), |row| row.int(0))?;
    let by = match event {
        Event::CredentialsSet {} => Actor::Console,
        Event::SignedIn { .. } | Event::SignedOutEverywhere {} => person_actor(app, person, now),
    };
    let recorded = Recorded {
        event,
        at: now.at,
        happened: now.local,
        by,
    };
    Ok(stream::new_events(&stream_id, version, &[recorded]))
}

fn person_actor(app: &App, person: &PersonId, now: Moment) -> Actor {
    let office = app.office();
    let post = office.posts_of(person, now.on()).next();
    Actor::Person {
        person: person.clone(),
        unit: post.map_or_else(|| "".into(), |post| post.unit.clone()),
        role: post.map_or_else(String::new, |post| post.role.clone()),
        behalf: None,
        acting: false,
        sheet: None,
    }
}
