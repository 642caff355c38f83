//! Figures equal to what they count: random matters, seen from every organ by everybody, against the rows read
//! one by one, and against what assessments count.

use super::super::change;
use super::{Told, recusal, sound};
use crate::assessments::{Of, counted};
use crate::projections;
use crate::queries::balance::organs;
use crate::queries::figures::{Period, Scope, read};
use crate::queries::reader::Reader;
use crate::tallies::cells::{From, from};
use crate::testing::{MONDAY, SmallOffice, report_about};
use crate::{App, stream};
use casework::figures::{Axis, Cell as Counted, Filter};
use casework::rows::{Cell, Rows, Table, difference};
use casework::rules::Measure;
use casework::{PersonId, UnitId};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use std::collections::BTreeMap;
use store::testing::{fresh_postgres, fresh_sqlite};
use store::{Change, Write};

const UNITS: [&str; 5] = ["p", "c", "x", "y", "x-first"];
const LETTERS: [&str; 6] = ["fns", "ro", "fv", "el", "fnkc", "rn"];
const CLASSES: [&str; 3] = ["A", "B", ""];
const CHANNELS: [&str; 3] = ["web", "visit", "letter"];
const DOMAINS: [&str; 4] = ["", "rural", "rural fees", "business"];
const ROUNDS: [&str; 5] = ["dqty", "q", "dp", "dqg", "qu"];
const READERS: [&str; 4] = ["p-head", "c-leader", "x-leader", "y-clerk"];
const MATTERS: usize = 8;
const DAY: i64 = 86_400_000;

/// A matter: where it is, on which days it came, was concluded and is due, and choices for the rest.
type Life = (
    usize,
    i64,
    [usize; 5],
    bool,
    Option<(i64, usize)>,
    Option<(i64, u8)>,
);

/// Lives of matters, who is recused from which, and which days are asked for.
type World = (Vec<(usize, Life)>, Vec<(usize, usize)>, (i64, i64));

fn strategy() -> impl Strategy<Value = World> {
    let days = || -420_i64..3;
    let choices = [0..6_usize, 0..6, 0..6, 0..6, 0..6];
    let round = proptest::option::of((days(), 0..5_usize));
    let promise = proptest::option::of((-420_i64..40, 0..4_u8));
    let life = (
        0..5_usize,
        days(),
        choices,
        prop::bool::weighted(0.8),
        round,
        promise,
    );
    (
        proptest::collection::vec((0..MATTERS, life), 1..24),
        proptest::collection::vec((0..READERS.len(), 0..MATTERS), 0..4),
        (-430_i64..5, 0_i64..400),
    )
}

#[test]
fn figures_are_what_the_rows_say_whoever_asks_and_what_assessments_count() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (sqlite, _folder) = runtime.block_on(fresh_sqlite());
    let stores = [Some(sqlite), runtime.block_on(fresh_postgres())];
    for store in stores.into_iter().flatten() {
        let office = runtime.block_on(SmallOffice::found(store));
        let known = runtime.block_on(template(&office));
        let mut runner = TestRunner::new(Config::with_cases(24));
        let told = runner.run(&strategy(), |(lives, recused, days)| {
            runtime.block_on(async {
                live(&office.app, &known, &lives, &recused).await;
                compare(&office.app, days)
                    .await
                    .map_err(TestCaseError::fail)
            })
        });
        told.unwrap();
    }
}

/// The rows of a matter that came in and is no more.
async fn template(office: &SmallOffice) -> Rows {
    let done = office.file(report_about("钱某某")).await.unwrap();
    let id = office
        .app
        .matter_of(&done.number.unwrap())
        .await
        .unwrap()
        .unwrap();
    let matter = stream::matter(&office.app, id).await.unwrap();
    casework::matter::rows::rows(&matter, office.app.offset())
}

fn one(known: &Rows, table: Table) -> Vec<Cell> {
    let mut rows = known.iter();
    rows.find(|(key, _)| key.0 == table).unwrap().1.clone()
}

fn text(word: &str) -> Cell {
    Cell::Text(word.to_owned())
}

