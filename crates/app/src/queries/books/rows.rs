//! A book's lines: columns in words. Titles and the accused are opened for the page; who reported is
//! no column and is never read here (T1).

use crate::queries::lamp::Lamp;
use crate::queries::reader::Reader;
use crate::queries::titles::titles;
use crate::queries::todo::stage;
use crate::{App, Fault, moment, vault};
use casework::campaign::ItemState;
use casework::matter::{
    CameBy, Channel, Class, Finding, Mode, Secrecy, Turn, Under, Urgency, Visit,
};
use casework::rules::{Column, RungKind};
use casework::{PersonId, UnitId};
use serde::Serialize;
use std::collections::HashMap;
use store::Row;

/// A line of a book.
#[derive(Debug, Clone, Serialize)]
pub struct BookLine {
    /// The matter's number, which leads to it.
    pub number: String,
    /// Title, for the row's name.
    pub title: String,
    /// In whose hands.
    pub holder: String,
    /// Whether it is real-name.
    pub real_name: bool,
    /// Nearest promise.
    pub lamp: Lamp,
    /// A cell a column, in the order of the columns.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    /// Of which column.
    pub column: Column,
    /// What it says.
    pub text: String,
}

/// Texts that lines need opened, by stream.
struct Opened {
    titles: HashMap<String, String>,
    accused: HashMap<String, Vec<String>>,
}

impl Opened {
    /// Opens what some columns need: titles as this reader may read them (T5), the accused.
    async fn read(
        app: &App,
        reader: &Reader,
        streams: &[String],
        (titled, columns): (bool, &[Column]),
    ) -> Result<Self, Fault> {
        let mut opened = Self {
            titles: HashMap::new(),
            accused: HashMap::new(),
        };
        if titled {
            opened.titles = titles(app, reader, streams).await?;
        }
        if !streams.is_empty() && columns.contains(&Column::Accused) {
            opened.accused =
                vault::each_of_purpose(app, &reader.opener(), streams, "register.leads.subject")
                    .await?;
        }
        Ok(opened)
    }
}

/// Whether columns open sealed texts.
pub(crate) fn opens_texts(columns: &[Column]) -> bool {
    let sealed = |column: &Column| matches!(column, Column::Title | Column::Accused);
    columns.iter().any(sealed)
}

/// Some rows of a listing as cells to be written: nothing is opened that no column asks for.
pub(crate) async fn cells(
    app: &App,
    reader: &Reader,
    rows: &[Row],
    columns: &[Column],
) -> Result<Vec<Vec<papers::sheet::Cell>>, Fault> {
    let streams = streams(rows)?;
    let asked = (columns.contains(&Column::Title), columns);
    let opened = Opened::read(app, reader, &streams, asked).await?;
    let typed = |(row, stream): (&Row, &String)| {
        let line = line(app, reader, row, stream, &opened, columns)?;
        Ok(line.cells.into_iter().map(typed).collect())
    };
    rows.iter().zip(&streams).map(typed).collect()
}

/// A cell as a workbook keeps it: counts add up, days sort.
fn typed(cell: Cell) -> papers::sheet::Cell {
    use papers::sheet::Cell as Written;
    match cell.column {
        _ if cell.text.is_empty() => Written::Empty,
        Column::Arrivals
        | Column::Leads
        | Column::Batches
        | Column::Heads
        | Column::Years
        | Column::Levels
        | Column::Bodies
        | Column::Team => match cell.text.parse() {
            Ok(number) => Written::Number(number),
            Err(_) => Written::Text(cell.text),
        },
        Column::Received
        | Column::Instructed
        | Column::Routed
        | Column::Reported
        | Column::Concluded
        | Column::Replied
        | Column::SlipSent
        | Column::AnswerDue
        | Column::Answered
        | Column::Examined
        | Column::Contracted
        | Column::ContractDue => match cell.text.parse::<jiff::civil::Date>() {
            Ok(day) => Written::Date(day.at(0, 0, 0, 0)),
            Err(_) => Written::Text(cell.text),
        },
        _ => Written::Text(cell.text),
    }
}

fn streams(rows: &[Row]) -> Result<Vec<String>, Fault> {
    let stream = |row: &Row| Ok(format!("matter-{}", row.text(1)?));
    rows.iter().map(stream).collect()
}

/// The lines of some rows of a listing.
pub(crate) async fn lines(
    app: &App,
    reader: &Reader,
    rows: &[Row],
    columns: &[Column],
) -> Result<Vec<BookLine>, Fault> {
    let streams = streams(rows)?;
    let opened = Opened::read(app, reader, &streams, (true, columns)).await?;
    rows.iter()
        .zip(&streams)
        .map(|(row, stream)| line(app, reader, row, stream, &opened, columns))
        .collect()
}

fn line(
    app: &App,
    reader: &Reader,
    row: &Row,
    stream: &str,
    opened: &Opened,
    columns: &[Column],
) -> Result<BookLine, Fault> {
    let title = opened
        .titles
        .get(stream)
        .map_or(vault::ERASED, |title| title);
    let lamp = Lamp::of_instant(app, row.int(8)?, reader.now);
    let cell = |column: &Column| {
        let text = match column {
            Column::Title => title.to_owned(),
            Column::Accused => opened
                .accused
                .get(stream)
                .map_or_else(String::new, |names| names.join("、")),
            Column::Due if lamp.due.is_empty() => String::new(),
            Column::Due => format!("{} {}", lamp.due, lamp.words),
            column => plain(app, reader, row, *column)?,
        };
        Ok(Cell {
            column: *column,
            text,
        })
    };
    let cells = columns.iter().map(cell).collect::<Result<_, Fault>>()?;
    Ok(BookLine {
        number: row.text(2)?.to_owned(),
        title: title.to_owned(),
        holder: unit(reader, row.text(6)?),
        real_name: row.bool(9)?,
        lamp,
        cells,
    })
}

