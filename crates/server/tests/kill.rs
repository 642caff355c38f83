//! An acknowledged report survives `kill -9` at any moment, and no half of one is ever found.

use app::App;
use app::evidence::{Outcome, verify};
use app::jobs::sequence::sequence;
use app::place::Place;
use app::{rebuild, vault};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const KILLS: u64 = 20;

/// Lets the program file reports, kills it, and returns the numbers it acknowledged.
fn killed_under_load(dir: &Path, acknowledged_first: usize, then: Duration) -> Vec<String> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jianjian"))
        .args(["load", "--data"])
        .arg(dir)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let out = child.stdout.take().expect("its output is piped");
    let (send, seen) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        let mut numbers = Vec::new();
        // A line without its end was not printed whole: the process died while writing it.
        for line in BufReader::new(out).split(b'\n') {
            let line = line.expect("the output can be read");
            numbers.push(String::from_utf8(line).expect("numbers are text"));
            if numbers.len() == acknowledged_first {
                send.send(()).expect("the test waits");
            }
        }
        numbers
    });
    seen.recv_timeout(Duration::from_secs(60))
        .expect("reports are acknowledged");
    std::thread::sleep(then);
    // SIGKILL on Unix: nothing of the process runs any more.
    child.kill().expect("the child is ours to kill");
    child.wait().expect("it is gone");
    let numbers = reader.join().expect("no panic");
    numbers
        .into_iter()
        .filter(|number| number.len() >= "990000-2026-4-0000017".len())
        .collect()
}

async fn ints(app: &App, sql: &str) -> i64 {
    let rows = app
        .store()
        .rows(sql, &[])
        .await
        .expect("the database answers");
    rows[0].int(0).expect("a count")
}

/// Everything that belongs to each acknowledged report is there, and opens.
async fn assert_whole(app: &App, numbers: &[String]) {
    for number in numbers {
        let sql = "SELECT m.matter_id FROM matters m \
                   JOIN claims c ON c.namespace = 'number' AND c.key = m.number \
                   AND c.owner = m.matter_id \
                   JOIN reports r ON r.matter_id = m.matter_id AND r.number = m.number \
                   WHERE m.number = $1";
        let rows = app.store().rows(sql, &[number.as_str().into()]).await;
        let rows = rows.expect("the database answers");
        assert_eq!(rows.len(), 1, "{number} was acknowledged and is not whole");
        let stream = format!("matter-{}", rows[0].text(0).expect("an id"));
        for purpose in ["receive.title", "receive.text", "identity"] {
            let opened = vault::of_purpose(
                app,
                &app::audience::Opener::Organs(Vec::new()),
                std::slice::from_ref(&stream),
                purpose,
            )
            .await;
            let opened = opened.expect("a sealed value opens");
            assert!(opened.contains_key(&stream), "{number} has no {purpose}");
        }
    }
}

/// No report is there in part: what one write brings stands or falls together.
async fn assert_no_half(app: &App) {
    let halves = [
        "SELECT count(*) FROM events e WHERE e.stream_id LIKE 'matter-%' AND e.version = 1 AND NOT EXISTS \
         (SELECT 1 FROM matters m WHERE 'matter-' || m.matter_id = e.stream_id)",
        "SELECT count(*) FROM matters m WHERE \
         (SELECT count(*) FROM claims c WHERE c.owner = m.matter_id) <> 2",
        "SELECT count(*) FROM sealed s WHERE NOT EXISTS \
         (SELECT 1 FROM events e WHERE e.stream_id = s.stream_id)",
        "SELECT count(*) FROM sealed s WHERE NOT EXISTS \
         (SELECT 1 FROM keys k WHERE k.key_id = s.key_id)",
        "SELECT count(*) FROM blind b WHERE NOT EXISTS (SELECT 1 FROM sealed s \
         WHERE s.stream_id = b.stream_id AND s.sealed_id = b.sealed_id)",
        "SELECT count(*) FROM matters m WHERE NOT EXISTS \
         (SELECT 1 FROM search_docs d JOIN search_live l ON l.matter_id = d.matter_id \
         AND l.stamp = d.stamp WHERE d.matter_id = m.matter_id)",
        "SELECT count(*) FROM matters m WHERE NOT EXISTS \
         (SELECT 1 FROM clocks k WHERE k.matter_id = m.matter_id)",
    ];
    for sql in halves {
        assert_eq!(ints(app, sql).await, 0, "{sql}");
    }
}

#[test]
fn an_acknowledged_report_survives_twenty_kills() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path().join("data");
    let place = Place::new(&dir);
    place
        .create(sealing::suite::Suite::Aes256Gcm, None)
        .expect("a data directory");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut acknowledged = 0;
    for round in 0..KILLS {
        // Another moment every time, before and after checkpoints of the log.
        let then = Duration::from_millis(round * 7 % 53);
        let numbers = killed_under_load(&dir, 1 + round as usize * 3, then);
        assert!(!numbers.is_empty());
        acknowledged += numbers.len();
        runtime.block_on(async {
            let app = place.open().await.expect("the office opens after a kill");
            assert_whole(&app, &numbers).await;
            assert_no_half(&app).await;
            if round % 5 == 4 {
                sequence(&app).await.expect("the ledger grows");
            }
        });
    }
    runtime.block_on(async {
        let app = place.open().await.expect("the office opens");
        assert!(ints(&app, "SELECT count(*) FROM matters").await >= acknowledged as i64);
        match verify(&app, &[]).await.expect("the ledger is read") {
            Outcome::Sound(report) => assert!(report.size > 0),
            Outcome::Bad(bad) => panic!("{bad}"),
        }
        let compared = rebuild::check(&app).await.expect("the tables are read");
        assert!(
            matches!(compared, rebuild::Outcome::Same(_)),
            "{compared:?}"
        );
    });
}
