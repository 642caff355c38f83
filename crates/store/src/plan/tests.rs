//! The statements of writes: their order, their number, and refusals that need no database.

use super::*;
use crate::write::Change;

fn event(stream: &str, version: i64) -> NewEvent {
    NewEvent {
        stream_id: stream.to_owned(),
        version,
        body: vec![1],
        hash: [7; 32],
    }
}

fn expect(stream: &str, version: i64) -> Expect {
    Expect {
        stream_id: stream.to_owned(),
        version,
    }
}

fn guard(name: &str, expected: Option<&str>, set: Option<&str>) -> Guard {
    Guard {
        name: name.to_owned(),
        expected: expected.map(str::to_owned),
        set: set.map(str::to_owned),
    }
}

fn texts(write: Write) -> Vec<String> {
    let steps = plan(Engine::Postgres, write).unwrap();
    steps.iter().map(|step| step.sql.to_string()).collect()
}

#[test]
fn thousands_of_events_become_few_statements() {
    let events = (0..5_000).map(|n| event(&format!("{n:05}"), 1)).collect();
    let steps = plan(
        Engine::Sqlite,
        Write {
            events,
            ..Write::default()
        },
    )
    .unwrap();
    // 5000 = 39 × 128 + 8, for events and for unsequenced.
    assert_eq!(steps.len(), 80);
    assert_eq!(steps[0].params.len(), 128 * 3);
    assert_eq!(steps[39].params.len(), 8 * 3);
}

#[test]
fn locks_are_taken_in_one_order() {
    let write = Write {
        events: vec![event("b", 2), event("a", 5), event("c", 1)],
        expects: vec![expect("aa", 3), expect("b", 1)],
        guards: vec![
            guard("y", Some("1"), None),
            guard("x", Some("1"), Some("2")),
        ],
        changes: vec![Change::new("UPDATE matters SET n = $1", [Value::Int(1)])],
        ..Write::default()
    };
    let steps = plan(Engine::Postgres, write).unwrap();
    let firsts: Vec<String> = steps
        .iter()
        .map(|step| format!("{:?}", step.blame))
        .collect();
    let wanted = [
        r#"Guard("x")"#,
        r#"Guard("x")"#,
        r#"Guard("y")"#,
        r#"Stream("a")"#,
        r#"Stream("aa")"#,
        r#"Stream("aa")"#,
        r#"Stream("b")"#,
        "Events",
        "Change",
        "Change",
    ];
    assert_eq!(firsts, wanted);
    assert!(steps[2].sql.ends_with("FOR SHARE)"));
    assert!(steps[3].sql.ends_with("FOR NO KEY UPDATE)"));
}

#[test]
fn a_write_that_contradicts_itself_is_refused_by_name() {
    let refused = |write| {
        plan(Engine::Sqlite, write)
            .err()
            .expect("a contradiction")
            .to_string()
    };
    let twice = Write {
        events: vec![event("a", 1), event("a", 1)],
        ..Write::default()
    };
    assert!(refused(twice).contains("stream a"));
    let gap = Write {
        events: vec![event("a", 1), event("a", 3)],
        ..Write::default()
    };
    assert!(refused(gap).contains("stream a"));
    let zero = Write {
        events: vec![event("a", 0)],
        ..Write::default()
    };
    assert!(refused(zero).contains("stream a"));
    let other = Write {
        events: vec![event("a", 2)],
        expects: vec![expect("a", 2)],
        ..Write::default()
    };
    assert!(refused(other).contains("stream a"));
    let two = Write {
        expects: vec![expect("a", 1), expect("a", 2)],
        ..Write::default()
    };
    assert!(refused(two).contains("stream a"));
    let guards = vec![guard("g", Some("1"), None), guard("g", Some("2"), None)];
    assert!(
        refused(Write {
            guards,
            ..Write::default()
        })
        .contains("guard g")
    );
    let claim = Claim {
        namespace: "number".into(),
        key: "7".into(),
        owner: "m".into(),
    };
    let claims = vec![claim.clone(), claim];
    assert!(
        refused(Write {
            claims,
            ..Write::default()
        })
        .contains("number 7")
    );
    let nul = Change::new("UPDATE t SET a = $1", [Value::from("a\0b")]);
    assert!(
        refused(Write {
            changes: vec![nul],
            ..Write::default()
        })
        .contains("NUL")
    );
}

#[test]
fn merging_folds_what_the_first_write_brings_about() {
    let mut first = Write {
        events: vec![event("a", 2)],
        expects: vec![expect("a", 1)],
        guards: vec![guard("g", Some("1"), Some("2"))],
        ..Write::default()
    };
    first.merge(Write {
        events: vec![event("a", 3)],
        expects: vec![expect("a", 2)],
        guards: vec![guard("g", Some("2"), Some("3"))],
        ..Write::default()
    });
    assert_eq!(first.guards.len(), 1);
    assert_eq!(first.guards[0].expected.as_deref(), Some("1"));
    assert_eq!(first.guards[0].set.as_deref(), Some("3"));
    assert_eq!(
        texts(first.clone()).len(),
        5,
        "compare, swap, stream, events, hashes"
    );

    let mut stale = first.clone();
    stale.merge(Write {
        expects: vec![expect("a", 2)],
        ..Write::default()
    });
    assert!(
        plan(Engine::Sqlite, stale).is_err(),
        "the first write moved the stream on"
    );
    first.merge(Write {
        guards: vec![guard("g", Some("2"), None)],
        ..Write::default()
    });
    assert!(
        plan(Engine::Sqlite, first).is_err(),
        "the first write moved the guard on"
    );
}
