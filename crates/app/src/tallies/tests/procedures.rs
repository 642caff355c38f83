//! Figures of what procedures score and check equal to their rows: random case reviews and inspections, seen from
//! every organ by everybody, against the rows read one by one; and the lists behind them.

use super::super::change_of_procedure;
use super::{Told, recusal, sound};
use crate::App;
use crate::projections;
use crate::queries::balance::organs;
use crate::queries::figures::{Period, Scope, Sought, checks, read};
use crate::queries::reader::Reader;
use crate::testing::{MONDAY, SmallOffice};
use casework::figures::{Axis, Cell as Counted, Filter};
use casework::rows::{Cell, Rows, Table, difference};
use casework::{PersonId, UnitId};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use std::collections::BTreeMap;
use store::testing::{fresh_postgres, fresh_sqlite};
use store::{Change, Tally, Write};

const ORGANS: [&str; 4] = ["p", "c", "x", "y"];
const GRADES: [&str; 3] = ["excellent", "qualified", "unqualified"];
const CHECKS: [&str; 3] = ["platform", "late-signed", "venue"];
const SHEETS: [&str; 2] = ["case-review", "sour-hot"];
const READERS: [&str; 4] = ["p-head", "c-leader", "x-leader", "y-clerk"];
const AXES: [Axis; 3] = [Axis::Scored, Axis::Points, Axis::Checked];
const DAY: i64 = 86_400_000;

/// An item: its day, where it has one and never after today, what it came to, and the matter it is about.
type One = (Option<i64>, usize, usize);

/// A procedure: whether a review, its organ, its kind and its items.
type Life = (bool, usize, usize, Vec<One>);

type World = (Vec<(usize, Life)>, Vec<(usize, usize)>, (i64, i64));

fn strategy() -> impl Strategy<Value = World> {
    let one = (proptest::option::of(-420_i64..1), 0..101_usize, 0..4_usize);
    let items = proptest::collection::vec(one, 0..5);
    let life = (any::<bool>(), 0..ORGANS.len(), 0..3_usize, items);
    (
        proptest::collection::vec((0..6_usize, life), 1..16),
        proptest::collection::vec((0..READERS.len(), 0..4_usize), 0..4),
        (-430_i64..5, 0_i64..400),
    )
}

#[test]
fn figures_of_reviews_and_inspections_are_what_the_rows_say_whoever_asks() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (sqlite, _folder) = runtime.block_on(fresh_sqlite());
    let stores = [Some(sqlite), runtime.block_on(fresh_postgres())];
    for store in stores.into_iter().flatten() {
        let office = runtime.block_on(SmallOffice::found(store));
        let mut runner = TestRunner::new(Config::with_cases(24));
        let told = runner.run(&strategy(), |(lives, recused, days)| {
            runtime.block_on(async {
                live(&office.app, &lives, &recused).await;
                compare(&office.app, days)
                    .await
                    .map_err(TestCaseError::fail)
            })
        });
        told.unwrap();
    }
}

fn text(word: &str) -> Cell {
    Cell::Text(word.to_owned())
}

/// A row of a table: what is not told of a column is nothing, no or none of it.
fn put(rows: &mut Rows, table: Table, cells: &[(&str, Cell)]) {
    let row = table.columns().iter().map(|column| {
        let told = cells.iter().find(|(known, _)| known == column);
        told.map_or(Cell::Null, |(_, cell)| cell.clone())
    });
    let number = rows.len().to_string();
    rows.insert((table, number), row.collect());
}

fn above(organ: &str) -> Vec<&'static str> {
    match organ {
        "p" => vec!["p"],
        "c" => vec!["c", "p"],
        "x" => vec!["x", "c", "p"],
        _ => vec!["y", "c", "p"],
    }
}