/// A row with some of its cells changed.
fn put(rows: &mut Rows, table: Table, mut row: Vec<Cell>, cells: &[(&str, Cell)]) {
    for (column, cell) in cells {
        let at = table
            .columns()
            .iter()
            .position(|known| known == column)
            .unwrap();
        row[at] = cell.clone();
    }
    let number = rows.len().to_string();
    rows.insert((table, number), row);
}

/// The unit and the organs above it.
fn line(unit: &str) -> Vec<&'static str> {
    match unit {
        "p" => vec!["p"],
        "c" => vec!["c", "p"],
        "x" => vec!["x", "c", "p"],
        "y" => vec!["y", "c", "p"],
        _ => vec!["x-first", "x", "c", "p"],
    }
}

fn rows(known: &Rows, nth: usize, life: &Life) -> Rows {
    let (unit, came, choice, told, round, promise) = life;
    let (unit, id) = (UNITS[*unit], format!("m{nth}"));
    let received = MONDAY + came * DAY;
    let flags = LETTERS[choice[0]];
    let concluded = round.filter(|(_, said)| ROUNDS[*said].contains('d'));
    let concluded = concluded.map_or(Cell::Null, |(on, _)| Cell::Int(MONDAY + on * DAY));
    let class = match CLASSES[choice[2] % 3] {
        "" => Cell::Null,
        class => text(class),
    };
    let turn = [('f', "first"), ('r', "repeat")].into_iter();
    let turn = turn
        .filter(|(letter, _)| flags.contains(*letter))
        .map(|(_, turn)| text(turn))
        .next();
    let finding = round.map(|(_, said)| match ROUNDS[said].contains(['t', 'p']) {
        true => text("true"),
        false => Cell::Null,
    });
    let replied = round.filter(|(_, said)| ROUNDS[*said].contains('y'));
    let mut rows = Rows::new();
    put(
        &mut rows,
        Table::Matters,
        one(known, Table::Matters),
        &[
            ("matter_id", text(&id)),
            ("number", text(&id)),
            ("channel", text(CHANNELS[choice[1] % 3])),
            ("class", class),
            ("flags", text(flags)),
            ("turn", turn.unwrap_or(Cell::Null)),
            ("over_level", Cell::Bool(flags.contains('o'))),
            ("real_name", Cell::Bool(flags.contains('n'))),
            ("excluded", Cell::Bool(flags.contains('e'))),
            ("managed", text(["county", "", "city"][choice[3] % 3])),
            ("domains", text(DOMAINS[choice[4] % 4])),
            ("heads", Cell::Int(choice[1] as i64)),
            ("received_at", Cell::Int(received)),
            ("told", Cell::Bool(*told)),
            ("finding", finding.unwrap_or(Cell::Null)),
            (
                "replied_at",
                replied.map_or(Cell::Null, |(on, _)| Cell::Int(MONDAY + on * DAY)),
            ),
            ("concluded_at", concluded.clone()),
            ("over", Cell::Bool(choice[4] == 5)),
            ("run_id", run(nth)),
        ],
    );
    // What is told of as any other is known to every organ above.
    let sight = line(unit).into_iter().enumerate();
    let sight = sight
        .filter(|(at, _)| *told || (choice[0] + at) % 3 > 0)
        .map(|(_, unit)| unit);
    for seen in sight {
        put(
            &mut rows,
            Table::Visible,
            one(known, Table::Visible),
            &[
                ("unit_id", text(seen)),
                ("matter_id", text(&id)),
                ("sort_key", text(&format!("{received:016}-{id}"))),
                ("received_at", Cell::Int(received)),
                ("channel", text(CHANNELS[choice[1] % 3])),
                ("again", Cell::Bool(flags.contains('r'))),
                ("over_level", Cell::Bool(flags.contains('o'))),
                ("concluded_at", concluded.clone()),
                ("over", Cell::Bool(choice[4] == 5)),
                ("run_id", run(nth)),
            ],
        );
    }
    if let Some((on, said)) = round {
        let result = ROUNDS[*said].chars().find_map(|letter| match letter {
            'g' => Some(text("satisfied")),
            'u' => Some(text("dissatisfied")),
            _ => None,
        });
        let at = MONDAY + on * DAY;
        let row = vec![
            text(&id),
            Cell::Int(1),
            text(unit),
            Cell::Int(at),
            Cell::Null,
            Cell::Null,
            Cell::Null,
            result.unwrap_or(Cell::Null),
            Cell::Null,
            Cell::Null,
            run(nth),
            text(ROUNDS[*said]),
        ];
        put(&mut rows, Table::Answers, row, &[]);
    }
    if let Some((on, how)) = promise {
        let due = MONDAY + on * DAY + 7;
        let ended = [None, Some(due - 5), Some(due + 5), Some(due - 5)][usize::from(*how)];
        let by = ended.map(|_| {
            text(
                [
                    "",
                    "matter.result-reported",
                    "matter.result-reported",
                    "matter.voided",
                ][usize::from(*how)],
            )
        });
        let row = vec![
            text(&id),
            Cell::Int(1),
            text(["report-result", "sign", "report-result", "accept-fast"][choice[2] % 4]),
            text(unit),
            Cell::Int(due),
            Cell::Null,
            // What ran out ran out before today; what is put off is not lapsed any more.
            Cell::Bool(*how != 1 && *on < 0),
            ended.map_or(Cell::Null, Cell::Int),
            by.unwrap_or(Cell::Null),
            run(nth),
            Cell::Null,
            Cell::Null,
            Cell::Null,
        ];
        put(&mut rows, Table::Clocks, row, &[]);
    }
    rows
}

