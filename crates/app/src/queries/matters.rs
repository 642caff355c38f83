//! The matters book (信访台账): one range scan over what the reader's unit may see, keyset-paged.

pub use super::listing::Filter;

use super::lamp::Lamp;
use super::listing::{self, Listing, TOTAL_MAX, Unlooked};
use super::reader::Reader;
use super::todo::stage;
use crate::{App, Failure, Fault, reading, vault};
use casework::matter::{Channel, Class, Stage};
use casework::{PersonId, UnitId};
use serde::Serialize;
use store::Row;

/// A page of the book.
#[derive(Debug, Clone, Serialize)]
pub struct Book {
    /// Its rows, newest arrival first.
    pub rows: Vec<BookRow>,
    /// The cursor of older rows, if there are any.
    pub next: Option<String>,
    /// The cursor of newer rows, if there are any.
    pub previous: Option<String>,
    /// Where the page is not full though the list goes on: on which side of it nobody has looked yet.
    pub unlooked: Option<Unlooked>,
    /// How many rows match: `37`, or `1,000+`.
    pub total: String,
    /// The filters with their choices.
    pub filters: Vec<FilterChoice>,
}

/// A row of the book.
#[derive(Debug, Clone, Serialize)]
pub struct BookRow {
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Day of arrival.
    pub received: String,
    /// Channel, in words.
    pub channel_zh: &'static str,
    /// Class, in words; empty before registration.
    pub class_zh: &'static str,
    /// Stage word.
    pub stage: &'static str,
    /// Stage, in words.
    pub stage_zh: &'static str,
    /// In whose hands.
    pub holder: String,
    /// Nearest open promise.
    pub lamp: Lamp,
    /// Whether it is real-name.
    pub real_name: bool,
    /// How many repeats joined it.
    pub repeats: i64,
    /// Whether it is a part that was split off: a matter without an arrival of its own.
    pub is_part: bool,
}

/// A filter as plain words above the book.
#[derive(Debug, Clone, Serialize)]
pub struct FilterChoice {
    /// Query name.
    pub name: &'static str,
    /// Label.
    pub zh: &'static str,
    /// Value, label, chosen.
    pub options: Vec<(String, String, bool)>,
}

/// Rows a page.
const PAGE: usize = 20;

/// A page of the book. A cursor is what an earlier page gave; `<` before it reads newer rows.
///
/// # Errors
/// The reader sees no matters at all, or a fault.
pub async fn matters(
    app: &App,
    person: &PersonId,
    filter: &Filter,
    cursor: Option<&str>,
) -> Result<Book, Failure> {
    let reader = Reader::of(app, person).await?;
    reading::record_list(app, person, "matters").await?;
    let unit = listing::unit_of(&reader, filter, "查看信访台账")?;
    let listing = Listing::new(app, &reader, unit, filter).await?;
    let page = listing.page(app, cursor, PAGE).await?;
    let total = listing.count(app, TOTAL_MAX).await?;
    Ok(Book {
        rows: lines(app, &reader, &page.rows).await?,
        next: page.next,
        previous: page.previous,
        unlooked: page.unlooked,
        total: total.words(page.rows.len()),
        filters: choices(&reader, filter),
    })
}

async fn lines(app: &App, reader: &Reader, rows: &[Row]) -> Result<Vec<BookRow>, Fault> {
    let mut streams = Vec::new();
    for row in rows {
        streams.push(format!("matter-{}", row.text(1)?));
    }
    let mut titles = super::titles::titles(app, reader, &streams).await?;
    let line = |(row, stream): (&Row, &String)| {
        let stage = stage(row.text(3)?)?;
        let class = row.opt_text(5)?.and_then(Class::parse);
        let received = super::todo::shown(row.int(7)?);
        Ok(BookRow {
            number: row.text(2)?.to_owned(),
            title: titles
                .remove(stream)
                .unwrap_or_else(|| vault::ERASED.to_owned()),
            received: received.chars().take(10).collect(),
            channel_zh: Channel::parse(row.text(4)?).map_or("", Channel::zh),
            class_zh: class.map_or("", Class::zh),
            stage: stage.as_str(),
            stage_zh: stage.zh(),
            holder: reader
                .office
                .unit_name(&UnitId::from(row.text(6)?))
                .to_owned(),
            lamp: Lamp::of_instant(app, row.int(8)?, reader.now),
            real_name: row.bool(9)?,
            repeats: row.int(10)?,
            is_part: row.int(18)? == 0 && stage != Stage::Joined,
        })
    };
    rows.iter().zip(&streams).map(line).collect()
}

fn choices(reader: &Reader, filter: &Filter) -> Vec<FilterChoice> {
    let codes = |name, zh, codes: &[casework::code::Code], chosen: Option<&str>| FilterChoice {
        name,
        zh,
        options: codes
            .iter()
            .map(|code| {
                (
                    code.value.to_owned(),
                    code.zh.to_owned(),
                    Some(code.value) == chosen,
                )
            })
            .collect(),
    };
    let flags = |name, zh, yes: &str, no: &str, chosen: Option<bool>| FilterChoice {
        name,
        zh,
        options: vec![
            ("yes".to_owned(), yes.to_owned(), chosen == Some(true)),
            ("no".to_owned(), no.to_owned(), chosen == Some(false)),
        ],
    };
    let mut choices = vec![
        codes(
            "stage",
            "环节",
            Stage::CODES,
            filter.stage.map(Stage::as_str),
        ),
        codes(
            "channel",
            "渠道",
            Channel::CODES,
            filter.channel.map(Channel::as_str),
        ),
        codes(
            "class",
            "类别",
            Class::CODES,
            filter.class.map(Class::as_str),
        ),
        flags("real_name", "署名", "实名", "匿名", filter.real_name),
        flags("repeat", "重复", "有重复件", "无重复件", filter.repeat),
        flags("overdue", "时限", "已超期", "未超期", filter.overdue),
        flags("over", "办理", "已了结", "在办", filter.over),
    ];
    if reader.units.len() > 1 {
        let chosen = filter.unit.as_deref();
        let option = |unit: &UnitId| {
            let name = reader.office.unit_name(unit).to_owned();
            (unit.to_string(), name, Some(unit.as_str()) == chosen)
        };
        let options = reader.units.iter().map(option).collect();
        choices.insert(
            0,
            FilterChoice {
                name: "unit",
                zh: "机构",
                options,
            },
        );
    }
    choices
}