fn rows(nth: usize, (review, organ, kind, items): &Life) -> Rows {
    let mut rows = Rows::new();
    let id = || text(&format!("procedure-{nth}"));
    let organ = ORGANS[*organ];
    let (noun, kind) = match review {
        true => ("review", SHEETS[kind % 2]),
        false => ("inspection", CHECKS[*kind]),
    };
    let own = [
        ("procedure_id", id()),
        ("noun", text(noun)),
        ("number", text(&format!("N{nth}"))),
        ("kind", text(kind)),
        ("stage", text("opened")),
        ("unit_id", text(organ)),
        ("opened_at", Cell::Int(MONDAY - 400 * DAY)),
    ];
    put(&mut rows, Table::Procedures, &own);
    for unit in above(organ) {
        let seen = [
            ("unit_id", text(unit)),
            ("procedure_id", id()),
            ("noun", text(noun)),
            ("opened_at", Cell::Int(MONDAY - 400 * DAY)),
            ("is_over", Cell::Bool(false)),
        ];
        put(&mut rows, Table::ProcedureVisible, &seen);
    }
    for (item, (on, came, matter)) in items.iter().enumerate() {
        let number = || Cell::Int(item as i64 + 1);
        let at = on.map(|on| MONDAY + on * DAY);
        let of = [
            ("procedure_id", id()),
            ("item", number()),
            ("matter_id", text(&format!("m{matter}"))),
            ("noun", text(noun)),
            ("unit_id", text("x")),
            ("state", text("faulty")),
        ];
        put(&mut rows, Table::ProcedureItems, &of);
        if !review {
            let checked = [
                ("procedure_id", id()),
                ("item", number()),
                ("organ_id", text(organ)),
                ("unit_id", text("x")),
                ("kind", text(kind)),
                ("state", text("faulty")),
                ("opened_at", Cell::Int(MONDAY - 400 * DAY)),
                ("checked_at", at.map_or(Cell::Null, Cell::Int)),
                ("faulted", Cell::Bool(came % 2 == 0)),
                ("settled", Cell::Bool(came % 4 == 0)),
                ("filed", Cell::Int(0)),
                ("dealt", Cell::Int(0)),
            ];
            put(&mut rows, Table::InspectionItems, &checked);
        } else if let Some(at) = at {
            let scored = [
                ("procedure_id", id()),
                ("item", number()),
                ("matter_id", text(&format!("m{matter}"))),
                ("unit_id", text("x")),
                ("organ_id", text(organ)),
                ("year", Cell::Int(2026)),
                ("state", text("settled")),
                ("score", Cell::Int(*came as i64)),
                ("grade", text(GRADES[came % 3])),
                ("overturned", Cell::Bool(false)),
                ("late", Cell::Bool(false)),
                ("held", Cell::Int(0)),
                ("light", Cell::Bool(false)),
                ("published_at", Cell::Int(at)),
            ];
            put(&mut rows, Table::ReviewItems, &scored);
        }
    }
    rows
}

async fn commit(app: &App, changes: Vec<Change>, tallies: Vec<Tally>) {
    let write = Write {
        changes,
        tallies,
        ..Write::default()
    };
    app.store().commit(write).await.unwrap();
}

/// Nothing is left of earlier lives; then each life is a write, a later one of the same procedure in its place.
async fn live(app: &App, lives: &[(usize, Life)], recused: &[(usize, usize)]) {
    let tables = [
        "procedures",
        "procedure_visible",
        "procedure_items",
        "inspection_items",
        "review_items",
        "recused",
        "tallies",
    ];
    let away = tables.map(|table| Change::new(format!("DELETE FROM {table}"), Vec::new()));
    commit(app, away.to_vec(), Vec::new()).await;
    let mut before: BTreeMap<usize, Rows> = BTreeMap::new();
    for (nth, life) in lives {
        let after = rows(*nth, life);
        let was = before.insert(*nth, after.clone()).unwrap_or_default();
        let gone = difference(&was, &Rows::new());
        commit(app, projections::changes(gone), Vec::new()).await;
        let new = projections::changes(difference(&Rows::new(), &after));
        commit(app, new, change_of_procedure(&was, &after, app.offset())).await;
    }
    for (person, nth) in recused {
        let recused = recusal(READERS[*person], &format!("m{nth}"));
        commit(app, vec![recused], Vec::new()).await;
    }
}

async fn compare(app: &App, (from, days): (i64, i64)) -> Told {
    let from = date(2026, 3, 2).saturating_add(from.days());
    let asked = Period::between(from, from.saturating_add(days.days())).unwrap();
    let periods = [
        asked,
        asked.year_before(),
        Period::parse("2026-02").unwrap(),
    ];
    for person in READERS {
        let person = PersonId::from(person);
        let reader = Reader::of(app, &person).await.unwrap();
        let heads: Vec<UnitId> = ["c", "x", "y"].map(UnitId::from).to_vec();
        for organ in organs(&reader) {
            let scope = Scope::new(&reader.office, &organ, person.as_str(), &reader.units);
            same(app, &reader, &scope, &periods, false).await?;
            lists(app, &reader, &organ, (asked, &scope)).await?;
            let apart = scope.apart(&reader.office, &heads);
            same(app, &reader, &apart, &periods, true).await?;
        }
    }
    sound(app).await
}