/// Every third matter was imported by a run that is under way.
fn run(nth: usize) -> Cell {
    if nth % 3 == 2 {
        text("run-a")
    } else {
        Cell::Null
    }
}

async fn commit(app: &App, changes: Vec<Change>, tallies: Vec<store::Tally>) {
    let write = Write {
        changes,
        tallies,
        ..Write::default()
    };
    app.store().commit(write).await.unwrap();
}

/// Nothing is left of earlier lives; then each life is a write, a later one of the same matter in its place.
async fn live(app: &App, known: &Rows, lives: &[(usize, Life)], recused: &[(usize, usize)]) {
    let tables = [
        "holdings",
        "clocks",
        "recused",
        "visible",
        "answers",
        "matters",
        "open_runs",
        "tallies",
    ];
    let away = tables.map(|table| Change::new(format!("DELETE FROM {table}"), Vec::new()));
    commit(app, away.to_vec(), Vec::new()).await;
    let open = "INSERT INTO open_runs (run_id, started_at) VALUES ('run-a', 0)";
    commit(
        app,
        vec![Change::new(open.to_owned(), Vec::new())],
        Vec::new(),
    )
    .await;
    let mut before: BTreeMap<usize, Rows> = BTreeMap::new();
    for (nth, life) in lives {
        let after = rows(known, *nth, life);
        let was = before.insert(*nth, after.clone()).unwrap_or_default();
        let gone = difference(&was, &Rows::new());
        commit(app, projections::changes(gone), Vec::new()).await;
        let tallies = change(&was, &after, app.offset());
        commit(
            app,
            projections::changes(difference(&Rows::new(), &after)),
            tallies,
        )
        .await;
    }
    for (person, nth) in recused {
        let recused = recusal(READERS[*person], &format!("m{nth}"));
        commit(app, vec![recused], Vec::new()).await;
    }
}

type Found = BTreeMap<(usize, &'static str, String, String), i64>;

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
            same(app, &reader, &scope, &periods, None).await?;
            let apart = scope.apart(&reader.office, &heads);
            same(app, &reader, &apart, &periods, Some(&heads)).await?;
        }
        let organ = reader.office.organ_of(&reader.units[0]).unwrap().clone();
        for unit in organs(&reader) {
            of_assessments(app, &reader, (&organ, &unit), asked).await?;
        }
    }
    sound(app).await
}

async fn same(
    app: &App,
    reader: &Reader,
    scope: &Scope,
    periods: &[Period],
    heads: Option<&[UnitId]>,
) -> Told {
    let sums = read(app, scope, (Axis::ALL, periods)).await.unwrap();
    let mut found = Found::new();
    for sum in sums {
        let owner = heads.map_or(String::new(), |_| sum.owner.clone());
        *found
            .entry((sum.nth, sum.axis.as_str(), owner, sum.word))
            .or_default() += sum.total;
    }
    found.retain(|_, total| *total != 0);
    let direct = direct(app, reader, scope, periods, heads).await;
    match found == direct {
        true => Ok(()),
        false => Err(format!(
            "{}: counted {found:?}, the rows say {direct:?}",
            reader.person
        )),
    }
}

