//! Task sheets (任务单, P-09): what units without network hold, which sheets are out, which came back.

use super::lamp::Lamp;
use super::reader::Reader;
use super::todo::shown;
use super::trail::actor_in_words;
use crate::task_sheets::{self, Event, Held, held, organs, permitted, stream_of};
use crate::{App, Failure, Fault, reading, stream};
use casework::step::Recorded;
use casework::{PersonId, UnitId};
use serde::Serialize;
use store::{Row, Value};

/// The page of task sheets.
#[derive(Debug, Clone, Serialize)]
pub struct Sheets {
    /// Units a sheet may be taken for.
    pub units: Vec<(UnitId, String)>,
    /// The one chosen.
    pub unit: Option<UnitId>,
    /// What it holds.
    pub held: Vec<Held>,
    /// Sheets that are out, the oldest first.
    pub out: Vec<SheetRow>,
    /// Sheets that came back, the last first.
    pub back: Vec<SheetRow>,
    /// The cursor of older ones.
    pub older: Option<String>,
}

/// A sheet.
#[derive(Debug, Clone, Serialize)]
pub struct SheetRow {
    /// Its number.
    pub sheet: String,
    /// For which unit.
    pub unit: String,
    /// When it was taken.
    pub at: String,
    /// By whom.
    pub who: String,
    /// How many matters it holds.
    pub count: usize,
    /// When it is due back.
    pub lamp: Lamp,
    /// Hex of the file's SHA-256.
    pub sha256: String,
    /// What came back, each time.
    pub brought: Vec<BroughtRow>,
}

/// A sheet brought back once.
#[derive(Debug, Clone, Serialize)]
pub struct BroughtRow {
    /// When.
    pub at: String,
    /// By whom.
    pub who: String,
    /// Rows entered.
    pub rows: u64,
    /// Acts entered.
    pub acts: u64,
    /// Rows left.
    pub left: u64,
    /// Hex of the file's SHA-256.
    pub sha256: String,
}

/// Sheets listed as out at most: more are not out at once.
const OUT: usize = 100;

/// Sheets a page that came back.
const PAGE: usize = 20;

/// The page, with what a unit holds where one is chosen.
///
/// # Errors
/// The reader may not exchange sheets; the unit is none of theirs; a fault.
pub async fn sheets(
    app: &App,
    person: &PersonId,
    unit: Option<&UnitId>,
    cursor: Option<&str>,
) -> Result<Sheets, Failure> {
    let reader = Reader::of(app, person).await?;
    permitted(app, &reader)?;
    let units = task_sheets::units(app, &reader);
    let unit = unit.or_else(|| only(&units)).cloned();
    let held = match &unit {
        Some(unit) => held(app, &reader, unit).await?,
        None => Vec::new(),
    };
    reading::record_list(app, person, "task-sheets").await?;
    let organs = organs(app, &reader);
    let out = listed(app, &organs, OUT, None).await?;
    let mut back = listed(app, &organs, PAGE + 1, Some(cursor.unwrap_or_default())).await?;
    let more = back.len() > PAGE;
    back.truncate(PAGE);
    let older = back.last().filter(|_| more).map(place).transpose()?;
    Ok(Sheets {
        units,
        unit,
        held,
        out: told(app, &reader, &out).await?,
        back: told(app, &reader, &back).await?,
        older,
    })
}

/// The one unit, where there is no choice.
fn only(units: &[(UnitId, String)]) -> Option<&UnitId> {
    match units {
        [(unit, _)] => Some(unit),
        _ => None,
    }
}

/// Sheets of some organs that are out, or that came back before a place, each under its index.
async fn listed(
    app: &App,
    organs: &[UnitId],
    most: usize,
    back: Option<&str>,
) -> Result<Vec<Row>, Fault> {
    let mut params: Vec<Value> = vec![(most as i64).into()];
    let mut before = String::new();
    if let Some((at, sheet)) = back.and_then(|cursor| cursor.split_once('~')) {
        params.push(at.parse().unwrap_or(0_i64).into());
        params.push(sheet.into());
        before = " AND (brought_at, sheet) < ($2, $3)".to_owned();
    }
    let (is, by, way) = match back {
        None => ("NULL", "taken_at", "ASC"),
        Some(_) => ("NOT NULL", "brought_at", "DESC"),
    };
    let mut scans = Vec::new();
    for organ in organs {
        params.push(organ.as_str().into());
        let at = params.len();
        scans.push(format!(
            "SELECT * FROM (SELECT sheet, {by} AS placed FROM task_sheets WHERE organ = ${at} \
             AND brought_at IS {is}{before} ORDER BY {by} {way}, sheet {way} LIMIT $1) AS s{at}"
        ));
    }
    if scans.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT sheet, placed FROM ({}) AS listed ORDER BY placed {way}, sheet {way} LIMIT $1",
        scans.join(" UNION ALL ")
    );
    Ok(app.store().rows(&sql, &params).await?)
}

fn place(row: &Row) -> Result<String, Fault> {
    Ok(format!("{}~{}", row.int(1)?, row.text(0)?))
}

async fn told(app: &App, reader: &Reader, rows: &[Row]) -> Result<Vec<SheetRow>, Fault> {
    let mut told = Vec::new();
    for row in rows {
        let sheet = row.text(0)?;
        let events: Vec<Recorded<Event>> = stream::events(app, &stream_of(sheet), 0).await?;
        told.extend(one(app, reader, sheet, &events));
    }
    Ok(told)
}

fn one(app: &App, reader: &Reader, sheet: &str, events: &[Recorded<Event>]) -> Option<SheetRow> {
    let first = events.first()?;
    let Event::Taken {
        unit,
        matters,
        due,
        sha256,
        ..
    } = &first.event
    else {
        return None;
    };
    let brought: Vec<BroughtRow> = events
        .iter()
        .filter_map(|recorded| brought(app, reader, recorded))
        .collect();
    Some(SheetRow {
        sheet: sheet.to_owned(),
        unit: reader.office.unit_name(unit).to_owned(),
        at: shown(first.at),
        who: actor_in_words(app, &reader.office, &first.by),
        count: matters.len(),
        lamp: match brought.is_empty() {
            true => Lamp::of_day(app, *due, reader.now),
            false => Lamp::rest(),
        },
        sha256: sha256.clone(),
        brought,
    })
}

fn brought(app: &App, reader: &Reader, recorded: &Recorded<Event>) -> Option<BroughtRow> {
    let Event::Brought {
        rows,
        acts,
        left,
        sha256,
        ..
    } = &recorded.event
    else {
        return None;
    };
    Some(BroughtRow {
        at: shown(recorded.at),
        who: actor_in_words(app, &reader.office, &recorded.by),
        rows: *rows,
        acts: *acts,
        left: *left,
        sha256: sha256.clone(),
    })
}
