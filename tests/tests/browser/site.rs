//! A small invented office with somebody in every role, served on a free port of this machine.

use std::net::SocketAddr;
use std::sync::Arc;

use app::login::{self, Cost, TotpSecret};
use app::moment::{HandClock, SystemEntropy};
use app::{App, Order, Setup, Subject, Who};
use casework::PersonId;
use sealing::key_file::KeyFile;
use sealing::suite::Suite;
use serde_json::{Value, json};
use store::Store;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use web::{Allowance, Limits, Mode, Site};

/// 2026-03-02 09:00 in China, a Monday.
pub const MONDAY: i64 = 1_772_413_200_000;

/// The office and its site, answering until it is dropped.
pub struct Served {
    pub app: App,
    pub clock: Arc<HandClock>,
    /// Where the site is: `http://127.0.0.1:12345`.
    pub address: String,
    task: JoinHandle<()>,
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
const PEOPLE: [[&str; 4]; 12] = [
    ["p-clerk", "周明", "p-petition", "clerk"],
    ["p-head", "吴敏", "p-petition", "petition-head"],
    ["p-leader", "郑宏", "p", "leader"],
    ["x-clerk", "陈静", "x-petition", "clerk"],
    ["x-head", "褚卫", "x-petition", "petition-head"],
    ["x-handler", "卫东", "x-first", "handler"],
    ["x-unit-head", "蒋勤", "x-first", "unit-head"],
    ["x-leader", "沈思", "x", "leader"],
    ["x-principal", "韩立", "x", "principal"],
    ["y-clerk", "杨柳", "y", "clerk"],
    ["system", "朱系", "p", "system-admin"],
    ["auditor", "尤审", "p", "audit-admin"],
];

/// The password of whoever has one.
pub const PASSWORD: &str = "清河两岸 2026 春汛";

impl Served {
    /// Founds the office as a demonstration on a store and serves its site.
    pub async fn on(store: Store) -> Self {
        let clock = Arc::new(HandClock::at(MONDAY));
        let entropy = Arc::new(SystemEntropy);
        let mut draw = |bytes: &mut [u8]| app::moment::Entropy::fill(&SystemEntropy, bytes);
        let keys = KeyFile::generate(&mut draw, Suite::Aes256Gcm);
        let setup = Setup {
            store,
            keys,
            clock: clock.clone(),
            entropy,
            overrides: None,
        };
        let app = App::open(setup).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let mut site = Site::new(app.clone(), Mode::Demo);
        site.address = Some(address.clone());
        site.limits = plenty();
        let router = web::router(site).into_make_service_with_connect_info::<SocketAddr>();
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let served = Self {
            app,
            clock,
            address,
            task,
        };
        served.found().await;
        served
    }

    async fn found(&self) {
        for [id, name, kind, level, parent, region, place] in UNITS {
            let parent = Some(parent).filter(|parent| !parent.is_empty());
            let unit = json!({"id": id, "name": name, "kind": kind, "level": level,
                              "parent": parent, "region": region, "place": place});
            self.give(&Who::Console, Subject::Office, "found-unit", unit)
                .await;
        }
        for [id, name, unit, role] in PEOPLE {
            let person = json!({"id": id, "name": name});
            self.give(&Who::Console, Subject::Office, "enrol-person", person)
                .await;
            let post = json!({"person": id, "unit": unit, "role": role, "from": "2020-01-01"});
            self.give(&Who::Console, Subject::Office, "appoint", post)
                .await;
        }
    }

    /// Gives a person the password and a code generator.
    pub async fn admit(&self, person: &str) -> TotpSecret {
        let (person, secret) = (PersonId::from(person), TotpSecret::draw(&self.app));
        let set = login::set_credentials(&self.app, &person, PASSWORD, Some(&secret), Cost::DEMO);
        set.await.unwrap();
        secret
    }

    /// An act on a matter past the site, to have something to look at, and the time it takes.
    pub async fn act(&self, person: &str, number: &str, act: &str, fields: Value) {
        let who = Who::Staff(PersonId::from(person));
        self.give(&who, Subject::Number(number.to_owned()), act, fields)
            .await;
        self.clock.advance(20 * 60_000);
    }

    /// A report on the web, past the site. Its number.
    pub async fn file(&self, fields: Value) -> String {
        self.give(&Who::Citizen, Subject::NewMatter, "receive", fields)
            .await
            .unwrap()
    }

    async fn give(&self, who: &Who, subject: Subject, act: &str, fields: Value) -> Option<String> {
        let Value::Object(fields) = fields else {
            panic!("fields are an object")
        };
        let order = Order {
            subject,
            act: act.to_owned(),
            fields,
            happened: None,
        };
        let done = self.app.execute(who, order).await;
        done.unwrap_or_else(|failure| panic!("{act}: {failure:?}"))
            .number
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Allowances that no journey reaches: every window comes from one address.
fn plenty() -> Limits {
    let plenty = Allowance::of(1_000_000, 1_000_000);
    Limits {
        steps: plenty,
        files: plenty,
        reports: plenty,
        lookups: plenty,
        office: plenty,
    }
}
