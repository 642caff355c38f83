//! The plan carried out on a real application over an embedded database, and audited.

use super::*;
use crate::audit::{Finding, audit};
use crate::office::{self, Basis};
use app::Setup;
use app::moment::{Entropy, HandClock, SystemEntropy};
use jiff::civil::{date, datetime};
use sealing::key_file::KeyFile;
use sealing::suite::Suite;
use store::{Address, Change, Store, Write};

const SINCE: Date = date(2025, 1, 1);
const UNTIL: DateTime = datetime(2026, 11, 20, 10, 0, 0, 0);

async fn opened(folder: &std::path::Path) -> App {
    let store = Store::open(&Address::Sqlite(folder.join("office.db")))
        .await
        .unwrap();
    store.migrate().await.unwrap();
    let entropy = SystemEntropy;
    let keys = KeyFile::generate(
        &mut |bytes: &mut [u8]| entropy.fill(bytes),
        Suite::Aes256Gcm,
    );
    let clock = Arc::new(HandClock::at(moment(UNTIL).at));
    let setup = Setup {
        store,
        keys,
        clock,
        entropy: Arc::new(entropy),
        overrides: None,
    };
    App::open(setup).await.unwrap()
}

async fn filled(app: &App, reports: usize) -> Summary {
    let (catalogue, calendar) = (
        app.rules().version.clone(),
        app.calendar().version().to_owned(),
    );
    let basis = Basis {
        catalogue: &catalogue,
        calendar: &calendar,
        since: SINCE,
    };
    let office = office::plan(11, &basis);
    found(app, &office, SINCE).await.unwrap();
    let options = Options {
        reports,
        workers: 16,
        from: date(2025, 11, 21),
        until: UNTIL,
    };
    fill(app, &office, &options, |_| {}).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_planned_is_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let app = opened(folder.path()).await;
    let summary = filled(&app, 60).await;
    let tally = audit(&app, &summary.believed).await.unwrap();
    assert_eq!(tally, summary.believed);
    // An auditor that finds nothing wrong in a wrong table would be no auditor.
    let sql = "UPDATE matters SET stage = 'signed' WHERE stage = 'written-off'";
    let change = Change {
        sql: sql.into(),
        params: Vec::new(),
    };
    app.store()
        .commit(Write {
            changes: vec![change],
            ..Write::default()
        })
        .await
        .unwrap();
    let findings = audit(&app, &summary.believed).await.unwrap_err();
    assert!(
        findings
            .iter()
            .any(|f| matches!(f, Finding::Differs { .. }))
    );
    assert!(findings.iter().any(|f| matches!(f, Finding::Broken { .. })));
}

/// What is measured must be an office's book: rebuilt, verified, opened and due like any other.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_copied_book_is_one_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let app = opened(folder.path()).await;
    filled(&app, 40).await;
    let mut bulk = app::testing::bulk::Bulk::of(&app).await.unwrap();
    assert!(bulk.grow(&app, 400).await.unwrap() > 0);
    let running = || count(&app, "SELECT count(*) FROM clocks WHERE next_at > $1");
    let before = running().await;
    assert!(bulk.wait(&app, 150).await.unwrap() > 0);
    assert!(running().await >= before + 150);
    assert!(count(&app, "SELECT count(*) FROM matters WHERE received_at < $1").await > 400);
    assert!(count(&app, "SELECT count(*) FROM matters WHERE received_at > $1").await > 0);

    app::jobs::sequence::sequence(&app).await.unwrap();
    let rebuilt = app::rebuild::check(&app).await.unwrap();
    assert!(
        matches!(rebuilt, app::rebuild::Outcome::Same(_)),
        "{rebuilt:?}"
    );
    let verified = app::evidence::verify(&app, &[]).await.unwrap();
    assert!(
        matches!(verified, app::evidence::Outcome::Sound(_)),
        "{verified:?}"
    );
    // Every copy that is due has something to record, and then nothing more.
    assert!(app::jobs::clocks::record_due(&app).await.unwrap() > 0);
    assert_eq!(app::jobs::clocks::record_due(&app).await.unwrap(), 0);
}

/// A count that asks for the present instant.
async fn count(app: &App, sql: &str) -> i64 {
    let rows = app.store().rows(sql, &[app.now().at.into()]).await.unwrap();
    rows[0].int(0).unwrap()
}