/// A column that needs nothing opened.
fn plain(app: &App, reader: &Reader, row: &Row, column: Column) -> Result<String, Fault> {
    Ok(match column {
        Column::Number => row.text(2)?.to_owned(),
        Column::Stage => stage(row.text(3)?)?.zh().to_owned(),
        Column::Channel => Channel::parse(row.text(4)?)
            .map_or("", Channel::zh)
            .to_owned(),
        Column::Class => row
            .opt_text(5)?
            .and_then(Class::parse)
            .map_or("", Class::zh)
            .to_owned(),
        Column::Holder => unit(reader, row.text(6)?),
        Column::Received => day(row.int(7)?),
        Column::Named => if row.bool(9)? { "实名" } else { "匿名" }.to_owned(),
        Column::CameBy => CameBy::parse(row.text(11)?)
            .map_or("", CameBy::zh)
            .to_owned(),
        Column::Mode => row
            .opt_text(12)?
            .and_then(Mode::parse)
            .map_or("", Mode::zh)
            .to_owned(),
        Column::Region => row.text(13)?.to_owned(),
        Column::Receiver => unit(reader, row.text(14)?),
        Column::Handler => row.opt_text(15)?.map_or_else(String::new, |id| {
            reader.office.person_name(&PersonId::from(id)).to_owned()
        }),
        Column::Domains => domains(app, row.text(16)?),
        Column::Finding => row
            .opt_text(17)?
            .and_then(Finding::parse)
            .map_or("", Finding::zh)
            .to_owned(),
        Column::Arrivals => row.int(18)?.to_string(),
        Column::Leads => row.int(19)?.to_string(),
        Column::Batches if row.int(29)? == 0 => String::new(),
        Column::Batches => "1".to_owned(),
        Column::Instructed => on(row, 20)?,
        Column::Routed => on(row, 21)?,
        Column::Reported => on(row, 22)?,
        Column::Concluded => on(row, 23)?,
        Column::Replied => on(row, 24)?,
        Column::National => row.opt_text(25)?.unwrap_or_default().to_owned(),
        Column::Urgency => Urgency::parse(row.text(26)?)
            .map_or("", Urgency::zh)
            .to_owned(),
        Column::Secrecy => Secrecy::parse(row.text(27)?)
            .map_or("", Secrecy::zh)
            .to_owned(),
        Column::Turn => row
            .opt_text(28)?
            .and_then(Turn::parse)
            .map_or("", Turn::zh)
            .to_owned(),
        Column::Heads => heads(row.int(29)?),
        Column::OverLevel => if row.bool(30)? { "越级" } else { "" }.to_owned(),
        Column::Supervision => row
            .opt_text(31)?
            .and_then(Under::parse)
            .map_or("", Under::zh)
            .to_owned(),
        Column::Rung => row
            .opt_text(32)?
            .and_then(RungKind::parse)
            .map_or("", RungKind::zh)
            .to_owned(),
        Column::SlipSent => on(row, 33)?,
        Column::AnswerDue => on(row, 34)?,
        Column::Answered => on(row, 35)?,
        Column::Examined => on(row, 36)?,
        Column::Years => row.int(37)?.to_string(),
        Column::Levels => row.int(38)?.to_string(),
        Column::Bodies => row.int(39)?.to_string(),
        Column::Campaign => match (row.opt_text(40)?, row.opt_int(41)?) {
            (Some(number), Some(item)) => format!("{number}第{item}项"),
            _ => String::new(),
        },
        Column::Contract => row
            .opt_text(42)?
            .and_then(ItemState::parse)
            .map_or("", ItemState::zh)
            .to_owned(),
        Column::Leader => row.opt_text(43)?.map_or_else(String::new, |id| {
            reader.office.person_name(&PersonId::from(id)).to_owned()
        }),
        Column::Capacity => row
            .opt_text(44)?
            .map_or_else(String::new, |id| capacity(app, id)),
        Column::Team => row
            .opt_int(45)?
            .map_or_else(String::new, |team| team.to_string()),
        Column::Contracted => on(row, 46)?,
        Column::ContractDue => row
            .opt_int(47)?
            .filter(|at| *at < i64::MAX)
            .map(day)
            .unwrap_or_default(),
        Column::Title | Column::Accused | Column::Due => String::new(),
    })
}

fn unit(reader: &Reader, id: &str) -> String {
    reader.office.unit_name(&UnitId::from(id)).to_owned()
}

/// As what a leader took it, in the words of the catalogue.
fn capacity(app: &App, id: &str) -> String {
    let mut known = app.rules().campaigns.capacities.iter();
    let named = known.find(|capacity| capacity.id == id);
    named.map_or(id, |capacity| &capacity.name).to_owned()
}

fn domains(app: &App, words: &str) -> String {
    let names = words
        .split_whitespace()
        .map(|id| app.rules().domain_name(id).unwrap_or(id));
    names.collect::<Vec<_>>().join("、")
}

/// 6人，集体访; nothing where nobody came.
fn heads(count: i64) -> String {
    match count {
        0 => String::new(),
        many if many >= i64::from(Visit::COLLECTIVE) => format!("{many}人，集体访"),
        few => format!("{few}人"),
    }
}

fn on(row: &Row, at: usize) -> Result<String, Fault> {
    Ok(row.opt_int(at)?.map(day).unwrap_or_default())
}

/// The day of an instant.
pub(crate) fn day(at: i64) -> String {
    moment::moment(at).local.date().to_string()
}
