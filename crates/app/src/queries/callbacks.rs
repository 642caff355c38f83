//! Whom to call back (电话回访): real-name reporters who were told and did not evaluate in time; above
//! them what reporters think of the work, process and result apart (满意度, S1-25, S3-25).
//!
//! Figures count every matter of a unit; the list shows only what the reader may see (T3). A unit with
//! fewer than five evaluations shows no shares, so that nobody is told from the others by them.

use super::lamp::Lamp;
use super::reader::{Reader, seen};
use super::todo::shown;
use crate::{App, Failure, Fault, reading, vault};
use casework::matter::steps::reply::ReplyMode;
use casework::{PersonId, UnitId};
use jiff::ToSpan;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Row, Value};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct CallBacks {
    /// Since which day the figures count.
    pub since: String,
    /// A line a unit: the reader's organ first, then the organs under it.
    pub figures: Vec<Figure>,
    /// Whom to call, the most pressing first.
    pub rows: Vec<CallBackRow>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// What reporters think of a unit's work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The unit.
    pub unit: String,
    /// Conclusions.
    pub concluded: i64,
    /// Of these evaluated.
    pub evaluated: i64,
    /// Share satisfied or basically satisfied with the process, in words; empty where too few.
    pub process: String,
    /// The same with the result.
    pub result: String,
    /// The same with both (双满意).
    pub both: String,
}

/// Somebody to call.
#[derive(Debug, Clone, Serialize)]
pub struct CallBackRow {
    /// The matter's number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// How and when the reporter was told.
    pub told: String,
    /// Its lamp.
    pub lamp: Lamp,
}

/// Rows on one page.
const PAGE: usize = 30;
/// Evaluations from which on shares are shown.
const ENOUGH: i64 = 5;

/// The page of a reader.
///
/// # Errors
/// The reader sees no matters at all, or a fault.
pub async fn callbacks(
    app: &App,
    person: &PersonId,
    after: Option<&str>,
) -> Result<CallBacks, Failure> {
    let reader = Reader::of(app, person).await?;
    let organ = reader.units.first().cloned();
    let organ = organ.ok_or_else(|| Failure::Forbidden {
        act: "查看满意度回访".to_owned(),
    })?;
    reading::record_list(app, person, "callbacks").await?;
    let since = reader.on().checked_sub(1.year()).unwrap_or(reader.on());
    let from = app.offset().midnight(since);
    let mut rows = queue(app, &reader, &organ, after).await?;
    let place = |row: &Row| Ok(format!("{}~{}", row.int(0)?, row.text(1)?));
    let next = super::paged(&mut rows, PAGE, place)?;
    Ok(CallBacks {
        since: since.to_string(),
        figures: figures(app, &reader, &organ, from).await?,
        next,
        rows: lines(app, &reader, &rows).await?,
    })
}

async fn queue(
    app: &App,
    reader: &Reader,
    organ: &UnitId,
    after: Option<&str>,
) -> Result<Vec<Row>, Fault> {
    let mut params: Vec<Value> = vec![reader.person.as_str().into(), organ.as_str().into()];
    let mut condition = seen("c", 1);
    let cursor = after.and_then(|after| after.split_once('~'));
    if let Some((due, id)) = cursor.and_then(|(due, id)| Some((due.parse::<i64>().ok()?, id))) {
        params.extend([due.into(), id.into()]);
        condition.push_str(" AND (c.due_at, c.matter_id) > ($3, $4)");
    }
    params.push((PAGE as i64 + 1).into());
    let sql = format!(
        "SELECT c.due_at, c.matter_id, m.number, a.mode, a.answered_at FROM clocks c \
         JOIN matters m ON m.matter_id = c.matter_id \
         JOIN answers a ON a.matter_id = c.matter_id AND a.round = \
         (SELECT max(l.round) FROM answers l WHERE l.matter_id = c.matter_id) \
         WHERE c.owner = $2 AND c.rule = 'evaluation-call' AND c.ended_at IS NULL AND {condition} \
         AND EXISTS (SELECT 1 FROM visible v WHERE v.unit_id = $2 AND v.matter_id = c.matter_id) \
         ORDER BY c.due_at, c.matter_id LIMIT ${}",
        params.len()
    );
    Ok(app.store().rows(&sql, &params).await?)
}

