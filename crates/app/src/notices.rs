//! Notices (通知) on their way out: planned with the write that causes them, sent once it is true, over the
//! office's own mail server, messenger or SMS gateway, and never with content (T6).
//!
//! Where a person wants to be told is the person's own setting; whoever set nothing is told nothing.

mod address;
mod gateway;
mod mail;
mod settings;

pub use address::{Address, address, set_address};
pub use settings::{Gateway, Mail, Security, Settings};

use crate::{App, Fault};
use casework::PersonId;
use casework::matter::Matter;
use casework::matter::steps::Event;
use casework::notices::{NoticeRule, plan};
use casework::step::Recorded;
use serde::{Deserialize, Serialize};
use store::{Change, CommitError, Guard, Message, Write};

/// A notice as it waits.
#[derive(Debug, Serialize, Deserialize)]
struct Waiting {
    person: PersonId,
    rule: String,
    attempts: u32,
}

const KIND: &str = "notice";

/// The notices that a write of a matter causes. One a person and rule waits at a time: what comes
/// together is one notice.
pub(crate) fn messages(
    app: &App,
    before: &Matter,
    recorded: &[Recorded<Event>],
    at: i64,
) -> Vec<Message> {
    if app.notices().is_none() {
        return Vec::new();
    }
    let mut after = before.clone();
    for event in recorded {
        after.apply(event);
    }
    let (office, on) = (app.office(), app.now().on());
    let by = recorded.first().and_then(|recorded| recorded.by.person());
    let events = recorded.iter().map(|recorded| &recorded.event);
    let planned = plan(&after, events, &office, app.rules(), by, on);
    let message = |notice: casework::notices::Notice| {
        let rule = rule(app, &notice.rule)?;
        let waiting = Waiting {
            person: notice.person,
            rule: notice.rule,
            attempts: 0,
        };
        Some(Message {
            id: format!("{KIND}-{}-{}", waiting.person, waiting.rule),
            kind: KIND.to_owned(),
            body: encode(&waiting),
            due_at: at + i64::from(rule.wait_minutes) * MINUTE,
        })
    };
    planned.into_iter().filter_map(message).collect()
}

fn rule<'a>(app: &'a App, id: &str) -> Option<&'a NoticeRule> {
    app.rules().notices.iter().find(|rule| rule.id == id)
}

fn encode(waiting: &Waiting) -> Vec<u8> {
    serde_json::to_vec(waiting).expect("a notice is plain data")
}

const MINUTE: i64 = 60_000;

/// Notices taken in one run; the rest waits for the next.
const BATCH: i64 = 100;

/// After so many failures in a row a notice is given up: the to-do shows what waits anyway.
const ATTEMPTS_MAX: u32 = 8;

/// How long one node sends alone at most; the lease of one that died runs out.
const LEASE: i64 = 10 * MINUTE;

/// Sends what is due. Returns how many notices went out.
///
/// # Errors
/// The database does not answer. What could not be sent waits, each time longer.
pub async fn send_due(app: &App) -> Result<usize, Fault> {
    let Some(settings) = app.notices() else {
        return Ok(0);
    };
    let now = app.now().at;
    if due(app, now, 1).await?.is_empty() {
        return Ok(0);
    }
    let Some(lease) = leased(app, now).await? else {
        return Ok(0);
    };
    let sent = send_batch(app, settings, now).await;
    release(app, lease).await?;
    sent
}

/// What is due, longest waiting first.
async fn due(app: &App, now: i64, most: i64) -> Result<Vec<store::Row>, Fault> {
    let sql = "SELECT id, body FROM outbox WHERE kind = $1 AND due_at <= $2 \
               ORDER BY due_at, id LIMIT $3";
    let params = [KIND.into(), now.into(), most.into()];
    Ok(app.store().rows(sql, &params).await?)
}

