//! Lists of procedures: one range scan a unit, newest first.

use super::{may_open, name, title_purpose};
use crate::queries::lamp::Lamp;
use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, moment, reading, vault};
use casework::procedure::Noun;
use casework::{PersonId, ProcedureId, UnitId};
use serde::Serialize;
use std::collections::HashMap;
use store::Value;

/// A page of the procedures of a noun.
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    /// Its rows, newest first.
    pub rows: Vec<Row>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// Whether the reader may open one.
    pub may_open: bool,
}

/// A row of the list.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Its number.
    pub number: String,
    /// What it is called.
    pub name: String,
    /// Of which kind, in words.
    pub kind_zh: String,
    /// The unit that runs it.
    pub unit: String,
    /// The day it was opened.
    pub opened: String,
    /// Where it stands, in words.
    pub stage_zh: &'static str,
    /// Its nearest promise.
    pub lamp: Lamp,
    /// Whether it is over.
    pub over: bool,
}

/// How many of a noun are under way.
#[derive(Debug, Clone, Serialize)]
pub struct Running {
    /// Which noun.
    #[serde(skip)]
    pub noun: Noun,
    /// How many the reader may know of that are not over; 100 stands for 100 and more.
    pub count: i64,
    /// Whether the reader may open one.
    pub may_open: bool,
}

/// Rows a page.
const PAGE: usize = 20;

/// Counted at most.
const COUNTED: i64 = 100;

const COLUMNS: &str = "v.opened_at, v.procedure_id, p.number, p.kind, p.stage, p.unit_id, p.from_day, \
                       p.until_day, p.over_at, (SELECT MIN(c.due_at) FROM procedure_clocks c \
                       WHERE c.procedure_id = p.procedure_id AND c.ended_at IS NULL) AS due_at";

/// The procedures of a noun that the reader may know of.
///
/// # Errors
/// The reader reads nothing at all, or a fault.
pub async fn list(
    app: &App,
    person: &PersonId,
    noun: Noun,
    cursor: Option<&str>,
) -> Result<Page, Failure> {
    let reader = known(app, person, noun).await?;
    reading::record_list(app, person, noun.plural()).await?;
    let mut params: Vec<Value> = vec![
        noun.as_str().into(),
        (PAGE as i64 + 1).into(),
        reader.person.as_str().into(),
    ];
    let mut after = unbarred(noun, "v", 3);
    if let Some((opened, id)) = cursor.and_then(place) {
        params.extend([opened.into(), id.to_string().into()]);
        after.push_str(" AND (v.opened_at, v.procedure_id) < ($4, $5)");
    }
    let mut scans = Vec::new();
    for unit in &reader.units {
        params.push(unit.as_str().into());
        scans.push(format!(
            "SELECT * FROM (SELECT {COLUMNS} FROM procedure_visible v \
             JOIN procedures p ON p.procedure_id = v.procedure_id \
             WHERE v.unit_id = ${} AND v.noun = $1 {after} \
             ORDER BY v.opened_at DESC, v.procedure_id DESC LIMIT $2) AS s",
            params.len()
        ));
    }
    let sql = format!(
        "{} ORDER BY opened_at DESC, procedure_id DESC LIMIT $2",
        scans.join(" UNION ")
    );
    let mut rows = app.store().rows(&sql, &params).await?;
    let place = |row: &store::Row| Ok(format!("{}.{}", row.int(0)?, row.text(1)?));
    let next = crate::queries::paged(&mut rows, PAGE, place)?;
    let titles = titles(app, &reader, noun, &rows).await?;
    let mut page = Page {
        rows: Vec::new(),
        next,
        may_open: may_open(app, &reader, noun),
    };
    for row in &rows {
        let title = titles.get(&format!("{}-{}", noun.as_str(), row.text(1)?));
        page.rows
            .push(listed(app, &reader, noun, row, title.map(String::as_str))?);
    }
    Ok(page)
}

