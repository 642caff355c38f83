//! The small office with somebody in every role, behind the real router.

use std::sync::Arc;

use app::moment::HandClock;
use app::testing::{SmallOffice, report_about};
use app::{App, Done, Failure, Subject, Who};
use jianjian_web::{Mode, Site, router};
use serde_json::Value;
use store::Store;

use crate::support::browser::Browser;

/// A province with a city, two counties and a township.
pub struct Office {
    pub app: App,
    pub clock: Arc<HandClock>,
    pub site: Site,
    small: SmallOffice,
}

impl Office {
    /// Founds it as a demonstration: everybody can be chosen.
    pub async fn found(store: Store) -> Self {
        let small = SmallOffice::found(store).await;
        let mut site = Site::new(small.app.clone(), Mode::Demo);
        site.address = Some("https://jubao.example.invalid".to_owned());
        Self {
            app: small.app.clone(),
            clock: small.clock.clone(),
            site,
            small,
        }
    }

    /// An act of a person on a matter, past the desk.
    pub async fn act(&self, person: &str, number: &str, act: &str, fields: Value) {
        let done = self.small.act(person, number, act, fields).await;
        done.unwrap();
    }

    pub async fn give(
        &self,
        who: &Who,
        subject: Subject,
        act: &str,
        fields: Value,
    ) -> Result<Done, Failure> {
        self.small.give(who, subject, act, fields).await
    }

    /// An anonymous report on the web, about somebody outside the office. Its number.
    pub async fn file(&self) -> String {
        self.file_about("钱某某").await
    }

    /// The same about a name.
    pub async fn file_about(&self, accused: &str) -> String {
        let done = self.small.file(report_about(accused)).await;
        done.unwrap().number.unwrap()
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