/// The same read row by row.
async fn direct(
    app: &App,
    reader: &Reader,
    scope: &Scope,
    periods: &[Period],
    heads: Option<&[UnitId]>,
) -> Found {
    let mut found = Found::new();
    let eyes: Vec<String> = reader
        .units
        .iter()
        .map(|unit| format!("'{unit}'"))
        .collect();
    for axis in Axis::ALL {
        // What procedures score and check is compared in `procedures`.
        let From::Matters(of) = from(*axis) else {
            continue;
        };
        let sql = format!(
            "SELECT {}, {}, {}, CAST({} AS bigint), v.unit_id {} AND m.run_id IS NULL AND m.matter_id NOT IN \
             (SELECT matter_id FROM recused WHERE person_id = '{}') AND (m.told OR EXISTS (SELECT 1 FROM visible w \
             WHERE w.matter_id = m.matter_id AND w.unit_id IN ({})))",
            of.owner,
            of.at,
            of.word(),
            of.weight,
            of.from,
            reader.person,
            eyes.join(", ")
        );
        for row in app.store().rows(&sql, &[]).await.unwrap() {
            let (owner, at, word) = (
                row.text(0).unwrap(),
                row.int(1).unwrap(),
                row.text(2).unwrap(),
            );
            let head = match axis {
                Axis::Arrived | Axis::Visitors => {
                    scope.seen.iter().find(|unit| unit.as_str() == owner)
                }
                _ => scope
                    .answering
                    .iter()
                    .find(|(unit, _)| unit.as_str() == owner)
                    .map(|(_, head)| head),
            };
            let waits = word.starts_with('w') && *axis == Axis::Due && at >= app.now().at;
            // It counts for the unit it is told of, if that unit may see it.
            let head = head.filter(|head| !waits && head.as_str() == row.text(4).unwrap());
            let Some(head) = head else {
                continue;
            };
            for (nth, period) in periods.iter().enumerate() {
                let begins = app.offset().midnight(period.from);
                let ends = app.offset().midnight(period.until.tomorrow().unwrap());
                if (begins..ends).contains(&at) {
                    let head = heads.map_or(String::new(), |_| head.to_string());
                    let key = (nth, axis.as_str(), head, word.to_owned());
                    *found.entry(key).or_default() += row.int(3).unwrap();
                }
            }
        }
    }
    found
}

/// What an assessment measures of an organ is the metric of the same name.
async fn of_assessments(
    app: &App,
    reader: &Reader,
    (by, unit): (&UnitId, &UnitId),
    period: Period,
) -> Told {
    let pairs = [
        (Measure::Repeated, "repeat-rate"),
        (Measure::OverLevel, "over-level-rate"),
        (Measure::Verified, "true-rate"),
        (Measure::Replied, "reply-rate"),
        (Measure::Participation, "participation-rate"),
        (Measure::Satisfaction, "satisfaction-rate"),
        (Measure::OnTime, "on-time-rate"),
        (Measure::FirstOnTime, "first-on-time-rate"),
    ];
    let of = Of::new(app, &reader.office, (by, unit), (period.from, period.until));
    let scope = Scope::new(&reader.office, unit, "", std::slice::from_ref(by));
    let sums = read(app, &scope, (Axis::ALL, &[period])).await.unwrap();
    let metrics = &app.rules().metrics;
    for (measure, id) in pairs {
        let metric = metrics.metric(id).unwrap();
        let count = |id: &str| {
            let rule = metrics.count(id).unwrap();
            let held = sums.iter().filter(|sum| {
                let cell = Counted::parse(&sum.word).unwrap();
                sum.axis == rule.axis && rule.counts(&cell) && Filter::default().takes(&cell)
            });
            held.map(|sum| sum.total).sum::<i64>()
        };
        let told = (count(&metric.part), count(metric.whole.as_ref().unwrap()));
        let measured = counted(app, &of, measure).await.unwrap();
        if told != measured {
            return Err(format!(
                "{id} of {unit} for {by}: {told:?}, assessed {measured:?}"
            ));
        }
    }
    Ok(())
}
