//! A list read page by page: every row once, in order, however rarely its filters are met together and
//! however little one page looks at; and a page that is not full says so (P-21, T3).

use app::queries::listing::{self, Step};
use app::testing::SmallOffice;
use casework::PersonId;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use store::testing::each_engine;
use store::{Change, Write};

/// A matter of an invented book.
#[derive(Debug, Clone)]
struct Line {
    at: i64,
    real_name: bool,
    again: bool,
    channel: &'static str,
    due_at: i64,
    recused: bool,
    importing: bool,
}

/// What is asked of a book, and whether a line answers it.
type Asked = (&'static [(&'static str, &'static str)], fn(&Line) -> bool);

const ASKED: [Asked; 7] = [
    (&[], |_| true),
    (&[("real_name", "yes")], |line| line.real_name),
    (&[("again", "yes"), ("real_name", "yes")], |line| {
        line.again && line.real_name
    }),
    (&[("channel", "letter"), ("real_name", "no")], |line| {
        line.channel == "letter" && !line.real_name
    }),
    (&[("sort", "due")], |line| line.due_at < i64::MAX),
    (
        &[("sort", "due"), ("again", "yes"), ("channel", "web")],
        |line| line.due_at < i64::MAX && line.again && line.channel == "web",
    ),
    // What nobody took yet is in the book too, after everything that is to be cleared by a day.
    (&[("sort", "clearing"), ("campaigned", "yes")], |line| {
        line.again
    }),
];

impl Line {
    fn number(&self) -> String {
        format!("line-{:05}", self.at)
    }

    fn changes(&self) -> Vec<Change> {
        let Self {
            at,
            real_name,
            again,
            channel,
            due_at,
            ..
        } = self;
        let (number, key) = (self.number(), 1_000_000_000_000_000 + at);
        let contract = match again {
            true => format!("'open', {due_at}"),
            false => "NULL, NULL".to_owned(),
        };
        let run = if self.importing { "'run'" } else { "NULL" };
        let mut texts = vec![
            format!(
                "INSERT INTO matters (matter_id, number, stage, channel, region, receiver, holder, real_name, \
                 repeats, excluded, received_at, entered_at, due_at, lapsed, over, touched_at, version) VALUES \
                 ('{number}', '{number}', 'registered', '{channel}', '990000', 'p', 'p', {real_name}, 0, false, \
                 {at}, {at}, {due_at}, false, false, {at}, 1)"
            ),
            format!(
                "INSERT INTO visible (unit_id, matter_id, sort_key, stage, channel, holder, real_name, due_at, \
                 received_at, over, repeats, run_id, again, contract, contract_due_at) VALUES \
                 ('p', '{number}', '{key}', 'registered', '{channel}', 'p', {real_name}, {due_at}, {at}, \
                 false, 0, {run}, {again}, {contract})"
            ),
        ];
        if self.recused {
            texts.push(format!(
                "INSERT INTO recused (person_id, matter_id) VALUES ('p-clerk', '{number}')"
            ));
        }
        let changes = texts.into_iter();
        changes.map(|sql| Change::new(sql, Vec::new())).collect()
    }
}

async fn written(office: &SmallOffice, lines: &[Line]) {
    let run = "INSERT INTO open_runs (run_id, started_at) VALUES ('run', 1)";
    let mut changes = vec![Change::new(run, Vec::new())];
    changes.extend(lines.iter().flat_map(Line::changes));
    let write = Write {
        changes,
        ..Write::default()
    };
    office.app.store().commit(write).await.unwrap();
}

async fn step(office: &SmallOffice, asked: Asked, at: Option<&str>, by: (usize, usize)) -> Step {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let pairs: Vec<(String, String)> = asked.0.iter().map(owned).collect();
    let clerk = PersonId::from("p-clerk");
    let step = listing::step(&office.app, &clerk, &pairs, at, by).await;
    step.unwrap()
}

/// The numbers a list must hold, in its order.
fn expected(lines: &[Line], asked: Asked) -> Vec<String> {
    let mut found: Vec<&Line> = lines
        .iter()
        .filter(|line| asked.1(line) && !line.recused && !line.importing)
        .collect();
    let by_day = asked
        .0
        .iter()
        .any(|(name, value)| *name == "sort" && *value != "arrival");
    match by_day {
        true => found.sort_by_key(|line| (line.due_at, line.number())),
        false => found.sort_by_key(|line| -line.at),
    }
    found.into_iter().map(Line::number).collect()
}

/// A book of a few hundred lines whose marks are common or rare by chance.
fn book() -> impl Strategy<Value = Vec<Line>> {
    let share = || prop_oneof![Just(0.02), Just(0.3), Just(0.9)];
    (share(), share(), share(), 1_usize..180).prop_flat_map(|(named, again, hidden, size)| {
        let line = (
            prop::bool::weighted(named),
            prop::bool::weighted(again),
            prop::bool::weighted(hidden / 3.0),
            prop::bool::weighted(0.05),
            prop_oneof![Just("letter"), Just("web")],
            prop_oneof![Just(i64::MAX), 1_i64..20],
        );
        prop::collection::vec(line, size).prop_map(|lines| {
            let line = |(at, (real_name, again, recused, importing, channel, due_at))| Line {
                at: at as i64 + 1,
                real_name,
                again,
                channel,
                due_at,
                recused,
                importing,
            };
            lines.into_iter().enumerate().map(line).collect()
        })
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_once_whatever_the_book_and_the_bound() {
    for round in 0..6 {
        let mut runner = TestRunner::new_with_rng(
            ProptestConfig::default(),
            proptest::test_runner::TestRng::from_seed(
                proptest::test_runner::RngAlgorithm::ChaCha,
                &[round; 32],
            ),
        );
        let lines = book().new_tree(&mut runner).unwrap().current();
        let sizes = (1_usize..30, 1_usize..70)
            .new_tree(&mut runner)
            .unwrap()
            .current();
        each_engine(async |store| {
            let office = SmallOffice::found(store).await;
            written(&office, &lines).await;
            for asked in ASKED {
                walked(&office, &lines, asked, sizes).await;
            }
        })
        .await;
    }
}

/// Walks a list to its end and back to its beginning; both ways every row is met once, in order.
async fn walked(office: &SmallOffice, lines: &[Line], asked: Asked, by: (usize, usize)) {
    let all = expected(lines, asked);
    let said = format!("{:?} by {by:?} of {}", asked.0, lines.len());
    let (mut met, mut cursor) = (Vec::new(), None);
    let mut last;
    loop {
        last = step(office, asked, cursor.as_deref(), by).await;
        let full = last.numbers.len() == by.0;
        assert!(
            full || last.short == last.next.is_some(),
            "{said}: {last:?}"
        );
        met.extend(last.numbers.clone());
        assert!(met.len() <= all.len(), "{said}: rows twice");
        cursor = last.next.clone();
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(met, all, "{said}");
    let mut met = last.numbers;
    let mut cursor = last.previous;
    while let Some(at) = cursor {
        let page = step(office, asked, Some(&at), by).await;
        let again = step(office, asked, page.next.as_deref(), by).await;
        let after: Vec<_> = met.iter().take(again.numbers.len()).cloned().collect();
        assert_eq!(again.numbers, after, "{said}: forward again from {at}");
        met.splice(0..0, page.numbers);
        cursor = page.previous;
    }
    assert_eq!(met, all, "{said}, backwards");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pair_met_once_beyond_the_bound_is_reached_by_its_cursors() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let line = |at: i64| Line {
            at,
            real_name: at % 2 == 0 || at == 7,
            again: at % 2 == 1,
            channel: "web",
            due_at: i64::MAX,
            recused: false,
            importing: false,
        };
        let lines: Vec<Line> = (1..=900).map(line).collect();
        written(&office, &lines).await;
        let pair = ASKED[2];
        let first = step(&office, pair, None, (20, 100)).await;
        assert_eq!((first.numbers.len(), first.short), (0, true));
        assert_eq!(first.previous, None);
        let (mut page, mut pages) = (first, 1);
        while page.numbers.is_empty() {
            page = step(&office, pair, page.next.as_deref(), (20, 100)).await;
            pages += 1;
        }
        assert_eq!(page.numbers, ["line-00007"]);
        assert_eq!(
            (page.next, pages),
            (None, 5),
            "450 rows of the index, 100 a page"
        );
    })
    .await;
}
