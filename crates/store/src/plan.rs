//! From a write to the statements that make it true, or raise an error that names the reason.
//!
//! The order is the same for every write, and so is the order of rows within each kind, so that
//! on PostgreSQL two writes take their locks in the same order: guards, streams, events, claims,
//! then the changes, and the counts last of all. See docs/adr/0001-write-contract.md.

mod tallies;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::dialect::Engine;
use crate::error::{CommitError, StoreError};
use crate::insert::Insert;
use crate::value::Value;
use crate::write::{Change, Claim, Expect, Guard, Message, NewEvent, Write};

/// One statement of a write.
pub(crate) struct Step {
    pub sql: Cow<'static, str>,
    pub params: Vec<Value>,
    pub blame: Blame,
}

/// What a broken constraint in a step means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Blame {
    /// This stream has moved on.
    Stream(String),
    /// This guard has changed.
    Guard(String),
    /// One of the inserted events is there already; which one must be looked up.
    Events,
    /// One of the inserted claims is there already; which one must be looked up.
    Claims,
    /// A constraint of a read table: a fault of the program.
    Change,
}

impl Blame {
    /// The refusal this blame stands for, where it needs no look-up.
    pub(crate) fn refusal(&self) -> Option<CommitError> {
        match self {
            Blame::Stream(id) => Some(CommitError::Stale {
                stream_id: id.clone(),
            }),
            Blame::Guard(name) => Some(CommitError::Guarded { name: name.clone() }),
            Blame::Events | Blame::Claims | Blame::Change => None,
        }
    }
}

/// The look-up that tells whether one row of a failed insert was there already.
pub(crate) struct Probe {
    pub sql: &'static str,
    pub params: [Value; 2],
    pub refusal: CommitError,
}

impl Step {
    fn new(sql: impl Into<Cow<'static, str>>, params: Vec<Value>, blame: Blame) -> Step {
        Step {
            sql: sql.into(),
            params,
            blame,
        }
    }

    /// Whether the statement takes a wrapped key away, or puts another in its place: what it leaves behind
    /// must not outlive it (T15).
    pub(crate) fn destroys_keys(&self) -> bool {
        let sql = &*self.sql;
        sql.starts_with("DELETE FROM keys ")
            || sql.starts_with("UPDATE keys SET") && sql.contains("wrapped = ")
    }

    /// The look-ups that find which row of a refused insert was there already.
    pub(crate) fn probes(&self) -> Vec<Probe> {
        match self.blame {
            Blame::Events => self
                .params
                .chunks_exact(3)
                .filter_map(event_probe)
                .collect(),
            Blame::Claims => self
                .params
                .chunks_exact(3)
                .filter_map(claim_probe)
                .collect(),
            Blame::Stream(_) | Blame::Guard(_) | Blame::Change => Vec::new(),
        }
    }
}

static EVENTS: Insert = Insert::new(
    "INSERT INTO events (stream_id, version, body) VALUES",
    3,
    "",
);
static UNSEQUENCED: Insert = Insert::new(
    "INSERT INTO unsequenced (stream_id, version, hash) VALUES",
    3,
    "",
);
static CLAIMS: Insert = Insert::new("INSERT INTO claims (namespace, key, owner) VALUES", 3, "");
/// A message that waits already is not added twice.
static OUTBOX: Insert = Insert::new(
    "INSERT INTO outbox (id, kind, body, due_at) VALUES",
    4,
    "ON CONFLICT (id) DO NOTHING",
);

/// The statements of `write`, or its refusal where it contradicts itself.
pub(crate) fn plan(engine: Engine, write: Write) -> Result<Vec<Step>, CommitError> {
    let Write {
        mut events,
        expects,
        guards,
        claims,
        changes,
        outbox,
        tallies,
        recount,
    } = write;
    let mut steps = Vec::with_capacity(8 + changes.len() + guards.len() * 2 + expects.len());
    events.sort_by(|a, b| (&a.stream_id, a.version).cmp(&(&b.stream_id, b.version)));
    guard_steps(engine, guards, &mut steps)?;
    stream_steps(engine, &events, expects, &mut steps)?;
    event_steps(events, &mut steps);
    claim_steps(claims, &mut steps)?;
    push(changes, &Blame::Change, &mut steps);
    let messages = OUTBOX.changes(outbox.into_iter().map(message_values));
    push(messages, &Blame::Change, &mut steps);
    tallies::anew(engine, recount, &mut steps);
    push(tallies::changes(tallies), &Blame::Change, &mut steps);
    refuse_unstorable(&steps)?;
    Ok(steps)
}

fn push(changes: Vec<Change>, blame: &Blame, steps: &mut Vec<Step>) {
    let step = |change: Change| Step::new(change.sql, change.params, blame.clone());
    steps.extend(changes.into_iter().map(step));
}

