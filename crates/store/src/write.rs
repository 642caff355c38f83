//! A write as data: everything one decision makes true, or is refused for, as a whole.

use std::borrow::Cow;

use crate::value::Value;

/// What one decision makes true as a whole. Deciding is over before it is made.
#[derive(Clone, Debug, Default)]
pub struct Write {
    /// Events appended to their streams.
    pub events: Vec<NewEvent>,
    /// The versions of the streams the decision touched.
    pub expects: Vec<Expect>,
    /// What else the decision read, and what it swaps.
    pub guards: Vec<Guard>,
    /// Keys that nobody else may hold.
    pub claims: Vec<Claim>,
    /// Changed rows of the read tables, in order.
    pub changes: Vec<Change>,
    /// Messages to be sent once the write is true.
    pub outbox: Vec<Message>,
    /// What is added to counts, in any order.
    pub tallies: Vec<Tally>,
    /// Statements that count everything anew, in order, while nobody else adds to a count.
    pub recount: Vec<Change>,
}

/// What is added to a count kept beside the rows it counts (`tallies`). A count that comes to nothing has no
/// row.
///
/// Many writes add to the same counts. They come last in a write, sorted by key and each once, so that two
/// writes wait for each other in one order and for as short as can be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    /// What is counted.
    pub kind: &'static str,
    /// Whose it is.
    pub owner: String,
    /// On which day, counted from 1970; 0 where days do not matter.
    pub day: i64,
    /// Which of its kind.
    pub word: String,
    /// The import run that brought it; empty for all others.
    pub run_id: String,
    /// How many are added, or taken away.
    pub added: i64,
}

/// An event to be appended. The version before it must exist, and it must not.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// The stream.
    pub stream_id: String,
    /// Its place in the stream, from 1.
    pub version: i64,
    /// The exact bytes that were hashed.
    pub body: Vec<u8>,
    /// The ledger's leaf hash of the event, kept until the sequencer takes it.
    pub hash: [u8; 32],
}

/// A stream's head must be exactly this version when the write commits.
#[derive(Clone, Debug)]
pub struct Expect {
    /// The stream.
    pub stream_id: String,
    /// Its newest version; 0 where the stream must not exist.
    pub version: i64,
}

/// A named value the decision read, such as the organisation's generation.
#[derive(Clone, Debug)]
pub struct Guard {
    /// The guard's name.
    pub name: String,
    /// The value it must hold when the write commits; nothing where it must not exist yet.
    pub expected: Option<String>,
    /// The value it is swapped for; nothing where it is only checked.
    pub set: Option<String>,
}

/// A key that nobody else may hold: a matter number, a sender's number, an import key.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What kind of key it is.
    pub namespace: String,
    /// The key.
    pub key: String,
    /// Who holds it.
    pub owner: String,
}

/// One statement that changes rows of a read table.
#[derive(Clone, Debug)]
pub struct Change {
    /// Portable SQL with `$1`, `$2`, …
    pub sql: Cow<'static, str>,
    /// The values of its parameters.
    pub params: Vec<Value>,
}

/// A message to be sent once the write is true.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its own id. A message that waits under it already is not added again.
    pub id: String,
    /// What sends it.
    pub kind: String,
    /// What is sent, sealed where it is personal.
    pub body: Vec<u8>,
    /// When it is due, in milliseconds since 1970.
    pub due_at: i64,
}

impl Change {
    /// A change from a statement and its parameters.
    pub fn new(sql: impl Into<Cow<'static, str>>, params: impl Into<Vec<Value>>) -> Change {
        Change {
            sql: sql.into(),
            params: params.into(),
        }
    }
}

impl Write {
    /// Adds `other`, decided after this write and with it in mind, so that both become true or
    /// neither. What this write itself brings about, `other` need not find in the database:
    /// expectations and guards it met that way are folded.
    pub fn merge(&mut self, other: Write) {
        for expect in other.expects {
            self.merge_expect(expect);
        }
        for guard in other.guards {
            self.merge_guard(guard);
        }
        self.events.extend(other.events);
        self.claims.extend(other.claims);
        self.changes.extend(other.changes);
        self.outbox.extend(other.outbox);
        self.tallies.extend(other.tallies);
        self.recount.extend(other.recount);
    }

    /// Whether there is nothing to check and nothing to write.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
            && self.expects.is_empty()
            && self.guards.is_empty()
            && self.claims.is_empty()
            && self.changes.is_empty()
            && self.outbox.is_empty()
            && self.tallies.is_empty()
            && self.recount.is_empty()
    }

    fn merge_expect(&mut self, expect: Expect) {
        let own = self
            .events
            .iter()
            .rev()
            .find(|event| event.stream_id == expect.stream_id);
        if own.is_some_and(|event| event.version == expect.version) {
            return;
        }
        self.expects.push(expect);
    }

    fn merge_guard(&mut self, guard: Guard) {
        let own = self.guards.iter_mut().find(|own| own.name == guard.name);
        match own {
            Some(own) if own.set.is_some() && own.set == guard.expected => {
                own.set = guard.set.or(own.set.take());
            }
            Some(own) if own.set.is_none() && own.expected == guard.expected => {
                own.set = guard.set;
            }
            // Either new, or a contradiction that the commit refuses by name.
            _ => self.guards.push(guard),
        }
    }
}