/// How many of each noun are under way.
///
/// # Errors
/// The reader reads nothing at all, or a fault.
pub async fn running(app: &App, person: &PersonId) -> Result<Vec<Running>, Failure> {
    let mut found = Vec::new();
    for noun in Noun::ALL {
        let reader = known(app, person, *noun).await?;
        let mut params: Vec<Value> = vec![
            noun.as_str().into(),
            false.into(),
            COUNTED.into(),
            reader.person.as_str().into(),
        ];
        let unbarred = unbarred(*noun, "v", 4);
        let mut scans = Vec::new();
        for unit in &reader.units {
            params.push(unit.as_str().into());
            scans.push(format!(
                "SELECT * FROM (SELECT v.procedure_id FROM procedure_visible v \
                 WHERE v.unit_id = ${} AND v.noun = $1 AND v.is_over = $2{unbarred} LIMIT $3) AS s",
                params.len()
            ));
        }
        let sql = format!("SELECT COUNT(*) FROM ({}) AS found", scans.join(" UNION "));
        let rows = app.store().rows(&sql, &params).await?;
        let count = rows.first().map_or(Ok(0), |row| row.int(0))?;
        found.push(Running {
            noun: *noun,
            count: count.min(COUNTED),
            may_open: may_open(app, &reader, *noun),
        });
    }
    Ok(found)
}

/// The condition of a list whose procedures are all about one matter: the reader, the parameter `$person`, is
/// not recused from it (T4).
pub(crate) fn unbarred(noun: Noun, v: &str, person: usize) -> String {
    // A parameter that no condition names has no type on PostgreSQL.
    let nothing = format!(" AND ${person} <> ''");
    let barred = format!(
        " AND NOT EXISTS (SELECT 1 FROM procedure_items i JOIN recused r ON r.matter_id = i.matter_id \
         AND r.person_id = ${person} WHERE i.procedure_id = {v}.procedure_id)"
    );
    if noun.is_of_one_matter() {
        barred
    } else {
        nothing
    }
}

/// The same of procedures `p` of every noun at once.
pub(crate) fn unbarred_of_any(p: &str, person: usize) -> String {
    let mut nouns = Noun::ALL.iter().filter(|noun| noun.is_of_one_matter());
    let first = nouns.next().expect("a linkage is of one matter");
    let words = nouns.fold(format!("'{}'", first.as_str()), |words, noun| {
        format!("{words}, '{}'", noun.as_str())
    });
    let unbarred = unbarred(*first, p, person);
    format!("({p}.noun NOT IN ({words}) OR (1 = 1{unbarred}))")
}

async fn known(app: &App, person: &PersonId, noun: Noun) -> Result<Reader, Failure> {
    let reader = Reader::of(app, person).await?;
    if reader.units.is_empty() {
        let act = format!("查看{}", noun.zh());
        return Err(Failure::Forbidden { act });
    }
    Ok(reader)
}

fn place(cursor: &str) -> Option<(i64, ProcedureId)> {
    let (opened, id) = cursor.split_once('.')?;
    Some((opened.parse().ok()?, id.parse().ok()?))
}

pub(crate) async fn titles(
    app: &App,
    reader: &Reader,
    noun: Noun,
    rows: &[store::Row],
) -> Result<HashMap<String, String>, Fault> {
    let stream = |row: &store::Row| Ok(format!("{}-{}", noun.as_str(), row.text(1)?));
    let streams = rows.iter().map(stream).collect::<Result<Vec<_>, Fault>>()?;
    if streams.is_empty() {
        return Ok(HashMap::new());
    }
    vault::of_purpose(app, &reader.opener(), &streams, &title_purpose(noun)).await
}

fn listed(
    app: &App,
    reader: &Reader,
    noun: Noun,
    row: &store::Row,
    title: Option<&str>,
) -> Result<Row, Fault> {
    let kind = row.text(3)?;
    let period = row.opt_text(6)?.zip(row.opt_text(7)?);
    Ok(Row {
        number: row.text(2)?.to_owned(),
        name: name(app.rules(), noun, kind, period, title),
        kind_zh: noun.kind_zh(app.rules(), kind).to_owned(),
        unit: reader
            .office
            .unit_name(&UnitId::from(row.text(5)?))
            .to_owned(),
        opened: moment::moment(row.int(0)?).on().to_string(),
        stage_zh: noun.stage_zh(row.text(4)?),
        lamp: Lamp::of_instant(app, row.opt_int(9)?.unwrap_or(i64::MAX), reader.now),
        over: row.opt_int(8)?.is_some(),
    })
}
