//! A small invented office with somebody in every role, served on a free port of this machine.

use std::net::SocketAddr;
use std::sync::Arc;

use app::App;
use app::login::{self, Cost, TotpSecret};
use app::moment::HandClock;
use app::office_program::{OfficeProgram, Settings};
use app::testing::SmallOffice;
use app::{Subject, Who};
use axum::Router;
use casework::PersonId;
use serde_json::Value;
use store::Store;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use web::{Allowance, Limits, Mode, Site};

/// The office and its site, answering until it is dropped.
pub struct Served {
    pub app: App,
    pub clock: Arc<HandClock>,
    /// Where the site is: `http://127.0.0.1:12345`.
    pub address: String,
    /// The same site, to be asked without a browser.
    pub router: Router,
    office: SmallOffice,
    task: JoinHandle<()>,
}

/// The smallest document that is told to be one.
pub const PDF: &str =
    "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

/// The password of whoever has one.
pub const PASSWORD: &str = "清河两岸 2026 春汛";

impl Served {
    /// Founds the office as a demonstration on a store and serves its site.
    pub async fn on(store: Store) -> Self {
        let office = SmallOffice::found(store).await;
        if let Some(program) = OfficeProgram::find(&Settings::default()) {
            office.app.make_pdfs_with(program);
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let mut site = Site::new(office.app.clone(), Mode::Demo);
        site.address = Some(address.clone());
        site.limits = plenty();
        let router = web::router(site);
        let served = router
            .clone()
            .into_make_service_with_connect_info::<SocketAddr>();
        let task = tokio::spawn(async move { axum::serve(listener, served).await.unwrap() });
        Self {
            app: office.app.clone(),
            clock: office.clock.clone(),
            address,
            router,
            office,
            task,
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
        let done = self.office.act(person, number, act, fields).await;
        done.unwrap_or_else(|failure| panic!("{act}: {failure:?}"));
        self.clock.advance(20 * 60_000);
    }

    /// An act on whatever it is about, past the site. The number of what it was about.
    pub async fn give(&self, person: &str, subject: Subject, act: &str, fields: Value) -> String {
        let who = Who::Staff(person.into());
        let done = self.office.give(&who, subject, act, fields).await;
        let done = done.unwrap_or_else(|failure| panic!("{act}: {failure:?}"));
        done.number.unwrap_or_default()
    }

    /// An act on the office from the console.
    pub async fn console(&self, act: &str, fields: Value) {
        let done = self.office.console(act, fields).await;
        done.unwrap_or_else(|failure| panic!("{act}: {failure:?}"));
    }

    /// A document taken in, past the site. What an act names it by.
    pub async fn upload(&self, name: &str) -> String {
        let taken = app::files::upload(&self.app, name, PDF.as_bytes()).await;
        taken.unwrap().token
    }

    /// A report on the web, past the site. Its number.
    pub async fn file(&self, fields: Value) -> String {
        self.office.file(fields).await.unwrap().number.unwrap()
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
        ..Limits::default()
    }
}
