//! A small invented office with somebody in every role, behind the real router.

use std::sync::Arc;

use app::moment::{HandClock, SystemEntropy};
use app::{App, Done, Failure, Order, Setup, Subject, Who};
use casework::PersonId;
use jianjian_web::{Mode, Site, router};
use sealing::key_file::KeyFile;
use sealing::suite::Suite;
use serde_json::{Value, json};
use store::Store;

use super::browser::Browser;

/// 2026-03-02 09:00 in China, a Monday.
pub const MONDAY: i64 = 1_772_413_200_000;

/// A province with a city, two counties and a township.
pub struct Office {
    pub app: App,
    pub clock: Arc<HandClock>,
    pub site: Site,
}

/// Id, name, kind, level, parent, region and place.
const UNITS: [[&str; 7]; 8] = [
    [
        "p",
        "云岭省纪委监委",
        "commission",
        "province",
        "",
        "990000",
        "云岭省",
    ],
    [
        "p-petition",
        "云岭省纪委监委信访室",
        "petition-office",
        "province",
        "p",
        "990000",
        "云岭省",
    ],
    [
        "c",
        "永安市纪委监委",
        "commission",
        "city",
        "p",
        "990100",
        "永安市",
    ],
    [
        "x",
        "清河县纪委监委",
        "commission",
        "county",
        "c",
        "990101",
        "清河县",
    ],
    [
        "x-petition",
        "清河县纪委监委信访室",
        "petition-office",
        "county",
        "x",
        "990101",
        "清河县",
    ],
    [
        "x-first",
        "清河县纪委监委第一监督检查室",
        "supervision-office",
        "county",
        "x",
        "990101",
        "清河县",
    ],
    [
        "y",
        "南屏县纪委监委",
        "commission",
        "county",
        "c",
        "990102",
        "南屏县",
    ],
    [
        "t",
        "柳溪镇纪委",
        "township-commission",
        "township",
        "x",
        "990101001",
        "柳溪镇",
    ],
];

/// Id, name, unit and role.
pub const PEOPLE: [[&str; 4]; 16] = [
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

impl Office {
    /// Founds it as a demonstration: everybody can be chosen.
    pub async fn found(store: Store) -> Self {
        let clock = Arc::new(HandClock::at(MONDAY));
        let mut state = 0_u8;
        let mut random = |buffer: &mut [u8]| {
            for byte in buffer {
                state = state.wrapping_mul(31).wrapping_add(7);
                *byte = state;
            }
        };
        let setup = Setup {
            store,
            keys: KeyFile::generate(&mut random, Suite::Aes256Gcm),
            clock: clock.clone(),
            entropy: Arc::new(SystemEntropy),
            overrides: None,
        };
        let app = App::open(setup).await.unwrap();
        let mut site = Site::new(app.clone(), Mode::Demo);
        site.address = Some("https://jubao.example.invalid".to_owned());
        let office = Self { app, clock, site };
        for [id, name, kind, level, parent, region, place] in UNITS {
            let parent = Some(parent).filter(|parent| !parent.is_empty());
            let unit = json!({"id": id, "name": name, "kind": kind, "level": level,
                              "parent": parent, "region": region, "place": place});
            office.console("found-unit", unit).await;
        }
        for [id, name, unit, role] in PEOPLE {
            office
                .console("enrol-person", json!({"id": id, "name": name}))
                .await;
            let post = json!({"person": id, "unit": unit, "role": role, "from": "2020-01-01"});
            office.console("appoint", post).await;
        }
        office
    }

    async fn console(&self, act: &str, fields: Value) {
        self.give(&Who::Console, Subject::Office, act, fields)
            .await
            .unwrap();
    }

    /// An act of a person on a matter, past the desk.
    pub async fn act(&self, person: &str, number: &str, act: &str, fields: Value) {
        let who = Who::Staff(PersonId::from(person));
        self.give(&who, Subject::Number(number.to_owned()), act, fields)
            .await
            .unwrap();
    }

    pub async fn give(
        &self,
        who: &Who,
        subject: Subject,
        act: &str,
        fields: Value,
    ) -> Result<Done, Failure> {
        let Value::Object(fields) = fields else {
            panic!("fields are an object")
        };
        let order = Order {
            subject,
            act: act.to_owned(),
            fields,
            happened: None,
        };
        self.app.execute(who, order).await
    }

    /// An anonymous report on the web, about somebody outside the office. Its number.
    pub async fn file(&self) -> String {
        self.file_about("钱某某").await
    }

    /// The same about a name.
    pub async fn file_about(&self, accused: &str) -> String {
        let report = json!({
            "channel": "web", "unit": "p", "title": "反映清河县某镇河道采砂问题",
            "text": "镇干部收受好处，默许夜间采砂。",
            "accused": [{"name": accused, "unit": "清河县某镇", "post": "副镇长"}],
        });
        let done = self
            .give(&Who::Citizen, Subject::NewMatter, "receive", report)
            .await
            .unwrap();
        done.number.unwrap()
    }

    /// A browser nobody has signed in with.
    pub fn browser(&self) -> Browser {
        Browser::on(self.router())
    }

    pub fn router(&self) -> axum::Router {
        router(self.site.clone())
    }

    /// A browser signed in by the chooser.
    pub async fn desk_of(&self, person: &str) -> Browser {
        let browser = self.browser();
        let chosen = [("person".to_owned(), person.to_owned())];
        let answer = browser.post("/desk/demo", &chosen).await;
        assert_eq!(answer.location(), "/desk", "{}", answer.body);
        browser
    }
}

/// Runs a test on an office of its own, on each engine at hand.
pub async fn each_engine(test: impl AsyncFn(Office)) {
    store::testing::each_engine(async |store| test(Office::found(store).await).await).await;
}
