//! The book of linkages (业务范围外重点信访事项联动处置台账, S1-49): by class, state and receiver, newest first, one
//! range of an index a unit.

use crate::queries::lamp::Lamp;
use crate::queries::procedures::titles;
use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, moment, reading};
use casework::linkage::{Outcome, Stage};
use casework::procedure::Noun;
use casework::{PersonId, ProcedureId, UnitId};
use serde::Serialize;
use store::{Row, Value};

/// A page of the book.
#[derive(Debug, Clone, Serialize)]
pub struct Book {
    /// Its rows, newest first.
    pub rows: Vec<BookRow>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// Whether the reader takes it out (T24).
    pub exports: bool,
    /// Receivers that the reader's book names: id and name.
    pub receivers: Vec<(String, String)>,
    /// Classes: id and name.
    pub classes: Vec<(String, String)>,
    /// States: word and name.
    pub states: Vec<(&'static str, &'static str)>,
}

/// A line of the book.
#[derive(Debug, Clone, Serialize)]
pub struct BookRow {
    /// The linkage's number.
    pub number: String,
    /// What it is called.
    pub name: String,
    /// Its class.
    pub class_zh: String,
    /// The receiver.
    pub receiver: String,
    /// Where it stands.
    pub state_zh: &'static str,
    /// The day it was proposed.
    pub opened: String,
    /// The day the prompt letter went out.
    pub prompted: String,
    /// The day the first handover letter went out.
    pub handed: String,
    /// How often it was fed back.
    pub feedbacks: i64,
    /// The day of the last feedback.
    pub fed_back: String,
    /// What came of it.
    pub outcome_zh: &'static str,
    /// Its nearest promise.
    pub lamp: Lamp,
}

/// What the book is narrowed to, by the words of its address.
#[derive(Debug, Clone, Default)]
pub struct Sifted {
    /// A class.
    pub class: String,
    /// A state.
    pub state: String,
    /// A receiver.
    pub receiver: String,
    /// Only after this row.
    pub cursor: Option<String>,
}

/// Rows a page.
const PAGE: usize = 20;

const COLUMNS: &str = "l.opened_at, l.procedure_id, p.number, l.class, l.receiver, l.state, l.prompted_at, \
                       l.handed_at, l.feedbacks, l.fed_back_at, l.outcome, \
                       (SELECT MIN(c.due_at) FROM procedure_clocks c \
                       WHERE c.procedure_id = l.procedure_id AND c.ended_at IS NULL) AS due_at";

/// A page of the book.
///
/// # Errors
/// The reader reads nothing at all, or a fault.
pub async fn book(app: &App, person: &PersonId, sifted: &Sifted) -> Result<Book, Failure> {
    let reader = Reader::of(app, person).await?;
    if reader.units.is_empty() {
        let act = "查看联动处置台账".to_owned();
        return Err(Failure::Forbidden { act });
    }
    reading::record_list(app, person, "linkage-book").await?;
    let (lines, next) = rows(app, &reader, sifted, PAGE).await?;
    let classes = app.rules().linkage.classes.iter();
    Ok(Book {
        rows: lines,
        next,
        exports: reader.may(app, "export"),
        receivers: receivers(app, &reader).await?,
        classes: classes
            .map(|class| (class.id.clone(), class.name.clone()))
            .collect(),
        states: Stage::ALL
            .iter()
            .map(|stage| (stage.as_str(), stage.zh()))
            .collect(),
    })
}

/// So many rows of the book, and the cursor of those after.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn rows(
    app: &App,
    reader: &Reader,
    sifted: &Sifted,
    size: usize,
) -> Result<(Vec<BookRow>, Option<String>), Fault> {
    let (sql, params) = statement(reader, sifted, size);
    let mut rows = app.store().rows(&sql, &params).await?;
    let more = rows.len() > size;
    rows.truncate(size);
    let named = titles(app, reader, Noun::Linkage, &rows).await?;
    let mut lines = Vec::new();
    for row in &rows {
        let title = named.get(&format!("linkage-{}", row.text(1)?));
        lines.push(line(app, reader, row, title.map(String::as_str))?);
    }
    let next = match rows.last().filter(|_| more) {
        Some(last) => Some(format!("{}.{}", last.int(0)?, last.text(1)?)),
        None => None,
    };
    Ok((lines, next))
}

