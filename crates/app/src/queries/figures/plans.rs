//! How figures, their trends and their lists are read in an office of tens of thousands of matters: whole months
//! by the key of the counts, days at the edges and single rows by an index, nothing as a whole, on both engines.

use super::{Period, Scope, Sought, checks, items, overview, sums};
use crate::App;
use crate::queries::listing::plan;
use crate::queries::reader::Reader;
use crate::tallies::cells::{From, from};
use crate::tallies::{check, recount};
use crate::testing::{MONDAY, SmallOffice};
use casework::figures::{Axis, Filter};
use casework::{PersonId, UnitId};
use store::testing::each_engine;
use store::{Change, Engine, Value, Write};

const DAY: i64 = 86_400_000;

const TABLES: [&str; 10] = [
    "clocks",
    "matters",
    "visible",
    "answers",
    "recused",
    "procedures",
    "procedure_visible",
    "procedure_items",
    "review_items",
    "inspection_items",
];

/// Ten years of matters in two counties, a promise and a conclusion each; one in a thousand told of to few.
/// Besides, ten years of reviews and inspections.
fn crowd() -> Vec<String> {
    let rows = |many: i64| {
        format!(
            "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {many}) SELECT"
        )
    };
    let sixty = 60 * DAY;
    let on = format!("{MONDAY} + (40 - CAST(n AS bigint) % 3650) * {DAY}");
    vec![
        format!(
            "INSERT INTO clocks (matter_id, clock, rule, owner, due_at, lapsed, ended_at, ended_by) {} \
             'm-' || n, 1, CASE n % 4 WHEN 0 THEN 'sign' WHEN 1 THEN 'route' ELSE 'report-result' END, \
             CASE WHEN n % 2 = 0 THEN 'x' ELSE 'y' END, {on}, n % 30 = 0, \
             CASE WHEN n % 7 > 0 THEN {on} END, 'matter.result-reported' FROM c",
            rows(40_000)
        ),
        format!(
            "INSERT INTO matters (matter_id, number, stage, channel, region, receiver, holder, real_name, repeats, \
             excluded, received_at, entered_at, due_at, lapsed, over, touched_at, version, told) \
             SELECT matter_id, matter_id, 'routed', 'letter', '', 'p', owner, FALSE, 0, FALSE, due_at - {sixty}, \
             0, 0, FALSE, FALSE, 0, 1, matter_id NOT LIKE '%000' FROM clocks"
        ),
        format!(
            "INSERT INTO visible (unit_id, matter_id, sort_key, stage, channel, holder, real_name, due_at, \
             received_at, over, repeats) SELECT u.column1, matter_id, \
             '000' || CAST(due_at - {sixty} AS text) || '-' || matter_id, \
             'routed', 'letter', owner, FALSE, 0, due_at - {sixty}, FALSE, 0 \
             FROM clocks CROSS JOIN (VALUES ('p'), ('c'), ('x'), ('o'), ('q'), ('r')) AS u"
        ),
        "INSERT INTO answers (matter_id, round, unit_id, concluded_at, flags) \
         SELECT matter_id, 1, owner, due_at, 'dqt' FROM clocks"
            .to_owned(),
        "INSERT INTO recused (person_id, matter_id) VALUES ('p-head', 'm-4')".to_owned(),
        format!(
            "INSERT INTO procedures (procedure_id, noun, number, kind, stage, unit_id, opened_at) {} \
             'p-' || n, CASE WHEN n % 2 = 0 THEN 'review' ELSE 'inspection' END, 'N' || n, \
             CASE WHEN n % 2 = 0 THEN 'case-review' ELSE 'platform' END, 'opened', 'p', {on} FROM c",
            rows(4_000)
        ),
        "INSERT INTO procedure_visible (unit_id, procedure_id, noun, opened_at, is_over) \
         SELECT u.column1, procedure_id, noun, opened_at, FALSE \
         FROM procedures CROSS JOIN (VALUES ('p'), ('x')) AS u"
            .to_owned(),
        format!(
            "INSERT INTO procedure_items (procedure_id, item, matter_id, noun, unit_id, state) {} \
             'p-' || (1 + n % 4000), 1 + n / 4000, 'm-' || n, 'review', 'x', 'faulty' FROM c",
            rows(40_000)
        ),
        "INSERT INTO review_items (procedure_id, item, matter_id, unit_id, organ_id, year, state, score, grade, \
         overturned, late, held, light, published_at) SELECT q.procedure_id, q.item, q.matter_id, 'x', \
         CASE WHEN q.item % 2 = 0 THEN 'p' ELSE 'x' END, 2026, 'settled', 80, 'qualified', FALSE, FALSE, 0, FALSE, \
         p.opened_at FROM procedure_items q JOIN procedures p ON p.procedure_id = q.procedure_id \
         WHERE p.noun = 'review'"
            .to_owned(),
        "INSERT INTO inspection_items (procedure_id, item, organ_id, unit_id, kind, state, opened_at, checked_at, \
         faulted, settled) SELECT q.procedure_id, q.item, CASE WHEN q.item % 2 = 0 THEN 'p' ELSE 'x' END, 'x', \
         'platform', 'faulty', p.opened_at, p.opened_at, q.item % 3 = 0, FALSE \
         FROM procedure_items q JOIN procedures p ON p.procedure_id = q.procedure_id WHERE p.noun = 'inspection'"
            .to_owned(),
    ]
}

async fn filled(office: &SmallOffice) {
    let mut texts = crowd();
    commit(office, &texts).await;
    recount(&office.app).await.unwrap();
    if office.app.store().engine() == Engine::Postgres {
        let tables = TABLES.iter().chain(&["tallies"]);
        texts = tables.map(|table| format!("ANALYZE {table}")).collect();
        commit(office, &texts).await;
    }
}

