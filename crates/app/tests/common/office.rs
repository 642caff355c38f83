//! A small invented office in a fresh store, for the tests of this crate.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its office cannot be founded"
)]

use app::moment::{HandClock, SystemEntropy};
use app::{App, Done, Failure, Order, Setup, Subject, Who};
use casework::PersonId;
use sealing::key_file::KeyFile;
use sealing::suite::Suite;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use store::Store;

/// 2026-03-02 09:00 in China, a Monday.
pub const MONDAY: i64 = 1_772_413_200_000;

/// An office with its clock.
pub struct TestOffice {
    pub app: App,
    pub clock: Arc<HandClock>,
}

impl TestOffice {
    /// Founds a province, a city, a county and a township with people in every role.
    pub async fn found(store: Store) -> Self {
        let clock = Arc::new(HandClock::at(MONDAY));
        let mut bytes = 0_u8;
        let mut random = |buffer: &mut [u8]| {
            for byte in buffer {
                bytes = bytes.wrapping_mul(31).wrapping_add(7);
                *byte = bytes;
            }
        };
        let keys = KeyFile::generate(&mut random, Suite::Aes256Gcm);
        let setup = Setup {
            store,
            keys,
            clock: clock.clone(),
            entropy: Arc::new(SystemEntropy),
            overrides: None,
        };
        let office = Self {
            app: App::open(setup).await.unwrap(),
            clock,
        };
        office.found_units().await;
        office.enrol_people().await;
        office
    }

    async fn found_units(&self) {
        let units = [
            (
                "p",
                "云岭省纪委监委",
                "commission",
                "province",
                "",
                "990000",
                "云岭省",
            ),
            (
                "p-petition",
                "云岭省纪委监委信访室",
                "petition-office",
                "province",
                "p",
                "990000",
                "云岭省",
            ),
            (
                "c",
                "永安市纪委监委",
                "commission",
                "city",
                "p",
                "990100",
                "永安市",
            ),
            (
                "x",
                "清河县纪委监委",
                "commission",
                "county",
                "c",
                "990101",
                "清河县",
            ),
            (
                "x-petition",
                "清河县纪委监委信访室",
                "petition-office",
                "county",
                "x",
                "990101",
                "清河县",
            ),
            (
                "x-first",
                "清河县纪委监委第一监督检查室",
                "supervision-office",
                "county",
                "x",
                "990101",
                "清河县",
            ),
            (
                "y",
                "南屏县纪委监委",
                "commission",
                "county",
                "c",
                "990102",
                "南屏县",
            ),
            (
                "t",
                "柳溪镇纪委",
                "township-commission",
                "township",
                "x",
                "990101001",
                "柳溪镇",
            ),
        ];
        for (id, name, kind, level, parent, region, place) in units {
            let mut fields = json!({
                "id": id, "name": name, "kind": kind, "level": level, "region": region, "place": place,
            });
            if !parent.is_empty() {
                fields["parent"] = parent.into();
            }
            self.office("found-unit", fields).await.unwrap();
        }
    }

    async fn enrol_people(&self) {
        let people = [
            ("p-clerk", "周明", "p-petition", "clerk"),
            ("p-head", "吴敏", "p-petition", "petition-head"),
            ("p-leader", "郑宏", "p", "leader"),
            ("p-principal", "冯毅", "p", "principal"),
            ("x-clerk", "陈静", "x-petition", "clerk"),
            ("x-head", "褚卫", "x-petition", "petition-head"),
            ("x-handler", "卫东", "x-first", "handler"),
            ("x-unit-head", "蒋勤", "x-first", "unit-head"),
            ("x-leader", "沈思", "x", "leader"),
            ("x-principal", "韩立", "x", "principal"),
            ("y-clerk", "杨柳", "y", "clerk"),
            ("system", "朱系", "p", "system-admin"),
            ("security", "秦安", "p", "security-admin"),
            ("auditor", "尤审", "p", "audit-admin"),
        ];
        for (id, name, unit, role) in people {
            self.office("enrol-person", json!({"id": id, "name": name}))
                .await
                .unwrap();
            let post = json!({"person": id, "unit": unit, "role": role, "from": "2020-01-01"});
            self.office("appoint", post).await.unwrap();
        }
    }

    /// An act of the office from the console.
    pub async fn office(&self, act: &str, fields: Value) -> Result<Done, Failure> {
        self.give(&Who::Console, Subject::Office, act, fields).await
    }

    /// An act of a person on a matter.
    pub async fn act(
        &self,
        person: &str,
        number: &str,
        act: &str,
        fields: Value,
    ) -> Result<Done, Failure> {
        let who = Who::Staff(PersonId::from(person));
        self.give(&who, Subject::Number(number.into()), act, fields)
            .await
    }

    /// A citizen's report.
    pub async fn file(&self, fields: Value) -> Result<Done, Failure> {
        self.give(&Who::Citizen, Subject::NewMatter, "receive", fields)
            .await
    }

    pub async fn give(
        &self,
        who: &Who,
        subject: Subject,
        act: &str,
        fields: Value,
    ) -> Result<Done, Failure> {
        let fields = as_map(fields);
        let order = Order {
            subject,
            act: act.into(),
            fields,
            happened: None,
        };
        self.app.execute(who, order).await
    }
}

fn as_map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => panic!("fields are an object, not {other}"),
    }
}

/// The plainest anonymous web report.
pub fn anonymous_report() -> Value {
    json!({
        "channel": "web", "unit": "p", "title": "反映清河县某镇河道采砂问题",
        "text": "镇干部收受好处，默许夜间采砂。", "accused": [{"name": "钱某某", "unit": "清河县某镇"}],
    })
}
