//! A small office to try things on: one commission with its rooms, a few people, a clock set by hand.

use app::moment::HandClock;
use app::testing::{self, map};
use app::{App, Done, Failure, Order, Subject, Who};
use casework::PersonId;
use jiff::civil::{DateTime, date};
use sealing::key_file::KeyFile;
use serde_json::{Value, json};
use std::sync::Arc;
use store::Store;

/// An office under test.
pub struct TestOffice {
    pub app: App,
    pub clock: Arc<HandClock>,
    pub key_text: String,
}

/// A Tuesday morning.
const BEGIN: DateTime = date(2026, 3, 10).at(9, 0, 0, 0);

pub const MINUTE: i64 = 60_000;

/// Milliseconds UTC of a local time.
pub fn instant(local: DateTime) -> i64 {
    let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    local.duration_since(epoch).as_millis() as i64 - 8 * 60 * MINUTE
}

/// An office with units and people on a fresh store.
pub async fn office(store: Store) -> TestOffice {
    let key_text = testing::keys().to_text().to_string();
    let clock = Arc::new(HandClock::at(instant(BEGIN)));
    let app = opened(store, &key_text, &clock).await;
    let test = TestOffice {
        app,
        clock,
        key_text,
    };
    test.found().await;
    test
}

/// Opens the application as another node would.
pub async fn opened(store: Store, key_text: &str, clock: &Arc<HandClock>) -> App {
    testing::opened(store, KeyFile::parse(key_text).unwrap(), clock).await
}

pub fn person(id: &str) -> PersonId {
    PersonId::from(id)
}

impl TestOffice {
    async fn found(&self) {
        let unit = |id: &str, name: &str, kind: &str, parent: Option<&str>| {
            json!({"id": id, "name": name, "kind": kind, "level": "county", "parent": parent,
                   "region": "990100", "place": "试县"})
        };
        let units = [
            unit("c", "试县纪委监委", "commission", None),
            unit("c-p", "信访室", "petition-office", Some("c")),
            unit("c-s", "第一监督检查室", "supervision-office", Some("c")),
        ];
        for unit in units {
            self.console("found-unit", unit).await;
        }
        let people = [
            ("li", "李甲", "clerk", "c-p"),
            ("ma", "马乙", "petition-head", "c-p"),
            ("he", "何丙", "leader", "c"),
            ("zu", "祖丁", "principal", "c"),
            ("qi", "齐戊", "unit-head", "c-s"),
            ("bo", "薄己", "handler", "c-s"),
        ];
        for (id, name, role, unit) in people {
            self.console("enrol-person", json!({"id": id, "name": name}))
                .await;
            let post = json!({"person": id, "unit": unit, "role": role});
            self.console("appoint", post).await;
        }
    }

    /// Gives an order from the console.
    pub async fn console(&self, act: &str, input: Value) -> Done {
        let order = Order {
            subject: Subject::Office,
            act: act.into(),
            fields: map(input),
            happened: None,
        };
        self.app.execute(&Who::Console, order).await.unwrap()
    }

    /// Files a report as a citizen does.
    pub async fn file(&self, more: Value) -> Done {
        self.try_file(more).await.unwrap()
    }

    pub async fn try_file(&self, more: Value) -> Result<Done, Failure> {
        let mut report = map(json!({"channel": "web", "unit": "c", "title": "反映修路款",
            "text": "修路的补助没有发给各户。"}));
        report.extend(map(more));
        let order = Order {
            subject: Subject::NewMatter,
            act: "receive".into(),
            fields: report,
            happened: None,
        };
        self.app.execute(&Who::Citizen, order).await
    }

    /// Performs an act on a matter as a person of the office.
    pub async fn act(&self, who: &str, done: &Done, act: &str, input: Value) -> Done {
        let tried = self.try_act(who, done, act, input).await;
        tried.unwrap_or_else(|failure| panic!("{who} {act}: {failure:?}"))
    }

    pub async fn try_act(
        &self,
        who: &str,
        done: &Done,
        act: &str,
        input: Value,
    ) -> Result<Done, Failure> {
        self.clock.advance(MINUTE);
        let order = Order {
            subject: Subject::Matter(done.matter.unwrap()),
            act: act.into(),
            fields: map(input),
            happened: None,
        };
        self.app.execute(&Who::Staff(person(who)), order).await
    }
}