async fn commit(office: &SmallOffice, texts: &[String]) {
    let changes = texts.iter().map(|sql| Change::new(sql.clone(), Vec::new()));
    let write = Write {
        changes: changes.collect(),
        ..Write::default()
    };
    office.app.store().commit(write).await.unwrap();
}

/// Tables that a time is looked up in: one of them read as a whole is a figure that grows with the years.
const RANGED: [&str; 7] = [
    "tallies",
    "visible",
    "clocks",
    "answers",
    "procedure_items",
    "review_items",
    "inspection_items",
];

/// What statements of figures call those tables and what is joined to them.
const CALLED: [&str; 9] = ["v", "m", "c", "a", "i", "p", "q", "w", "tallies"];

/// Lines of a plan that read as a whole what a figure is looked up in. The embedded engine joins row by row, so
/// that no table is read whole but what is told of to few, import runs under way, and who is recused. The other
/// may hash what is joined (matters, procedures) where that is as small as here; where the rows of a time come
/// from is an index on both.
fn whole(engine: Engine, told: &[String]) -> Vec<String> {
    let (before, tables): (_, &[&str]) = match engine {
        Engine::Sqlite => ("SCAN ", &CALLED),
        Engine::Postgres => ("Seq Scan on ", &RANGED),
    };
    let reads = |line: &&String| {
        let of = line.split_once(before);
        let of = of.and_then(|(_, rest)| rest.split(' ').next());
        of.is_some_and(|of| tables.contains(&of))
    };
    told.iter().filter(reads).cloned().collect()
}

/// What is wrong with how a statement is read.
async fn astray(app: &App, what: &str, asked: (String, Vec<Value>)) -> String {
    let told = plan(app, asked).await.unwrap();
    match whole(app.store().engine(), &told) {
        lines if lines.is_empty() => String::new(),
        lines => format!("{what}: {lines:?}\n{}\n\n", told.join("\n")),
    }
}

/// A month, a quarter, a year, days within months, and the months of a trend, as figures ask for them.
fn times() -> Vec<(&'static str, Vec<Period>)> {
    let compared = |period: Period| vec![period, period.year_before(), period.before()];
    let of = |word: &str| Period::parse(word).unwrap();
    let days = Period::between("2025-11-17".parse().unwrap(), "2026-02-09".parse().unwrap());
    vec![
        ("a month", compared(of("2026-02"))),
        ("this month", compared(of("2026-03"))),
        ("a quarter", compared(of("2025-q4"))),
        ("a year", compared(of("2025"))),
        ("days", compared(days.unwrap())),
        ("twelve months", of("2026-03").last_months(12)),
        ("two years of months", of("2026-03").last_months(24)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_of_any_time_their_trends_and_lists_are_read_by_an_index() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        filled(&office).await;
        let app = &office.app;
        assert_eq!(check(app).await.unwrap(), None);
        let reader = Reader::of(app, &PersonId::from("p-head")).await.unwrap();
        let organ = UnitId::from("p");
        let scope = Scope::new(&reader.office, &organ, "p-head", &reader.units);
        let below = ["c", "x", "y"].map(UnitId::from);
        let apart = scope.clone().apart(&reader.office, &below);
        let mut wrong = String::new();
        for (what, periods) in times() {
            for (whose, scope) in [("all", &scope), ("each", &apart)] {
                for axes in Axis::ALL
                    .iter()
                    .map(std::slice::from_ref)
                    .chain([Axis::ALL])
                {
                    let what = format!("{what}, of {whose}, {axes:?}");
                    let asked = sums::statement(app, scope, (axes, &periods));
                    wrong.push_str(&astray(app, &what, asked).await);
                }
            }
        }
        wrong.push_str(&astray(app, "ages", overview::open(&reader, &organ)).await);
        for count in &app.rules().metrics.counts {
            for period in ["2026-02", "2025"].map(|word| Period::parse(word).unwrap()) {
                let filter = Filter::default();
                let sought = Sought {
                    organ: &organ,
                    period,
                    filter: &filter,
                    count,
                };
                for cursor in [None, Some("1700000000000.m-5.1")] {
                    let asked = match from(count.axis) {
                        From::Matters(of) => {
                            items::statement(app, &reader, (&scope, sought, of), cursor)
                        }
                        From::Procedures(of) => {
                            checks::statement(app, &reader, (&scope, sought, of), cursor)
                        }
                    };
                    let what = format!("list of {}", count.id);
                    wrong.push_str(&astray(app, &what, asked).await);
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    })
    .await;
}

#[test]
fn a_plan_that_reads_a_table_as_a_whole_is_told() {
    let lines = |line: &str| vec![line.to_owned()];
    for (engine, line, is_whole) in [
        (Engine::Sqlite, "SCAN m", true),
        (Engine::Sqlite, "SCAN i USING INDEX review_items_year", true),
        (
            Engine::Sqlite,
            "SCAN matters USING COVERING INDEX matters_apart",
            false,
        ),
        (
            Engine::Sqlite,
            "SEARCH m USING PRIMARY KEY (matter_id=?)",
            false,
        ),
        (
            Engine::Postgres,
            "  ->  Seq Scan on visible v  (cost=0.00..1)",
            true,
        ),
        (
            Engine::Postgres,
            "Index Scan using visible_by_arrival on visible v",
            false,
        ),
    ] {
        assert_eq!(!whole(engine, &lines(line)).is_empty(), is_whole, "{line}");
    }
}
