//! Pages, each asked for many times by the readers with the largest books.

use super::supervision;
use crate::stopwatch::Stopwatch;
use crate::world::World;
use app::queries::matters::{Filter, matters};
use app::queries::{matter, todo::todo};
use app::{Order, Subject, Who};
use casework::PersonId;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;

/// How often each page is asked for.
const TIMES: usize = 200;

/// Seconds after which a slow page has been asked for often enough.
const LONGEST: f64 = 15.0;

/// The listed pairs of filters: what is measured is what a reader can choose.
const LISTED: &str = include_str!("../../pages.toml");

#[derive(Deserialize)]
struct Listed {
    page: Vec<Page>,
}

/// A page of the book.
#[derive(Deserialize, Clone)]
struct Page {
    name: String,
    #[serde(default)]
    filters: BTreeMap<String, String>,
}

/// Milliseconds of a page.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    p50: f64,
    p99: f64,
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "p50 {:.2} ms, p99 {:.2} ms", self.p50, self.p99)
    }
}

/// The readers: the province's clerk, whose book is the whole, and a county's.
pub struct Readers {
    people: Vec<(&'static str, PersonId)>,
    supervisor: PersonId,
}

/// Times by reader and page.
pub type Measured = BTreeMap<(String, String), Times>;

impl Readers {
    /// Finds them.
    pub async fn of(world: &World) -> Self {
        let by = |role: &str, digits: &str| {
            let mut accounts = world.plan.accounts.iter();
            let found = accounts
                .find(|account| account.role == role && account.person.as_str().ends_with(digits));
            found.expect("the plan has such a person").person.clone()
        };
        let people = vec![
            ("province", by("clerk", "990000")),
            ("county", by("clerk", "990101")),
        ];
        Self {
            people,
            supervisor: by("petition-head", "990000"),
        }
    }

    /// The reader whose book is the whole.
    pub fn widest(&self) -> &PersonId {
        &self.people[0].1
    }

    /// Whose organ supervises: the province's head of petitions, over every organ of the office.
    pub fn supervisor(&self) -> &PersonId {
        &self.supervisor
    }

    /// Measures every page for every reader.
    pub async fn measure(&self, world: &World) -> Measured {
        let listed: Listed = toml::from_str(LISTED).expect("bench/pages.toml is in order");
        let mut measured = Measured::new();
        for (reader, person) in &self.people {
            for page in &listed.page {
                let pairs = page.filters.iter().map(|(name, value)| (&**name, &**value));
                let filter = Filter::from_pairs(pairs);
                let times = time(async |_| {
                    let book = matters(&world.app, person, &filter, None).await;
                    book.expect("the reader has a book");
                });
                measured.insert(
                    ((*reader).into(), format!("book, {}", page.name)),
                    times.await,
                );
            }
            let sheet = time(async |_| {
                todo(&world.app, person).await.expect("the sheet is read");
            });
            measured.insert(((*reader).into(), "to-do".into()), sheet.await);
            let numbers = numbers(world, person).await;
            let dossier = time(async |at| {
                let number = &numbers[at % numbers.len()];
                let page = matter::matter(&world.app, person, number).await;
                page.expect("the reader may see it");
            });
            measured.insert(((*reader).into(), "matter page".into()), dossier.await);
        }
        for (name, times) in supervision::measure(world, self.supervisor()).await {
            measured.insert(("province".into(), name.into()), times);
        }
        let filing = time(async |at| {
            let filed = world.app.execute(&Who::Citizen, report(at)).await;
            filed.expect("a report is taken");
        });
        measured.insert(("citizen".into(), "registration".into()), filing.await);
        measured
    }
}

/// Numbers of the reader's book, some from each end of it.
async fn numbers(world: &World, person: &PersonId) -> Vec<String> {
    let mut numbers = Vec::new();
    for over in ["yes", "no"] {
        let filter = Filter::from_pairs([("over", over)]);
        let book = matters(&world.app, person, &filter, None).await;
        let rows = book.expect("the reader has a book").rows;
        numbers.extend(rows.into_iter().map(|row| row.number));
    }
    numbers
}

fn report(number: usize) -> Order {
    let fields = json!({
        "channel": "web", "unit": "990101", "title": "反映村集体鱼塘低价发包的问题",
        "text": "村集体的鱼塘以很低的价钱包给外人，合同一签就是二十年，没有开过会。".repeat(8),
        "reporter": {"phone": format!("1390000{:04}", number % 10_000)},
        "accused": [{"name": "虚构某", "unit": "清河县柳溪镇", "post": "村委会主任"}],
    });
    let serde_json::Value::Object(fields) = fields else {
        unreachable!("a report is written as an object")
    };
    Order {
        subject: Subject::NewMatter,
        act: "receive".into(),
        fields,
        happened: None,
    }
}

pub(super) async fn time(page: impl AsyncFn(usize)) -> Times {
    page(0).await;
    let mut times = Vec::with_capacity(TIMES);
    let whole = Stopwatch::start();
    for at in 0..TIMES {
        let watch = Stopwatch::start();
        page(at).await;
        times.push(1_000.0 / watch.rate(1));
        if at > 20 && whole.rate(1) < 1.0 / LONGEST {
            break;
        }
    }
    times.sort_by(f64::total_cmp);
    let asked = times.len();
    Times {
        p50: times[asked / 2],
        p99: times[asked * 99 / 100],
    }
}

/// Both measurements side by side.
pub struct Table {
    /// At the small number.
    pub small: Measured,
    /// At the large one.
    pub large: Measured,
    /// The large number.
    pub count: usize,
}

impl Table {
    /// Prints it. The ratio compares medians: what a hundred times the matters cost.
    pub fn print(&self) {
        let (count, small) = (self.count, super::SMALL);
        println!("milliseconds; ratio = p50 at {count} to p50 at {small}");
        println!(
            "reader    page                              p50 small  p99 small      p50      p99   ratio"
        );
        for ((reader, page), large) in &self.large {
            let Some(small) = self.small.get(&(reader.clone(), page.clone())) else {
                continue;
            };
            let ratio = large.p50 / small.p50;
            let padded = format!("{page}{}", " ".repeat(34_usize.saturating_sub(width(page))));
            println!(
                "{reader:<9} {padded}{:>9.2}  {:>9.2}  {:>7.2}  {:>7.2}  {ratio:>6.2}",
                small.p50, small.p99, large.p50, large.p99
            );
        }
    }
}

/// Columns a text takes: a Chinese character takes two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