type Found = BTreeMap<(usize, &'static str, String, String), i64>;

async fn same(app: &App, reader: &Reader, scope: &Scope, periods: &[Period], apart: bool) -> Told {
    let mut found = Found::new();
    for sum in read(app, scope, (&AXES, periods)).await.unwrap() {
        let owner = if apart { sum.owner } else { String::new() };
        *found
            .entry((sum.nth, sum.axis.as_str(), owner, sum.word))
            .or_default() += sum.total;
    }
    found.retain(|_, total| *total != 0);
    let mut direct = Found::new();
    for (axis, at, owner, word, weight) in items(app, reader).await {
        let head = scope.answering.iter().find(|(unit, _)| *unit == owner);
        let Some((_, head)) = head else { continue };
        for (nth, period) in periods.iter().enumerate() {
            if within(app, *period, at) {
                let head = if apart {
                    head.to_string()
                } else {
                    String::new()
                };
                let key = (nth, axis.as_str(), head, word.clone());
                *direct.entry(key).or_default() += weight;
            }
        }
    }
    direct.retain(|_, total| *total != 0);
    match found == direct {
        true => Ok(()),
        false => Err(format!(
            "{}: counted {found:?}, the rows say {direct:?}",
            reader.person
        )),
    }
}

fn within(app: &App, period: Period, at: i64) -> bool {
    let begins = app.offset().midnight(period.from);
    let ends = app.offset().midnight(period.until.tomorrow().unwrap());
    (begins..ends).contains(&at)
}

/// Every item the reader is not recused from, read row by row and put into words here.
async fn items(app: &App, reader: &Reader) -> Vec<(Axis, i64, UnitId, String, i64)> {
    let recused = format!(
        "NOT EXISTS (SELECT 1 FROM procedure_items q, recused x WHERE q.procedure_id = i.procedure_id \
         AND q.item = i.item AND x.matter_id = q.matter_id AND x.person_id = '{}')",
        reader.person
    );
    let mut found = Vec::new();
    let sql = format!(
        "SELECT i.published_at, i.organ_id, p.kind, i.grade, i.score FROM review_items i, procedures p \
         WHERE p.procedure_id = i.procedure_id AND {recused}"
    );
    for row in app.store().rows(&sql, &[]).await.unwrap() {
        let (at, organ) = (row.int(0).unwrap(), UnitId::from(row.text(1).unwrap()));
        let word = format!("|{}|{}||", row.text(2).unwrap(), row.text(3).unwrap());
        found.push((Axis::Scored, at, organ.clone(), word.clone(), 1));
        found.push((Axis::Points, at, organ, word, row.int(4).unwrap()));
    }
    let sql = format!(
        "SELECT i.checked_at, i.organ_id, i.kind, i.faulted, i.settled FROM inspection_items i \
         WHERE i.checked_at IS NOT NULL AND {recused}"
    );
    for row in app.store().rows(&sql, &[]).await.unwrap() {
        let mut word = String::new();
        word.extend(row.bool(3).unwrap().then_some('h'));
        word.extend(row.bool(4).unwrap().then_some('m'));
        let word = format!("{word}|{}|||", row.text(2).unwrap());
        let organ = UnitId::from(row.text(1).unwrap());
        found.push((Axis::Checked, row.int(0).unwrap(), organ, word, 1));
    }
    found
}

/// Behind every figure stands its list: as many items as the count, for whoever reads for a whole organ.
async fn lists(
    app: &App,
    reader: &Reader,
    organ: &UnitId,
    (period, scope): (Period, &Scope),
) -> Told {
    let Some(period) = period.up_to(reader.on()) else {
        return Ok(());
    };
    let sums = read(app, scope, (&AXES, &[period])).await.unwrap();
    let counts = app.rules().metrics.counts.iter();
    for count in counts.filter(|count| AXES.contains(&count.axis) && count.axis != Axis::Points) {
        let held = sums.iter().filter(|sum| {
            let cell = Counted::parse(&sum.word).unwrap();
            sum.axis == count.axis && count.counts(&cell)
        });
        let counted: i64 = held.map(|sum| sum.total).sum();
        let sought = Sought {
            organ,
            period,
            filter: &Filter::default(),
            count,
        };
        let (mut listed, mut cursor) = (0, None::<String>);
        loop {
            let page = checks(app, &reader.person, sought, cursor.as_deref()).await;
            let page = page.map_err(|failure| failure.to_string())?;
            listed += page.rows.len() as i64;
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        if listed != counted {
            let who = &reader.person;
            return Err(format!(
                "{} of {organ} for {who}: {counted}, listed {listed}",
                count.id
            ));
        }
    }
    Ok(())
}
