//! The office that is measured: filled by the simulation, grown by copies.

use app::jobs::sequence;
use app::moment::{Entropy, HandClock, SystemEntropy};
use app::testing::bulk::Bulk;
use app::{App, Setup};

use jiff::civil::{Date, DateTime, date, datetime};
use sealing::key_file::KeyFile;
use sealing::suite::Suite;
use simulation::office::{Basis, OfficePlan};
use simulation::rehearsal::moment;
use std::sync::Arc;
use store::{Change, Engine, Store, Write, testing};

/// Reports the simulation files; all others are copies.
const FILED: usize = 3_000;

/// Which year the simulation tells: the demonstration's.
const SEED: u64 = 20_260_206;

/// The first day of the simulation, and its now.
const SINCE: Date = date(2025, 11, 20);
const NOW: DateTime = datetime(2026, 11, 20, 10, 0, 0, 0);

/// Measures something on a fresh store of each engine.
pub async fn on_each(engines: &[Engine], measure: impl AsyncFn(Store)) {
    for engine in engines {
        match engine {
            Engine::Sqlite => {
                let (store, _folder) = testing::fresh_sqlite().await;
                measure(store).await;
            }
            Engine::Postgres => match testing::fresh_postgres().await {
                Some(store) => measure(store).await,
                None => println!("PostgreSQL: no server is at hand, skipped"),
            },
        }
    }
}

/// An office full of matters.
pub struct World {
    /// The application.
    pub app: App,
    /// Its time, moved by hand.
    pub clock: Arc<HandClock>,
    /// Its people.
    pub plan: OfficePlan,
    bulk: Bulk,
}

impl World {
    /// Founds an office and lets the simulation work for a year.
    pub async fn filled(store: Store) -> Self {
        let keys = KeyFile::generate(&mut |b: &mut [u8]| SystemEntropy.fill(b), Suite::Aes256Gcm);
        let clock = Arc::new(HandClock::at(moment(NOW).at));
        let setup = Setup {
            store,
            keys,
            clock: Arc::<HandClock>::clone(&clock),
            entropy: Arc::new(SystemEntropy),
            overrides: None,
        };
        let app = App::open(setup).await.expect("a fresh office opens");
        let basis = Basis {
            catalogue: &app.rules().version.clone(),
            calendar: app.calendar().version(),
            since: SINCE,
        };
        let plan = simulation::office::plan(SEED, &basis);
        let founded = simulation::found(&app, &plan, SINCE).await;
        founded.expect("the plan founds its office");
        let options = simulation::Options {
            reports: FILED,
            workers: 16,
            from: SINCE,
            until: NOW,
        };
        let filled = simulation::fill(&app, &plan, &options, |_| {}).await;
        filled.expect("the plan is carried out");
        let bulk = Bulk::of(&app).await.expect("the matters are read");
        Self {
            app,
            clock,
            plan,
            bulk,
        }
    }

    /// Copies until there are `count` matters, all in the ledger. Returns how many events were added.
    pub async fn grow(&mut self, count: usize) -> usize {
        let copied = self.bulk.grow(&self.app, count).await;
        let events = copied.expect("copies are written");
        let sequenced = sequence::sequence(&self.app).await;
        sequenced.expect("the sequencer takes what waits");
        self.settle().await;
        events
    }

    /// What the matters are copies of.
    pub fn bulk(&self) -> &Bulk {
        &self.bulk
    }

    /// Adds reports that have just arrived, in the weeks to come, until so many more clocks run.
    pub async fn wait(&self, clocks: usize) {
        let added = self.bulk.wait(&self.app, clocks).await;
        added.expect("copies are written");
        self.settle().await;
    }

    /// What a server does by itself within minutes: its statistics are brought up to date.
    async fn settle(&self) {
        if self.app.store().engine() == Engine::Postgres {
            let write = Write {
                changes: vec![Change::new("ANALYZE", [])],
                ..Write::default()
            };
            self.app
                .store()
                .commit(write)
                .await
                .expect("statistics are gathered");
        }
    }
}