fn statement(reader: &Reader, sifted: &Sifted, size: usize) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = vec![reader.person.as_str().into(), (size as i64 + 1).into()];
    let mut narrowed = String::new();
    let wished = [
        ("class", &sifted.class),
        ("state", &sifted.state),
        ("receiver", &sifted.receiver),
    ];
    for (column, wanted) in wished.into_iter().filter(|(_, wanted)| !wanted.is_empty()) {
        params.push(wanted.as_str().into());
        narrowed.push_str(&format!(" AND l.{column} = ${}", params.len()));
    }
    if let Some((opened, id)) = sifted.cursor.as_deref().and_then(place) {
        params.extend([opened.into(), id.to_string().into()]);
        let (at, of) = (params.len() - 1, params.len());
        narrowed.push_str(&format!(
            " AND (l.opened_at, l.procedure_id) < (${at}, ${of})"
        ));
    }
    let mut scans = Vec::new();
    for unit in &reader.units {
        params.push(unit.as_str().into());
        scans.push(format!(
            "SELECT * FROM (SELECT {COLUMNS} FROM linkages l JOIN procedures p ON p.procedure_id = l.procedure_id \
             WHERE l.unit_id = ${}{narrowed} AND NOT EXISTS (SELECT 1 FROM recused r \
             WHERE r.person_id = $1 AND r.matter_id = l.matter_id) \
             ORDER BY l.opened_at DESC, l.procedure_id DESC LIMIT $2) AS s",
            params.len()
        ));
    }
    let scans = scans.join(" UNION ");
    let sql = format!("{scans} ORDER BY opened_at DESC, procedure_id DESC LIMIT $2");
    (sql, params)
}

fn place(cursor: &str) -> Option<(i64, ProcedureId)> {
    let (opened, id) = cursor.split_once('.')?;
    Some((opened.parse().ok()?, id.parse().ok()?))
}

fn line(app: &App, reader: &Reader, row: &Row, title: Option<&str>) -> Result<BookRow, Fault> {
    let day =
        |at: Option<i64>| at.map_or_else(String::new, |at| moment::moment(at).on().to_string());
    let class = row.text(3)?;
    let known = app.rules().linkage.class(class);
    let class_zh = known.map_or(class, |class| &class.name).to_owned();
    let due = row.opt_int(11)?;
    Ok(BookRow {
        number: row.text(2)?.to_owned(),
        name: title.map_or_else(|| class_zh.clone(), str::to_owned),
        class_zh,
        receiver: reader
            .office
            .unit_name(&UnitId::from(row.text(4)?))
            .to_owned(),
        state_zh: Stage::parse(row.text(5)?).map_or("", Stage::zh),
        opened: day(Some(row.int(0)?)),
        prompted: day(row.opt_int(6)?),
        handed: day(row.opt_int(7)?),
        feedbacks: row.int(8)?,
        fed_back: day(row.opt_int(9)?),
        outcome_zh: row
            .opt_text(10)?
            .and_then(Outcome::parse)
            .map_or("", Outcome::zh),
        lamp: due.map_or_else(Lamp::rest, |due| Lamp::of_instant(app, due, reader.now)),
    })
}

/// The receivers in the reader's own book.
async fn receivers(app: &App, reader: &Reader) -> Result<Vec<(String, String)>, Fault> {
    let mut params: Vec<Value> = vec![reader.person.as_str().into()];
    let units = crate::campaigns::units(reader, &mut params);
    let sql = format!(
        "SELECT DISTINCT l.receiver FROM linkages l WHERE l.unit_id IN ({units}) AND NOT EXISTS \
         (SELECT 1 FROM recused r WHERE r.person_id = $1 AND r.matter_id = l.matter_id) ORDER BY l.receiver"
    );
    let rows = app.store().rows(&sql, &params).await?;
    let named = |row: &Row| {
        let unit = UnitId::from(row.text(0)?);
        Ok((unit.to_string(), reader.office.unit_name(&unit).to_owned()))
    };
    rows.iter().map(named).collect()
}
