//! What a story plays in: a fresh store, a clock set by hand, and the program opened on them.

use super::grammar::Unit;
use app::jobs::clocks;
use app::moment::{HandClock, SystemEntropy};
use app::rebuild::{self, Outcome};
use app::{App, Setup, search_index};
use casework::rows::Offset;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use sealing::key_file::KeyFile;
use sealing::suite::Suite;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use store::Store;
use tempfile::TempDir;

/// The program with its clock.
pub(super) struct World {
    /// The program.
    pub(super) app: App,
    /// Where the catalogue of the workspace lies.
    catalogue: PathBuf,
    store: Store,
    keys: String,
    clock: Arc<HandClock>,
    /// Catalogue files of the office's own: a changed calendar.
    own: TempDir,
}

/// How long an act takes, so that minutes differ.
const ACT_MINUTES: i64 = 5;
const MINUTE: i64 = 60_000;

impl World {
    /// Opens the program on a fresh store.
    pub(super) async fn open(store: Store, catalogue: PathBuf) -> Result<Self, String> {
        let mut drawn = 0_u8;
        // Not secret: a story's database is thrown away.
        let mut random = |buffer: &mut [u8]| {
            for byte in buffer {
                drawn = drawn.wrapping_mul(31).wrapping_add(7);
                *byte = drawn;
            }
        };
        let keys = KeyFile::generate(&mut random, Suite::Aes256Gcm).to_text();
        let clock = Arc::new(HandClock::at(instant(FOUNDED)));
        let own = TempDir::new().map_err(|error| error.to_string())?;
        let app = open(&store, &keys, &clock, None).await?;
        Ok(Self {
            app,
            catalogue,
            store,
            keys: keys.to_string(),
            clock,
            own,
        })
    }

    /// Wherever a story ends, the tables that are read are what the events say, and matters are found by what
    /// their texts say.
    pub(super) async fn is_whole(&self) -> Result<(), String> {
        let fault = |fault: app::Fault| fault.to_string();
        if let Outcome::Differs(differs) = rebuild::check(&self.app).await.map_err(fault)? {
            return Err(differs.to_string());
        }
        let found = search_index::check(&self.app).await.map_err(fault)?;
        found.map(drop).map_err(|differs| differs.to_string())
    }

    /// The local time.
    pub(super) fn now(&self) -> DateTime {
        self.app.now().local
    }

    /// Lets an act take its time.
    pub(super) fn tick(&self) {
        self.clock.advance(ACT_MINUTES * MINUTE);
    }

    /// Sets the clock and lets the timers run. Returns on which days how many matters had something due.
    pub(super) async fn set(&self, time: DateTime) -> Result<Vec<(DateTime, usize)>, String> {
        self.clock.set(instant(time));
        let count = clocks::record_due(&self.app)
            .await
            .map_err(|fault| fault.to_string())?;
        app::handover::pass_over_removed(&self.app)
            .await
            .map_err(|fault| fault.to_string())?;
        Ok(if count > 0 {
            vec![(time, count)]
        } else {
            Vec::new()
        })
    }

    /// Lets time pass, with the timers running just after every midnight.
    pub(super) async fn pass(
        &self,
        count: i32,
        unit: Unit,
    ) -> Result<Vec<(DateTime, usize)>, String> {
        let now = self.now();
        let until = match unit {
            Unit::WorkingDays => {
                let calendar = self.app.calendar();
                let on = calendar.add_working_days(now.date(), i64::from(count), None);
                on.map_err(|error| error.to_string())?
                    .to_datetime(now.time())
            }
            Unit::Days => now.saturating_add(count.days()),
            Unit::Hours => now.saturating_add(count.hours()),
            Unit::Minutes => now.saturating_add(count.minutes()),
        };
        let mut recorded = Vec::new();
        let mut midnight = now.date().saturating_add(1.day()).at(0, 1, 0, 0);
        while midnight < until {
            recorded.extend(self.set(midnight).await?);
            midnight = midnight.saturating_add(1.day());
        }
        recorded.extend(self.set(until).await?);
        Ok(recorded)
    }

    /// Changes a day of the calendar and opens the program anew with it; running clocks are recounted.
    pub(super) async fn change_day(&mut self, on: Date, working: bool) -> Result<usize, String> {
        let name = format!("calendars/{}.toml", on.year());
        let fault = |error: std::io::Error| format!("{name}: {error}");
        let own = self.own.path().join(&name);
        let from = if own.exists() {
            own.clone()
        } else {
            self.catalogue.join(&name)
        };
        let text = fs::read_to_string(from).map_err(fault)?;
        let named = format!("on = \"{on}\"");
        let mut lines: Vec<&str> = text.lines().filter(|line| !line.contains(&named)).collect();
        let weekend = on.weekday().to_monday_zero_offset() >= 5;
        let list = if working {
            "make_up_working_days = ["
        } else {
            "days_off = ["
        };
        let day = format!("{list}\n  {{ on = \"{on}\", name = \"调整\" }},");
        // An ordinary day needs no line of its own.
        let at = lines.iter().position(|line| line.starts_with(list));
        if let Some(at) = at.filter(|_| working == weekend) {
            lines[at] = &day;
        }
        let changed = lines.join("\n");
        fs::create_dir_all(self.own.path().join("calendars")).map_err(fault)?;
        fs::write(own, changed).map_err(fault)?;
        let folder = Some(self.own.path().to_owned());
        self.app = open(&self.store, &self.keys, &self.clock, folder).await?;
        clocks::recount_if_changed(&self.app)
            .await
            .map_err(|fault| fault.to_string())
    }
}

/// The office exists before any story begins.
const FOUNDED: DateTime = DateTime::constant(2010, 1, 4, 9, 0, 0, 0);

async fn open(
    store: &Store,
    keys: &str,
    clock: &Arc<HandClock>,
    overrides: Option<PathBuf>,
) -> Result<App, String> {
    let setup = Setup {
        store: store.clone(),
        keys: KeyFile::parse(keys).map_err(|error| error.to_string())?,
        clock: Arc::clone(clock) as Arc<dyn app::moment::Clock>,
        entropy: Arc::new(SystemEntropy),
        overrides,
    };
    App::open(setup).await.map_err(|fault| fault.to_string())
}

fn instant(time: DateTime) -> i64 {
    Offset::CHINA.instant(time)
}
