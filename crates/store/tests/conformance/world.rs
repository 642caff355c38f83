//! Short ways to say a write, and the audit that runs after every fault.

use std::collections::BTreeMap;

use store::{Change, Claim, CommitError, Expect, Guard, Message, NewEvent, Store, Write};

pub fn event(stream: &str, version: i64) -> NewEvent {
    let body = format!("{stream} {version}").into_bytes();
    let hash = [u8::try_from(version % 251).unwrap(); 32];
    NewEvent {
        stream_id: stream.to_owned(),
        version,
        body,
        hash,
    }
}

pub fn append(stream: &str, version: i64) -> Write {
    Write {
        events: vec![event(stream, version)],
        ..Write::default()
    }
}

pub fn expect(stream: &str, version: i64) -> Write {
    let expects = vec![Expect {
        stream_id: stream.to_owned(),
        version,
    }];
    Write {
        expects,
        ..Write::default()
    }
}

pub fn guard(name: &str, expected: Option<&str>, set: Option<&str>) -> Write {
    let guard = Guard {
        name: name.to_owned(),
        expected: expected.map(str::to_owned),
        set: set.map(str::to_owned),
    };
    Write {
        guards: vec![guard],
        ..Write::default()
    }
}

pub fn claim(namespace: &str, key: &str, owner: &str) -> Write {
    let claim = Claim {
        namespace: namespace.to_owned(),
        key: key.to_owned(),
        owner: owner.to_owned(),
    };
    Write {
        claims: vec![claim],
        ..Write::default()
    }
}

pub fn key(id: &str) -> Write {
    let sql = "INSERT INTO keys (key_id, scope, kek_id, wrapped) VALUES ($1, 'test', 'k', $2)";
    let change = Change::new(sql, [id.into(), vec![0_u8, 1, 0].into()]);
    Write {
        changes: vec![change],
        ..Write::default()
    }
}

pub fn message(id: &str) -> Write {
    let message = Message {
        id: id.to_owned(),
        kind: "test".to_owned(),
        body: vec![0],
        due_at: i64::MAX,
    };
    Write {
        outbox: vec![message],
        ..Write::default()
    }
}

/// All writes as one.
pub fn together(writes: impl IntoIterator<Item = Write>) -> Write {
    let mut all = Write::default();
    for write in writes {
        all.merge(write);
    }
    all
}

pub async fn count(store: &Store, table: &'static str) -> i64 {
    let rows = store
        .rows(&format!("SELECT count(*) FROM {table}"), &[])
        .await
        .unwrap();
    rows[0].int(0).unwrap()
}

pub async fn guard_value(store: &Store, name: &str) -> Option<String> {
    let rows = store
        .rows("SELECT value FROM guards WHERE name = $1", &[name.into()])
        .await;
    rows.unwrap()
        .first()
        .map(|row| row.text(0).unwrap().to_owned())
}

/// What a refusal names, in one word each.
pub fn reason(result: Result<(), CommitError>) -> String {
    match result {
        Ok(()) => "committed".to_owned(),
        Err(CommitError::Stale { stream_id }) => format!("stale {stream_id}"),
        Err(CommitError::Guarded { name }) => format!("guarded {name}"),
        Err(CommitError::Claimed { namespace, key }) => format!("claimed {namespace} {key}"),
        Err(CommitError::Fault(error)) => format!("fault: {error}"),
        Err(CommitError::Unknown(error)) => format!("unknown: {error}"),
    }
}

/// Whatever happened before: streams have no gaps, every event has its leaf hash and its body,
/// and nothing was ever written to `refusals`. One statement, so that a write still on its way is in
/// all of it or in none.
pub async fn audit(store: &Store) {
    let rows = store
        .rows(
            "SELECT e.stream_id, e.version, e.body, u.hash, (SELECT count(*) FROM unsequenced) \
             FROM events e LEFT JOIN unsequenced u \
             ON u.stream_id = e.stream_id AND u.version = e.version \
             ORDER BY e.stream_id, e.version",
            &[],
        )
        .await
        .unwrap();
    let mut heads: BTreeMap<String, i64> = BTreeMap::new();
    for row in &rows {
        let (stream, version) = (row.text(0).unwrap(), row.int(1).unwrap());
        let head = heads.entry(stream.to_owned()).or_default();
        assert_eq!(version, *head + 1, "stream {stream} has a gap");
        *head = version;
        let wanted = event(stream, version);
        assert_eq!(row.blob(2).unwrap(), wanted.body);
        assert_eq!(row.blob(3).unwrap(), wanted.hash);
        assert_eq!(row.int(4).unwrap(), i64::try_from(rows.len()).unwrap());
    }
    assert_eq!(count(store, "refusals").await, 0);
}
