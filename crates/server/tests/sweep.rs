//! Two nodes sweep one database and are killed with `kill -9` at any moment, again and again: no slip is
//! drafted twice, no lapse recorded twice, none forgotten, of matters and of procedures alike.

use app::place::Place;
use app::testing::{SmallOffice, keys, report_about};
use app::{App, Subject, Who, rebuild};
use casework::PersonId;
use casework::procedure::Noun;
use sealing::suite::Suite;
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use store::testing::fresh_postgres_address;
use store::{Address, Change, Store, Write};

/// Matters that nobody registers: each owes two promises long overdue.
const MATTERS: usize = 140;

/// Campaigns whose first phase is long over.
const CAMPAIGNS: usize = 30;

/// Kills at most, two processes each.
const ROUNDS: u64 = 24;

fn node(dir: &Path) -> (Child, std::sync::mpsc::Receiver<()>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jianjian"))
        .args(["sweep", "--data"])
        .arg(dir)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let out = child.stdout.take().expect("its output is piped");
    let (send, ready) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut lines = BufReader::new(out).lines();
        if let Some(Ok(_)) = lines.next() {
            // Whoever waited may be gone by now.
            let _unheard = send.send(());
        }
        lines.for_each(drop);
    });
    (child, ready)
}

/// Lets two nodes sweep for so long, and kills both. How many of them died of it: one that had nothing left to do
/// was gone before.
fn killed(dir: &Path, then: Duration) -> usize {
    let nodes = [node(dir), node(dir)];
    for (_, ready) in &nodes {
        ready
            .recv_timeout(Duration::from_secs(60))
            .expect("the node has opened the office");
    }
    std::thread::sleep(then);
    let mut died = 0;
    for (mut child, _) in nodes {
        // SIGKILL on Unix: nothing of the process runs any more.
        child.kill().expect("the child is ours to kill");
        let status = child.wait().expect("it is gone");
        died += usize::from(!status.success());
    }
    died
}

/// An office on a fresh database in which everything was left undone in March.
async fn neglected(place: &Place, url: &str) {
    place
        .create(Suite::Aes256Gcm, Some(url))
        .expect("a data directory");
    place
        .replace_keys(&keys())
        .expect("keys that the test knows");
    let store = Store::open(&Address::Postgres(url.to_owned()))
        .await
        .expect("a database");
    store.migrate().await.expect("a fresh schema");
    let office = SmallOffice::found(store).await;
    for _ in 0..MATTERS {
        office
            .file(report_about("钱某某"))
            .await
            .expect("it is received");
    }
    let head = Who::Staff(PersonId::from("p-head"));
    for _ in 0..CAMPAIGNS {
        let fields = json!({"kind": "repeats", "from": "2026-03-02", "screen_until": "2026-03-10",
            "take_until": "2026-04-10", "clear_until": "2026-08-31", "look_back_until": "2026-09-30"});
        let subject = Subject::NewProcedure(Noun::Campaign);
        office
            .give(&head, subject, "launch-campaign", fields)
            .await
            .expect("it is launched");
    }
}

async fn count(app: &App, sql: &str) -> i64 {
    let rows = app
        .store()
        .rows(sql, &[])
        .await
        .expect("the database answers");
    rows[0].int(0).expect("a count")
}

async fn drafted(app: &App) -> i64 {
    count(
        app,
        "SELECT (SELECT COUNT(*) FROM slips) + (SELECT COUNT(*) FROM procedure_slips)",
    )
    .await
}

/// Rows of a query that must have none.
const DOUBLES: [&str; 4] = [
    "SELECT COUNT(*) FROM (SELECT matter_id, kind FROM slips GROUP BY matter_id, kind \
     HAVING COUNT(*) > 1) AS twice",
    "SELECT COUNT(*) FROM (SELECT procedure_id, kind FROM procedure_slips \
     GROUP BY procedure_id, kind HAVING COUNT(*) > 1) AS twice",
    // One slip a stream and one lapse a clock: events tell what tables might hide.
    "SELECT COUNT(*) FROM (SELECT stream_id FROM events \
     WHERE convert_from(body, 'UTF8') LIKE '%.slip-drafted.v1%' \
     GROUP BY stream_id HAVING COUNT(*) > 1) AS twice",
    "SELECT COUNT(*) FROM (SELECT stream_id, convert_from(body, 'UTF8')::json -> 'data' ->> 'number' \
     FROM events WHERE convert_from(body, 'UTF8') LIKE '%.clock-lapsed.v1%' \
     GROUP BY 1, 2 HAVING COUNT(*) > 1) AS twice",
];

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_killed_again_and_again_issue_nothing_twice_s0_27_s0_16() {
    let Some(Address::Postgres(url)) = fresh_postgres_address().await else {
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path().join("data");
    let place = Place::new(&dir);
    neglected(&place, &url).await;
    let app = place.open().await.expect("the office opens");
    let all = (MATTERS + CAMPAIGNS) as i64;
    let mut dice = 0x9e37_79b9_u64;
    let (mut partly, mut died) = (0, 0);
    for _ in 0..ROUNDS {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        died += killed(&dir, Duration::from_millis((dice >> 33) % 90));
        let so_far = drafted(&app).await;
        partly += u32::from(so_far > 0 && so_far < all);
        if so_far == all {
            break;
        }
    }
    assert!(partly >= 2, "the kills came too late to cut anything off");
    assert!(died >= 2, "nobody was killed at work");
    for (mut child, _) in [node(&dir), node(&dir)] {
        assert!(child.wait().expect("it ends by itself").success());
    }
    assert_eq!(drafted(&app).await, all, "and nothing was forgotten");
    for sql in DOUBLES {
        assert_eq!(count(&app, sql).await, 0, "{sql}");
    }
    let checked = rebuild::check(&app).await.expect("the tables are read");
    assert!(matches!(checked, rebuild::Outcome::Same(_)), "{checked:?}");
    // And whoever looks for doubles would find one: each is made, one of its kind.
    for sql in MADE_TWICE {
        let write = Write {
            changes: vec![Change::new(sql, [])],
            ..Write::default()
        };
        app.store().commit(write).await.expect("a double is made");
    }
    for sql in DOUBLES {
        assert_eq!(count(&app, sql).await, 1, "a double is overlooked: {sql}");
    }
}

/// One slip about a matter, one about a procedure, and one entry of each kind, a second time.
const MADE_TWICE: [&str; 4] = [
    "INSERT INTO slips (matter_id, slip, sort_key, organ, to_unit, kind, state, rule, drafted_at, suggestions) \
     SELECT matter_id, slip + 1, sort_key || '-again', organ, to_unit, kind, state, rule, drafted_at, suggestions \
     FROM slips ORDER BY matter_id LIMIT 1",
    "INSERT INTO procedure_slips (procedure_id, slip, sort_key, noun, organ, to_unit, kind, state, rule, drafted_at) \
     SELECT procedure_id, slip + 1, sort_key || '-again', noun, organ, to_unit, kind, state, rule, drafted_at FROM procedure_slips ORDER BY procedure_id LIMIT 1",
    "INSERT INTO events (stream_id, version, body) SELECT stream_id, version + 1000, body FROM events \
     WHERE convert_from(body, 'UTF8') LIKE '%.slip-drafted.v1%' ORDER BY stream_id, version LIMIT 1",
    "INSERT INTO events (stream_id, version, body) SELECT stream_id, version + 1000, body FROM events \
     WHERE convert_from(body, 'UTF8') LIKE '%.clock-lapsed.v1%' ORDER BY stream_id, version LIMIT 1",
];