fn guard_steps(
    engine: Engine,
    mut guards: Vec<Guard>,
    steps: &mut Vec<Step>,
) -> Result<(), CommitError> {
    guards.sort_by(|a, b| a.name.cmp(&b.name));
    if let Some(pair) = guards.windows(2).find(|pair| pair[0].name == pair[1].name) {
        return Err(CommitError::Guarded {
            name: pair[0].name.clone(),
        });
    }
    for Guard {
        name,
        expected,
        set,
    } in guards
    {
        let blame = Blame::Guard(name.clone());
        let key = Value::Text(name);
        match (expected, set) {
            (Some(expected), None) => {
                let check = engine.locking(GUARD_HOLDS);
                steps.push(Step::new(check, vec![key, expected.into()], blame));
            }
            (Some(expected), Some(set)) => {
                let check = engine.locking(GUARD_HELD);
                steps.push(Step::new(
                    check,
                    vec![key.clone(), expected.into()],
                    blame.clone(),
                ));
                steps.push(Step::new(GUARD_SWAP, vec![key, set.into()], blame));
            }
            (None, Some(set)) => steps.push(Step::new(GUARD_NEW, vec![key, set.into()], blame)),
            (None, None) => {
                let absent = vec![key.clone(), Value::Text(String::new())];
                steps.push(Step::new(GUARD_NEW, absent, blame.clone()));
                steps.push(Step::new(GUARD_GONE, vec![key], blame));
            }
        }
    }
    Ok(())
}

const GUARD_HOLDS: &str = "INSERT INTO refusals (kind, name) \
    SELECT 'guard', CAST($1 AS text) WHERE NOT EXISTS \
    (SELECT 1 FROM guards WHERE name = CAST($1 AS text) AND value = $2 [FOR SHARE])";
const GUARD_HELD: &str = "INSERT INTO refusals (kind, name) \
    SELECT 'guard', CAST($1 AS text) WHERE NOT EXISTS \
    (SELECT 1 FROM guards WHERE name = CAST($1 AS text) AND value = $2 [FOR UPDATE])";
const GUARD_SWAP: &str = "UPDATE guards SET value = $2 WHERE name = $1";
const GUARD_NEW: &str = "INSERT INTO guards (name, value) VALUES ($1, $2)";
const GUARD_GONE: &str = "DELETE FROM guards WHERE name = $1";

/// Checks on streams, in the order of their ids: the version before the first new event of each,
/// and the head of each stream that was only read.
fn stream_steps(
    engine: Engine,
    events: &[NewEvent],
    mut expects: Vec<Expect>,
    steps: &mut Vec<Step>,
) -> Result<(), CommitError> {
    expects.sort_by(|a, b| (&a.stream_id, a.version).cmp(&(&b.stream_id, b.version)));
    expects.dedup_by(|a, b| a.stream_id == b.stream_id && a.version == b.version);
    let mut before = HashMap::with_capacity(events.len());
    for run in events.chunk_by(|a, b| a.stream_id == b.stream_id) {
        let first = run[0].version;
        if first < 1
            || !run
                .iter()
                .zip(first..)
                .all(|(event, due)| event.version == due)
        {
            return Err(CommitError::Stale {
                stream_id: run[0].stream_id.clone(),
            });
        }
        before.insert(run[0].stream_id.as_str(), first - 1);
    }
    let mut checks: Vec<(&str, i64, StreamCheck)> = before
        .iter()
        .filter(|(_, version)| **version > 0)
        .map(|(stream, version)| (*stream, *version, StreamCheck::Appended))
        .collect();
    let same = |pair: &&[Expect]| pair[0].stream_id == pair[1].stream_id;
    if let Some(pair) = expects.windows(2).find(same) {
        return Err(CommitError::Stale {
            stream_id: pair[0].stream_id.clone(),
        });
    }
    for Expect { stream_id, version } in &expects {
        match before.get(stream_id.as_str()) {
            None => checks.push((stream_id, *version, StreamCheck::Read)),
            Some(head) if head == version => {}
            Some(_) => {
                return Err(CommitError::Stale {
                    stream_id: stream_id.clone(),
                });
            }
        }
    }
    checks.sort_unstable_by_key(|(stream, ..)| *stream);
    for (stream, version, check) in checks {
        check.push(engine, stream, version, steps);
    }
    Ok(())
}

enum StreamCheck {
    Appended,
    Read,
}

impl StreamCheck {
    fn push(self, engine: Engine, stream: &str, version: i64, steps: &mut Vec<Step>) {
        let at = |version: i64| vec![Value::from(stream), Value::Int(version)];
        let blame = Blame::Stream(stream.to_owned());
        match self {
            // The primary key refuses a second event of the next version, so the version before
            // it is all that is left to ask for: streams have no gaps.
            StreamCheck::Appended => {
                steps.push(Step::new(engine.locking(STREAM_AT), at(version), blame));
            }
            // Whoever appends locks the row that is shared here, and this write asks for the
            // next version only after it has the lock.
            StreamCheck::Read if version > 0 => {
                let head = engine.locking(STREAM_READ_AT);
                steps.push(Step::new(head, at(version), blame.clone()));
                steps.push(Step::new(STREAM_PAST, at(version + 1), blame));
            }
            // There is no row to lock: the place of the first event is taken and given back, so
            // that whoever founds the stream waits for this write or is found by it.
            StreamCheck::Read => {
                let founded = vec![stream.into(), Value::Int(1), Value::Blob(Vec::new())];
                steps.push(Step::new(EVENTS.text(1), founded, blame.clone()));
                steps.push(Step::new(STREAM_UNFOUNDED, at(1), blame));
            }
        }
    }
}

