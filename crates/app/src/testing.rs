//! A small invented office in a fresh store, for the tests of this and other crates.
//!
//! The keys are always the same and the clock moves by hand alone, so a test says what time it is.
//!
//! ```
//! # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
//! use app::testing::{MONDAY, SmallOffice};
//!
//! store::testing::each_engine(async |store| {
//!     let office = SmallOffice::found(store).await;
//!     let done = office.file(app::testing::report_about("钱某某")).await.unwrap();
//!     assert!(done.number.is_some());
//!     assert_eq!(office.app.now().at, MONDAY);
//! })
//! .await;
//! # });
//! ```

pub mod bulk;
pub mod letters;

use std::sync::Arc;

use casework::PersonId;
use sealing::key_file::KeyFile;
use sealing::suite::Suite;
use serde_json::{Map, Value, json};
use store::Store;

use crate::moment::{HandClock, SystemEntropy};
use crate::{App, Done, Failure, Order, Setup, Subject, Who};

/// 2026-03-02 09:00 in China, a Monday.
pub const MONDAY: i64 = 1_772_413_200_000;

/// A unit: id, name, kind, level, parent (none where empty), region and place.
pub type Unit = [&'static str; 7];

/// A person with a post: id, name, unit and role.
pub type Person = [&'static str; 4];

/// A province with its petition office, a city, two counties and a township.
#[rustfmt::skip]
pub const UNITS: [Unit; 8] = [
    ["p", "云岭省纪委监委", "commission", "province", "", "990000", "云岭省"],
    ["p-petition", "云岭省纪委监委信访室", "petition-office", "province", "p", "990000", "云岭省"],
    ["c", "永安市纪委监委", "commission", "city", "p", "990100", "永安市"],
    ["x", "清河县纪委监委", "commission", "county", "c", "990101", "清河县"],
    ["x-petition", "清河县纪委监委信访室", "petition-office", "county", "x", "990101", "清河县"],
    ["x-first", "清河县纪委监委第一监督检查室", "supervision-office", "county", "x", "990101", "清河县"],
    ["y", "南屏县纪委监委", "commission", "county", "c", "990102", "南屏县"],
    ["t", "柳溪镇纪委", "township-commission", "township", "x", "990101001", "柳溪镇"],
];

/// Somebody in every role.
pub const PEOPLE: [Person; 16] = [
    ["p-clerk", "周明", "p-petition", "clerk"],
    ["p-head", "吴敏", "p-petition", "petition-head"],
    ["p-leader", "郑宏", "p", "leader"],
    ["p-principal", "冯毅", "p", "principal"],
    ["x-clerk", "陈静", "x-petition", "clerk"],
    ["x-head", "褚卫", "x-petition", "petition-head"],
    ["x-handler", "卫东", "x-first", "handler"],
    ["x-unit-head", "蒋勤", "x-first", "unit-head"],
    ["x-leader", "沈思", "x", "leader"],
    ["x-principal", "韩立", "x", "principal"],
    ["y-clerk", "杨柳", "y", "clerk"],
    ["t-officer", "高洁", "t", "township-officer"],
    ["c-leader", "许昕", "c", "leader"],
    ["system", "朱系", "p", "system-admin"],
    ["security", "秦安", "p", "security-admin"],
    ["auditor", "尤审", "p", "audit-admin"],
];

/// An office with its clock.
#[derive(Clone)]
pub struct SmallOffice {
    /// The application.
    pub app: App,
    /// Its time, moved by hand.
    pub clock: Arc<HandClock>,
}

impl SmallOffice {
    /// Founds all [`UNITS`] with all [`PEOPLE`] on a fresh store, on a [`MONDAY`].
    pub async fn found(store: Store) -> Self {
        Self::found_with(store, &UNITS, &PEOPLE).await
    }

    /// Founds other units with other people.
    pub async fn found_with(store: Store, units: &[Unit], people: &[Person]) -> Self {
        let clock = Arc::new(HandClock::at(MONDAY));
        let app = opened(store, keys(), &clock).await;
        let office = Self { app, clock };
        for unit in units {
            office.found_unit(unit).await;
        }
        for person in people {
            office.appoint(person).await;
        }
        office
    }

    async fn found_unit(&self, [id, name, kind, level, parent, region, place]: &Unit) {
        let parent = Some(parent).filter(|parent| !parent.is_empty());
        let unit = json!({"id": id, "name": name, "kind": kind, "level": level,
                          "parent": parent, "region": region, "place": place});
        let done = self.console("found-unit", unit).await;
        done.expect("an empty office takes the unit");
    }

    async fn appoint(&self, [id, name, unit, role]: &Person) {
        let enrolled = self.console("enrol-person", json!({"id": id, "name": name}));
        enrolled.await.expect("nobody has the person's id yet");
        let post = json!({"person": id, "unit": unit, "role": role, "from": "2020-01-01"});
        let appointed = self.console("appoint", post).await;
        appointed.expect("the unit stands and has the role");
    }

    /// An act on the office from the console.
    ///
    /// # Errors
    /// What the application answers to the order.
    pub async fn console(&self, act: &str, fields: Value) -> Result<Done, Failure> {
        self.give(&Who::Console, Subject::Office, act, fields).await
    }

    /// An act of a person on a matter.
    ///
    /// # Errors
    /// What the application answers to the order.
    pub async fn act(
        &self,
        person: &str,
        number: &str,
        act: &str,
        fields: Value,
    ) -> Result<Done, Failure> {
        let who = Who::Staff(PersonId::from(person));
        self.give(&who, Subject::Number(number.to_owned()), act, fields)
            .await
    }

    /// A citizen's report.
    ///
    /// # Errors
    /// What the application answers to the order.
    pub async fn file(&self, fields: Value) -> Result<Done, Failure> {
        self.give(&Who::Citizen, Subject::NewMatter, "receive", fields)
            .await
    }

    /// An act of the reporter who holds a query code.
    ///
    /// # Errors
    /// What the application answers to the order.
    pub async fn by_code(&self, code: &str, act: &str, fields: Value) -> Result<Done, Failure> {
        let who = Who::Reporter(self.app.code(code));
        self.give(&who, Subject::Own, act, fields).await
    }

    /// Any order, happening now.
    ///
    /// # Errors
    /// What the application answers to the order.
    pub async fn give(
        &self,
        who: &Who,
        subject: Subject,
        act: &str,
        fields: Value,
    ) -> Result<Done, Failure> {
        let order = Order {
            subject,
            act: act.to_owned(),
            fields: map(fields),
            happened: None,
        };
        self.app.execute(who, order).await
    }
}

/// Keys that are the same in every test.
pub fn keys() -> KeyFile {
    let mut state = 0_u8;
    let mut draw = |buffer: &mut [u8]| {
        for byte in buffer {
            state = state.wrapping_mul(31).wrapping_add(7);
            *byte = state;
        }
    };
    KeyFile::generate(&mut draw, Suite::Aes256Gcm)
}

/// Opens the application on a migrated store as a node of its own.
pub async fn opened(store: Store, keys: KeyFile, clock: &Arc<HandClock>) -> App {
    let setup = Setup {
        store,
        keys,
        clock: Arc::<HandClock>::clone(clock),
        entropy: Arc::new(SystemEntropy),
        overrides: None,
    };
    let opened = App::open(setup).await;
    opened.expect("the store is migrated and the keys are its own")
}

/// The fields of an order, from the object that a test writes them as.
pub fn map(fields: Value) -> Map<String, Value> {
    match fields {
        Value::Object(map) => map,
        other => panic!("fields are an object, not {other}"),
    }
}

/// The plainest anonymous report on the web to the province, about a name.
pub fn report_about(accused: &str) -> Value {
    json!({
        "channel": "web", "unit": "p", "title": "反映清河县某镇河道采砂问题",
        "text": "镇干部收受好处，默许夜间采砂。",
        "accused": [{"name": accused, "unit": "清河县某镇", "post": "副镇长"}],
    })
}
