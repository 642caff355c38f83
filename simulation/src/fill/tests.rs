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
