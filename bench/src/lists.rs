//! The lists people look at all day, over a book of many open matters: how long a page takes.
//!
//! Every matter is filed through the write path, to one county, so that the county's clerk and the
//! province's leader both see all of it: the largest book a reader can have at this number.

use crate::office;
use crate::stopwatch::Stopwatch;
use app::queries::matters::{Filter, matters};
use app::queries::todo::todo;
use app::{App, Who};
use casework::PersonId;
use futures_util::future::join_all;
use serde_json::json;
use store::{Engine, testing};

/// How often each page is asked for.
const TIMES: usize = 200;
/// Pages a reader turns before the deep page is measured.
const DEPTH: usize = 50;
const CLIENTS: usize = 32;
const READERS: [(&str, &str, &str); 2] = [("clerk", "x", "clerk"), ("leader", "p", "leader")];

/// Files `count` matters on each engine and prints what pages over them take.
pub async fn run(count: usize) {
    println!("pages over {count} open matters, in milliseconds");
    println!("engine      reader  page                   p50     p99");
    let (store, _folder) = testing::fresh_sqlite().await;
    measure(store, count).await;
    if let Some(store) = testing::fresh_postgres().await {
        measure(store, count).await;
    }
}

async fn measure(store: store::Store, count: usize) {
    let engine = store.engine();
    let app = office::found(store).await;
    for (person, unit, role) in READERS {
        let enrolled = json!({"id": person, "name": "黄某"});
        let posted = json!({"person": person, "unit": unit, "role": role, "from": "2020-01-01"});
        office::act(&app, "enrol-person", enrolled).await;
        office::act(&app, "appoint", posted).await;
    }
    join_all((0..CLIENTS).map(|client| tokio::spawn(file(app.clone(), client, count)))).await;
    for (person, ..) in READERS {
        let pages = Pages {
            app: &app,
            engine,
            person: PersonId::from(person),
        };
        pages.measure().await;
    }
}

async fn file(app: App, first: usize, count: usize) {
    for number in (first..count).step_by(CLIENTS) {
        let filed = app.execute(&Who::Citizen, office::report(number)).await;
        filed.expect("a report is taken");
    }
}

struct Pages<'a> {
    app: &'a App,
    engine: Engine,
    person: PersonId,
}

impl Pages<'_> {
    async fn measure(&self) {
        self.time("to-do", async || {
            let sheet = todo(self.app, &self.person).await;
            sheet.expect("the sheet is read");
        })
        .await;
        let filters: [(&str, &[(&str, &str)]); 4] = [
            ("book, newest", &[]),
            ("book, one stage", &[("stage", "received")]),
            ("book, overdue", &[("overdue", "yes")]),
            ("book, real names", &[("real_name", "yes")]),
        ];
        for (name, pairs) in filters {
            let filter = Filter::from_pairs(pairs.iter().copied());
            self.time(name, async || drop(self.page(&filter, None).await))
                .await;
        }
        let mut cursor = None;
        for _ in 0..DEPTH {
            cursor = self.page(&Filter::default(), cursor.as_deref()).await;
        }
        self.time("book, page 51", async || {
            self.page(&Filter::default(), cursor.as_deref()).await;
        })
        .await;
    }

    async fn page(&self, filter: &Filter, cursor: Option<&str>) -> Option<String> {
        let book = matters(self.app, &self.person, filter, cursor).await;
        book.expect("the reader has a book").next
    }

    async fn time(&self, name: &str, page: impl AsyncFn()) {
        page().await;
        let mut times = Vec::with_capacity(TIMES);
        for _ in 0..TIMES {
            let watch = Stopwatch::start();
            page().await;
            times.push(1_000.0 / watch.rate(1));
        }
        times.sort_by(f64::total_cmp);
        println!(
            "{:<10}  {:<6}  {name:<18}  {:>6.2}  {:>6.2}",
            format!("{:?}", self.engine),
            self.person.as_str(),
            times[TIMES / 2],
            times[TIMES * 99 / 100],
        );
    }
}