const STREAM_AT: &str = "INSERT INTO refusals (kind, name) \
    SELECT 'stream', CAST($1 AS text) WHERE NOT EXISTS (SELECT 1 FROM events \
    WHERE stream_id = CAST($1 AS text) AND version = $2 [FOR NO KEY UPDATE])";
const STREAM_READ_AT: &str = "INSERT INTO refusals (kind, name) \
    SELECT 'stream', CAST($1 AS text) WHERE NOT EXISTS (SELECT 1 FROM events \
    WHERE stream_id = CAST($1 AS text) AND version = $2 [FOR SHARE])";
const STREAM_PAST: &str = "INSERT INTO refusals (kind, name) \
    SELECT 'stream', CAST($1 AS text) WHERE EXISTS (SELECT 1 FROM events \
    WHERE stream_id = CAST($1 AS text) AND version = $2)";
const STREAM_UNFOUNDED: &str = "DELETE FROM events WHERE stream_id = $1 AND version = $2";

fn event_steps(events: Vec<NewEvent>, steps: &mut Vec<Step>) {
    let mut hashes = Vec::with_capacity(events.len());
    let rows = events.into_iter().map(|event| {
        hashes.push([
            Value::Text(event.stream_id.clone()),
            Value::Int(event.version),
            Value::Blob(event.hash.to_vec()),
        ]);
        [
            Value::Text(event.stream_id),
            Value::Int(event.version),
            Value::Blob(event.body),
        ]
    });
    push(EVENTS.changes(rows), &Blame::Events, steps);
    push(UNSEQUENCED.changes(hashes), &Blame::Change, steps);
}

fn claim_steps(mut claims: Vec<Claim>, steps: &mut Vec<Step>) -> Result<(), CommitError> {
    claims.sort_by(|a, b| (&a.namespace, &a.key).cmp(&(&b.namespace, &b.key)));
    let same = |a: &Claim, b: &Claim| a.namespace == b.namespace && a.key == b.key;
    if let Some(pair) = claims.windows(2).find(|pair| same(&pair[0], &pair[1])) {
        let Claim { namespace, key, .. } = pair[0].clone();
        return Err(CommitError::Claimed { namespace, key });
    }
    let rows = claims.into_iter().map(|claim| {
        [
            Value::Text(claim.namespace),
            Value::Text(claim.key),
            Value::Text(claim.owner),
        ]
    });
    push(CLAIMS.changes(rows), &Blame::Claims, steps);
    Ok(())
}

fn message_values(message: Message) -> [Value; 4] {
    [
        Value::Text(message.id),
        Value::Text(message.kind),
        Value::Blob(message.body),
        Value::Int(message.due_at),
    ]
}

fn event_probe(row: &[Value]) -> Option<Probe> {
    let [Value::Text(stream_id), version, _] = row else {
        return None;
    };
    Some(Probe {
        sql: "SELECT 1 FROM events WHERE stream_id = $1 AND version = $2",
        params: [Value::from(stream_id), version.clone()],
        refusal: CommitError::Stale {
            stream_id: stream_id.clone(),
        },
    })
}

fn claim_probe(row: &[Value]) -> Option<Probe> {
    let [Value::Text(namespace), Value::Text(key), _] = row else {
        return None;
    };
    Some(Probe {
        sql: "SELECT 1 FROM claims WHERE namespace = $1 AND key = $2",
        params: [Value::from(namespace), Value::from(key)],
        refusal: CommitError::Claimed {
            namespace: namespace.clone(),
            key: key.clone(),
        },
    })
}

fn refuse_unstorable(steps: &[Step]) -> Result<(), CommitError> {
    steps
        .iter()
        .try_for_each(|step| storable(&step.params))
        .map_err(CommitError::Fault)
}

/// Refuses what only one of the engines could hold, before either is asked.
pub(crate) fn storable(params: &[Value]) -> Result<(), StoreError> {
    for (index, value) in params.iter().enumerate() {
        let reason = match value {
            Value::Text(text) if text.as_bytes().contains(&0) => "text must not hold a NUL",
            Value::Text(text) if text.len() > SIZE_MAX => "the text is too large",
            Value::Blob(bytes) if bytes.len() > SIZE_MAX => "the blob is too large",
            _ => continue,
        };
        return Err(StoreError::Parameter {
            position: index + 1,
            reason: reason.to_owned(),
        });
    }
    Ok(())
}

/// Both engines take a little under 1 GiB; larger things are stored in pieces.
const SIZE_MAX: usize = 512 * 1024 * 1024;

#[cfg(test)]
mod tests;
