//! Sessions (会话): 256 random bits for the browser, their hash for the database. Half an hour idle
//! or twelve hours in all end one, and so does losing one's post (T22).

use super::access::{self, Event};
use super::may_work;
use crate::{App, Fault};
use casework::PersonId;
use data_encoding::BASE64URL_NOPAD;
use sealing::suite::Suite;
use store::{Change, CommitError, Value, Write};

/// How long a session lives without being used, milliseconds.
pub const IDLE_MAX: i64 = 30 * 60_000;

/// How long a session lives at most, milliseconds.
pub const ABSOLUTE_MAX: i64 = 12 * 3_600_000;

/// Being seen is written down once a minute.
const SEEN_EVERY: i64 = 60_000;

/// What the browser holds. Never printed nor logged.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(pub String);

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SessionToken(…)")
    }
}

/// What the database holds of a token.
fn hash(token: &str) -> Value {
    Value::Blob(Suite::Aes256Gcm.hash(token.as_bytes()).to_vec())
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The person.
    pub person: PersonId,
    /// When it was opened, milliseconds UTC.
    pub created_at: i64,
    /// When it ends at the latest, milliseconds UTC.
    pub expires_at: i64,
    /// When it ends if it is not used again, milliseconds UTC.
    pub idle_at: i64,
}

/// A fresh token and the row that stands for it.
pub(super) fn draw(app: &App, person: &PersonId, at: i64) -> (SessionToken, Change) {
    let mut bytes = [0; 32];
    app.entropy().fill(&mut bytes);
    let token = SessionToken(BASE64URL_NOPAD.encode(&bytes));
    let insert = Change::new(
        "INSERT INTO sessions (token_hash, person_id, created_at, seen_at, expires_at, data) \
         VALUES ($1, $2, $3, $3, $4, $5)",
        [
            hash(&token.0),
            person.as_str().into(),
            at.into(),
            (at + ABSOLUTE_MAX).into(),
            "".into(),
        ],
    );
    (token, insert)
}

/// Opens a session without asking for anything: the demonstration's chooser alone, and its caller
/// makes sure of that.
///
/// # Errors
/// The database does not answer.
pub async fn open_session(app: &App, person: &PersonId) -> Result<SessionToken, Fault> {
    let now = app.now();
    loop {
        let (token, session) = draw(app, person, now.at);
        let event = Event::SignedIn { failed_before: 0 };
        let write = Write {
            events: access::recorded(app, person, event, now).await?,
            changes: vec![session, sweep(now.at)],
            ..Write::default()
        };
        match app.store().commit(write).await {
            Ok(()) => return Ok(token),
            Err(CommitError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
}

/// Who holds a token now; nobody where it ended, or where the person has no post any more.
///
/// # Errors
/// The database does not answer.
pub async fn session(app: &App, token: &str) -> Result<Option<Session>, Fault> {
    let now = app.now();
    let sql = "SELECT person_id, created_at, seen_at, expires_at FROM sessions \
               WHERE token_hash = $1";
    let rows = app.store().rows(sql, &[hash(token)]).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let (person, seen_at) = (PersonId::from(row.text(0)?), row.int(2)?);
    let (created_at, expires_at) = (row.int(1)?, row.int(3)?);
    if now.at >= expires_at || now.at >= seen_at + IDLE_MAX || !may_work(app, &person, now).await? {
        return Ok(None);
    }
    if now.at >= seen_at + SEEN_EVERY {
        seen(app, token, now.at).await?;
    }
    Ok(Some(Session {
        person,
        created_at,
        expires_at,
        idle_at: expires_at.min(now.at + IDLE_MAX),
    }))
}

async fn seen(app: &App, token: &str, at: i64) -> Result<(), Fault> {
    let sql = "UPDATE sessions SET seen_at = $2 WHERE token_hash = $1 AND seen_at < $2";
    commit(app, Change::new(sql, [hash(token), at.into()])).await
}

/// Closes a session.
///
/// # Errors
/// The database does not answer.
pub async fn sign_out(app: &App, token: &str) -> Result<(), Fault> {
    let sql = "DELETE FROM sessions WHERE token_hash = $1";
    commit(app, Change::new(sql, [hash(token)])).await
}

/// Closes every session of a person.
///
/// # Errors
/// The database does not answer.
pub async fn sign_out_all(app: &App, person: &PersonId) -> Result<(), Fault> {
    loop {
        let event = Event::SignedOutEverywhere {};
        let write = Write {
            events: access::recorded(app, person, event, app.now()).await?,
            changes: vec![close_all(person)],
            ..Write::default()
        };
        match app.store().commit(write).await {
            Err(CommitError::Stale { .. }) => {}
            other => return Ok(other?),
        }
    }
}

pub(super) fn close_all(person: &PersonId) -> Change {
    let sql = "DELETE FROM sessions WHERE person_id = $1";
    Change::new(sql, [person.as_str().into()])
}

/// Sweeps sessions that ended long ago.
pub(super) fn sweep(at: i64) -> Change {
    Change::new("DELETE FROM sessions WHERE expires_at <= $1", [at.into()])
}

async fn commit(app: &App, change: Change) -> Result<(), Fault> {
    let write = Write {
        changes: vec![change],
        ..Write::default()
    };
    Ok(app.store().commit(write).await?)
}
