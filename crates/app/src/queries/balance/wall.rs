//! The wall chart (挂图销号, S2-07): organs by where their matters stand, and how many are overdue. An organ costs
//! a few dozen counts, however many matters it has, and one short range of an index: what is due today.

use super::sums::{of_done_runs, single};
use super::{Seen, organs};
use crate::queries::reader::Reader;
use crate::tallies::{self, DUE, HERE};
use crate::{App, Failure, Fault, reading};
use casework::matter::Stage;
use casework::{PersonId, UnitId};
use serde::Serialize;
use store::Value;

/// The chart.
#[derive(Debug, Clone, Serialize)]
pub struct Wall {
    /// The organ whose chart it is.
    pub organ: UnitId,
    /// Its name.
    pub name: String,
    /// The stages that stand over its columns.
    #[serde(skip)]
    pub stages: Vec<Stage>,
    /// The organ itself, then each directly under it.
    pub rows: Vec<WallRow>,
    /// When it was counted, local.
    pub at: String,
}

/// An organ on the chart.
#[derive(Debug, Clone, Serialize)]
pub struct WallRow {
    /// Which.
    pub organ: UnitId,
    /// Its name.
    pub name: String,
    /// How many stand at each stage, in the order of the columns.
    pub counts: Vec<i64>,
    /// How many are in hand.
    pub total: i64,
    /// How many of them are overdue.
    pub overdue: i64,
    /// Whether organs stand under it, so that its own chart can be opened.
    pub opens: bool,
}

/// Stages at which a matter is in hand, in the order of its life.
fn stages() -> Vec<Stage> {
    let over = [Stage::WrittenOff, Stage::Joined, Stage::Voided];
    let stages = Stage::ALL.iter().copied();
    stages.filter(|stage| !over.contains(stage)).collect()
}

impl WallRow {
    /// Its figures with the stages they stand for.
    pub fn at<'a>(&'a self, stages: &'a [Stage]) -> impl Iterator<Item = (&'a Stage, &'a i64)> {
        stages.iter().zip(&self.counts)
    }
}

/// The wall chart of an organ; without one, of the reader's own.
///
/// # Errors
/// [`Failure::NotFound`] for an organ that is not the reader's or under it.
pub async fn wall(app: &App, person: &PersonId, organ: Option<&UnitId>) -> Result<Wall, Failure> {
    let reader = Reader::of(app, person).await?;
    reading::record_list(app, person, "wall").await?;
    let seen = organs(&reader);
    let own = || {
        reader
            .units
            .first()
            .and_then(|unit| reader.office.organ_of(unit))
    };
    let organ = organ.or_else(own).filter(|organ| seen.contains(organ));
    let organ = organ.ok_or(Failure::NotFound)?.clone();
    let under = reader.office.children_of(&organ).iter();
    let shown = std::iter::once(&organ).chain(under.filter(|unit| seen.contains(unit)));
    let stages = stages();
    let mut rows = Vec::new();
    for unit in shown {
        let seen = Seen {
            reader: &reader,
            organ: unit,
        };
        rows.push(row(app, &seen, &stages, *unit != organ).await?);
    }
    Ok(Wall {
        name: reader.office.unit_name(&organ).to_owned(),
        organ,
        stages,
        rows,
        at: reader.now.local.strftime("%Y-%m-%d %H:%M").to_string(),
    })
}

async fn row(app: &App, seen: &Seen<'_>, stages: &[Stage], under: bool) -> Result<WallRow, Fault> {
    let (reader, organ) = (seen.reader, seen.organ);
    let (sql, params) = statement(app, seen);
    let mut row = WallRow {
        organ: organ.clone(),
        name: reader.office.unit_name(organ).to_owned(),
        counts: vec![0; stages.len()],
        total: 0,
        overdue: 0,
        opens: under && !reader.office.children_of(organ).is_empty(),
    };
    for found in &app.store().rows(&sql, &params).await? {
        let stage = found.text(0)?;
        if let Some(at) = stages.iter().position(|known| known.as_str() == stage) {
            row.counts[at] = found.int(1)?;
        }
        row.total += found.int(1)?;
        row.overdue += found.int(2)?;
    }
    Ok(row)
}

/// Rows of stage, how many stand there, and how many are overdue. What is overdue in the counts has no stage.
pub(super) fn statement(app: &App, seen: &Seen<'_>) -> (String, Vec<Value>) {
    let scope = seen.scope();
    let mut params = scope.params.clone();
    let now = seen.reader.now.at;
    let day = tallies::day(now, app.offset());
    let midnight = app.offset().midnight(seen.reader.now.local.date());
    params.extend([
        now.into(),
        midnight.into(),
        tallies::span(day).into(),
        day.into(),
    ]);
    let last = params.len();
    let (now, midnight, span, day) = (last - 3, last - 2, last - 1, last);
    let count = |kind: &str, columns: &str, days: String| {
        format!(
            "SELECT {columns} FROM tallies WHERE kind = '{kind}' AND owner = $1{days} AND {}",
            of_done_runs("run_id = '' OR run_id")
        )
    };
    let parts = [
        count(
            HERE,
            "word AS stage, total AS stand, 0 AS late",
            String::new(),
        ),
        count(DUE.0, "'', 0, total", format!(" AND day < ${span}")),
        count(
            DUE.1,
            "'', 0, total",
            format!(" AND day >= ${span} AND day < ${day}"),
        ),
        format!(
            "SELECT '', 0, 1 FROM holdings h WHERE h.organ = $1 AND h.until_at IS NULL \
             AND h.due_at >= ${midnight} AND h.due_at < ${now} AND NOT h.is_apart AND {}",
            of_done_runs("h.run_id IS NULL OR h.run_id")
        ),
        format!(
            "SELECT stage, sign, CASE WHEN due_at < ${now} THEN sign ELSE 0 END FROM single \
             WHERE until_at IS NULL"
        ),
    ];
    let sql = format!(
        "WITH {} SELECT stage, CAST(SUM(stand) AS bigint), CAST(SUM(late) AS bigint) \
         FROM ({}) AS parts GROUP BY stage",
        single(&scope),
        parts.join(" UNION ALL ")
    );
    (sql, params)
}