async fn send_batch(app: &App, settings: &Settings, now: i64) -> Result<usize, Fault> {
    let mut sent = 0;
    for row in &due(app, now, BATCH).await? {
        let id = row.text(0)?;
        let waiting: Waiting = serde_json::from_slice(row.blob(1)?)
            .map_err(|error| Fault::Stored(format!("outbox.body of {id}: {error}")))?;
        let change = match deliver(app, settings, &waiting).await {
            Ok(went) => {
                sent += usize::from(went);
                gone(id)
            }
            Err(Undelivered(way)) if waiting.attempts + 1 >= ATTEMPTS_MAX => {
                tracing::error!(way, "a notice was given up after many attempts");
                gone(id)
            }
            Err(Undelivered(way)) => {
                tracing::warn!(way, attempt = waiting.attempts + 1, "a notice waits longer");
                later(id, waiting, now)
            }
        };
        let changes = vec![change];
        app.store()
            .commit(Write {
                changes,
                ..Write::default()
            })
            .await?;
    }
    Ok(sent)
}

/// A way out that did not take a notice. Whom it was for and what the way answered stays out of logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} did not take the notice")]
pub struct Undelivered(pub &'static str);

/// Sends one notice over every way its person chose. False where the person chose none.
async fn deliver(app: &App, settings: &Settings, waiting: &Waiting) -> Result<bool, Undelivered> {
    let Some(rule) = rule(app, &waiting.rule) else {
        return Ok(false);
    };
    let address = address(app, &waiting.person)
        .await
        .map_err(|_| Undelivered("settings"))?;
    tell(settings, &address, &rule.text).await
}

/// Sends a text over every way a person chose: also what the settings page tries out.
///
/// # Errors
/// The first way that did not take it.
pub async fn tell(settings: &Settings, address: &Address, text: &str) -> Result<bool, Undelivered> {
    let mut went = false;
    if let Some(mail) = settings.mail.as_ref().filter(|_| !address.mail.is_empty()) {
        mail::send(mail, &address.mail, text).await?;
        went = true;
    }
    if let Some(sms) = settings.sms.as_ref().filter(|_| !address.phone.is_empty()) {
        gateway::send("sms", sms, &address.phone, text).await?;
        went = true;
    }
    if let Some(hook) = settings
        .webhook
        .as_ref()
        .filter(|_| !address.account.is_empty())
    {
        gateway::send("webhook", hook, &address.account, text).await?;
        went = true;
    }
    Ok(went)
}

fn gone(id: &str) -> Change {
    Change::new("DELETE FROM outbox WHERE id = $1", [id.into()])
}

fn later(id: &str, waiting: Waiting, now: i64) -> Change {
    let attempts = waiting.attempts + 1;
    let due_at = now + (MINUTE << attempts.min(ATTEMPTS_MAX));
    let body = encode(&Waiting {
        attempts,
        ..waiting
    });
    Change::new(
        "UPDATE outbox SET body = $2, due_at = $3 WHERE id = $1",
        [id.into(), store::Value::Blob(body), due_at.into()],
    )
}

/// Takes the lease, so that two nodes do not send the same notice twice.
async fn leased(app: &App, now: i64) -> Result<Option<String>, Fault> {
    let sql = "SELECT value FROM guards WHERE name = 'notices'";
    let rows = app.store().rows(sql, &[]).await?;
    let held = rows
        .first()
        .map(|row| row.text(0))
        .transpose()?
        .map(str::to_owned);
    let until = held.as_deref().and_then(|until| until.parse().ok());
    if until.is_some_and(|until: i64| until > now) {
        return Ok(None);
    }
    let lease = (now + LEASE).to_string();
    let taken = swap(app, held, lease.clone()).await?;
    Ok(taken.then_some(lease))
}

async fn release(app: &App, lease: String) -> Result<(), Fault> {
    // A lease that ran out meanwhile is another node's now, and stays so.
    swap(app, Some(lease), "0".to_owned()).await.map(drop)
}

async fn swap(app: &App, expected: Option<String>, set: String) -> Result<bool, Fault> {
    let guards = vec![Guard {
        name: "notices".into(),
        expected,
        set: Some(set),
    }];
    let write = Write {
        guards,
        ..Write::default()
    };
    match app.store().commit(write).await {
        Ok(()) => Ok(true),
        Err(CommitError::Guarded { .. }) => Ok(false),
        Err(other) => Err(other.into()),
    }
}