async fn lines(app: &App, reader: &Reader, rows: &[Row]) -> Result<Vec<CallBackRow>, Fault> {
    let mut streams = Vec::new();
    for row in rows {
        streams.push(format!("matter-{}", row.text(1)?));
    }
    let mut titles = match streams.is_empty() {
        true => std::collections::HashMap::new(),
        false => vault::of_purpose(app, &reader.opener(), &streams, "receive.title").await?,
    };
    let line = |(row, stream): (&Row, &String)| {
        let mode = row.opt_text(3)?.and_then(ReplyMode::parse);
        let day: String = match row.opt_int(4)? {
            Some(at) => shown(at).chars().take(10).collect(),
            None => String::new(),
        };
        let title = titles.remove(stream);
        Ok(CallBackRow {
            number: row.text(2)?.to_owned(),
            title: title.unwrap_or_else(|| vault::ERASED.to_owned()),
            told: format!("{day} {}", mode.map_or("", ReplyMode::zh)),
            lamp: Lamp::of_instant(app, row.int(0)?, reader.now),
        })
    };
    rows.iter().zip(&streams).map(line).collect()
}

/// Conclusions, evaluations, and the satisfied of process, result and both.
type Counts = [i64; 5];

async fn figures(
    app: &App,
    reader: &Reader,
    organ: &UnitId,
    from: i64,
) -> Result<Vec<Figure>, Fault> {
    let office = &reader.office;
    let mut counted: BTreeMap<(bool, UnitId), Counts> = BTreeMap::new();
    for unit in under(reader, organ) {
        let of = office.organ_of(&unit).unwrap_or(&unit).clone();
        let counts = counts(app, &unit, from).await?;
        let sum = counted.entry((of != *organ, of)).or_default();
        for (sum, count) in sum.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    let figure = |((_, unit), counts): (&(bool, UnitId), &Counts)| {
        let [concluded, evaluated, process, result, both] = *counts;
        Figure {
            unit: office.unit_name(unit).to_owned(),
            concluded,
            evaluated,
            process: share(process, evaluated),
            result: share(result, evaluated),
            both: share(both, evaluated),
        }
    };
    let known = counted.iter().filter(|(_, counts)| counts[0] > 0);
    Ok(known.map(figure).collect())
}

/// The organ, the organs directly under it, and the inner offices of all of them.
fn under(reader: &Reader, organ: &UnitId) -> Vec<UnitId> {
    let office = &reader.office;
    let mut units = vec![organ.clone()];
    for child in office.children_of(organ) {
        units.push(child.clone());
        let inner = office.children_of(child).iter();
        units.extend(
            inner
                .filter(|unit| office.organ_of(unit) == Some(child))
                .cloned(),
        );
    }
    units
}

async fn counts(app: &App, unit: &UnitId, from: i64) -> Result<Counts, Fault> {
    let sql = "SELECT count(*), count(evaluated_at), \
               count(CASE WHEN process IN ('satisfied', 'basically') THEN 1 END), \
               count(CASE WHEN result IN ('satisfied', 'basically') THEN 1 END), \
               count(CASE WHEN process IN ('satisfied', 'basically') \
               AND result IN ('satisfied', 'basically') THEN 1 END) \
               FROM answers WHERE unit_id = $1 AND concluded_at >= $2 \
               AND (run_id IS NULL OR run_id NOT IN (SELECT run_id FROM open_runs))";
    let rows = app
        .store()
        .rows(sql, &[unit.as_str().into(), from.into()])
        .await?;
    let Some(row) = rows.first() else {
        return Ok([0; 5]);
    };
    Ok([
        row.int(0)?,
        row.int(1)?,
        row.int(2)?,
        row.int(3)?,
        row.int(4)?,
    ])
}

fn share(part: i64, whole: i64) -> String {
    if whole < ENOUGH {
        return String::new();
    }
    let tenths = part * 1_000 / whole;
    format!("{}.{}%", tenths / 10, tenths % 10)
}
