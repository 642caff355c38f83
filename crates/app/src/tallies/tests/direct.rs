//! The same figures counted row by row, as nobody could afford at a million matters.

use super::lives::{ORGANS, PEOPLE};
use super::{Told, sound};
use crate::App;
use crate::queries::balance::{Seen, balance, organs, wall};
use crate::queries::reader::Reader;
use crate::queries::supervision::slips::Pages;
use crate::queries::supervision::{late, plan};
use casework::PersonId;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use store::Value;

/// Compares every figure of everybody.
pub(super) async fn compare(app: &App, (from, days): (i64, i64)) -> Told {
    let from = date(2026, 3, 2).saturating_add(from.days());
    let asked = (from, from.saturating_add(days.days()));
    for person in PEOPLE {
        let person = PersonId::from(person);
        let reader = Reader::of(app, &person).await.unwrap();
        for organ in organs(&reader) {
            let seen = Seen {
                reader: &reader,
                organ: &organ,
            };
            of_balance(app, &seen, asked).await?;
            of_wall(app, &seen).await?;
        }
    }
    of_supervision(app).await?;
    sound(app).await
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, counted: T, direct: T) -> Told {
    match counted == direct {
        true => Ok(()),
        false => Err(format!(
            "{what}: counted {counted:?}, the rows say {direct:?}"
        )),
    }
}

type Groups = Vec<(String, i64)>;

async fn grouped(app: &App, sql: &str, params: &[Value]) -> Groups {
    let rows = app.store().rows(sql, params).await.unwrap();
    let pairs = rows.iter();
    let pairs = pairs.map(|row| (row.text(0).unwrap().to_owned(), row.int(1).unwrap()));
    pairs.collect()
}

fn in_order(mut groups: Groups) -> Groups {
    groups.sort();
    groups
}

async fn one(app: &App, sql: &str, params: &[Value]) -> i64 {
    app.store().rows(sql, params).await.unwrap()[0]
        .int(0)
        .unwrap()
}

async fn of_balance(app: &App, seen: &Seen<'_>, days: (Date, Date)) -> Told {
    let found = balance(app, &seen.reader.person, seen.organ, days).await;
    let found = found.unwrap();
    let begins = app.offset().midnight(days.0);
    let ends = app.offset().midnight(days.1.tomorrow().unwrap());
    let mut params = seen.params();
    params.extend([begins.into(), ends.into()]);
    let (from, until) = (params.len() - 1, params.len());
    let flow = |word: &str, at: &str| {
        format!(
            "SELECT h.{word}, count(*) FROM holdings h WHERE {} AND h.{at} >= ${from} AND h.{at} < ${until} \
             GROUP BY h.{word} ORDER BY 1",
            seen.condition()
        )
    };
    let came = found.came.iter();
    let came = came.map(|(way, count)| (way.as_str().to_owned(), *count));
    let direct = grouped(app, &flow("came", "from_at"), &params).await;
    same("came", in_order(came.collect()), direct)?;
    let went = found.went.iter();
    let went = went.map(|(way, count)| (way.as_str().to_owned(), *count));
    let direct = grouped(app, &flow("went", "until_at"), &params).await;
    same("went", in_order(went.collect()), direct)?;
    for (what, counted, at) in [
        ("opening", found.opening, begins),
        ("closing", found.closing, ends),
    ] {
        let mut params = seen.params();
        params.push(at.into());
        let at = params.len();
        let sql = format!(
            "SELECT count(*) FROM holdings h WHERE {} AND h.from_at < ${at} \
             AND (h.until_at IS NULL OR h.until_at >= ${at})",
            seen.condition()
        );
        same(what, counted, one(app, &sql, &params).await)?;
    }
    Ok(())
}

async fn of_wall(app: &App, seen: &Seen<'_>) -> Told {
    let chart = wall(app, &seen.reader.person, Some(seen.organ)).await;
    let chart = chart.unwrap();
    let row = &chart.rows[0];
    let mut params = seen.params();
    params.push(app.now().at.into());
    let sql = format!(
        "SELECT h.stage, count(*), count(*) FILTER (WHERE h.due_at < ${}) FROM holdings h \
         WHERE {} AND h.until_at IS NULL GROUP BY h.stage",
        params.len(),
        seen.condition()
    );
    let rows = app.store().rows(&sql, &params).await.unwrap();
    let count = |stage: &str| {
        let found = rows.iter().find(|row| row.text(0).unwrap() == stage);
        found.map_or(0, |row| row.int(1).unwrap())
    };
    let direct = chart.stages.iter().map(|stage| count(stage.as_str()));
    same("stages", &row.counts, &direct.collect())?;
    let sum = |column: usize| rows.iter().map(|row| row.int(column).unwrap()).sum::<i64>();
    same("in hand", (row.total, row.overdue), (sum(1), sum(2)))
}

async fn of_supervision(app: &App) -> Told {
    let head = PersonId::from("p-head");
    let done = "(run_id IS NULL OR run_id NOT IN (SELECT run_id FROM open_runs))";
    let units = late::units(app, &head).await.unwrap().units;
    let counted = units.into_iter().map(|unit| (unit.id, unit.count));
    let sql = format!(
        "SELECT owner, count(*) FROM clocks WHERE lapsed AND ended_at IS NULL AND {done} \
         GROUP BY owner ORDER BY 1"
    );
    let direct = grouped(app, &sql, &[]).await;
    same("late units", in_order(counted.collect()), direct)?;
    let plan = plan::plan(app, &head, Pages::default()).await.unwrap();
    let counted: i64 = plan.counts.iter().map(|(_, count)| count).sum();
    let end = app.offset().midnight(date(2026, 3, 4));
    let sql = format!(
        "SELECT count(*) FROM clocks WHERE goes_from = '{}' AND goes_at < $1 AND {done}",
        ORGANS[0]
    );
    same("plan", counted, one(app, &sql, &[end.into()]).await)
}
