//! The matters book (信访台账): one range scan over what the reader's unit may see, keyset-paged.

use super::lamp::Lamp;
use super::reader::{Reader, seen};
use super::todo::stage;
use crate::{App, Failure, Fault, reading, vault};
use casework::matter::{Channel, Class, Stage};
use casework::{PersonId, UnitId};
use jiff::civil::Date;
use serde::Serialize;
use store::{Row, Value};

/// What the book is filtered by. Every part is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Through which of the reader's units.
    pub unit: Option<String>,
    /// By stage.
    pub stage: Option<Stage>,
    /// By channel.
    pub channel: Option<Channel>,
    /// By class.
    pub class: Option<Class>,
    /// By present holder.
    pub holder: Option<String>,
    /// Real-name or anonymous.
    pub real_name: Option<bool>,
    /// With repeats or without.
    pub repeat: Option<bool>,
    /// Overdue now.
    pub overdue: Option<bool>,
    /// Over, or still open.
    pub over: Option<bool>,
    /// Received from this day on.
    pub from: Option<Date>,
    /// Received until this day.
    pub to: Option<Date>,
    /// One number.
    pub number: Option<String>,
}

/// A page of the book.
#[derive(Debug, Clone, Serialize)]
pub struct Book {
    /// Its rows, newest arrival first.
    pub rows: Vec<BookRow>,
    /// The cursor of older rows, if there are any.
    pub next: Option<String>,
    /// The cursor of newer rows, if there are any.
    pub previous: Option<String>,
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
/// Totals stop here.
const TOTAL_MAX: i64 = 1_000;

impl Filter {
    /// The filter of a query string's pairs. Unknown names and values are left out.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            match name {
                "unit" => filter.unit = Some(value.to_owned()),
                "stage" => filter.stage = Stage::parse(value),
                "channel" => filter.channel = Channel::parse(value),
                "class" => filter.class = Class::parse(value),
                "holder" => filter.holder = Some(value.to_owned()),
                "real_name" => filter.real_name = flag(value),
                "repeat" => filter.repeat = flag(value),
                "overdue" => filter.overdue = flag(value),
                "over" => filter.over = flag(value),
                "from" => filter.from = value.parse().ok(),
                "to" => filter.to = value.parse().ok(),
                "number" => filter.number = Some(value.trim().to_owned()),
                _ => {}
            }
        }
        filter
    }

    /// The pairs of a query string that say the same.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let word = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
        let all = [
            ("unit", self.unit.clone()),
            ("stage", self.stage.map(|stage| stage.as_str().to_owned())),
            (
                "channel",
                self.channel.map(|channel| channel.as_str().to_owned()),
            ),
            ("class", self.class.map(|class| class.as_str().to_owned())),
            ("holder", self.holder.clone()),
            ("real_name", self.real_name.map(word)),
            ("repeat", self.repeat.map(word)),
            ("overdue", self.overdue.map(word)),
            ("over", self.over.map(word)),
            ("from", self.from.map(|on| on.to_string())),
            ("to", self.to.map(|on| on.to_string())),
            ("number", self.number.clone()),
        ];
        all.into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }
}

fn flag(word: &str) -> Option<bool> {
    match word {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}

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
    let chosen = filter.unit.as_deref().map(UnitId::from);
    let unit = match chosen {
        Some(unit) => reader.units.iter().find(|known| **known == unit),
        None => reader.units.first(),
    };
    let unit = unit.ok_or_else(|| Failure::Forbidden {
        act: "查看信访台账".to_owned(),
    })?;
    let (newer, key) = match cursor.and_then(|cursor| cursor.strip_prefix('<')) {
        Some(key) => (true, Some(key)),
        None => (false, cursor),
    };
    let scope = Scope::new(app, &reader, unit, filter);
    let mut rows = scope.page(app, key, newer).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    if newer {
        rows.reverse();
    }
    let key_of = |row: Option<&Row>| row.map(|row| row.text(0).map(str::to_owned)).transpose();
    let (first, last) = (key_of(rows.first())?, key_of(rows.last())?);
    let has_older = if newer { key.is_some() } else { more };
    let has_newer = if newer { more } else { key.is_some() };
    Ok(Book {
        rows: lines(app, &reader, &rows).await?,
        next: last.filter(|_| has_older),
        previous: first.filter(|_| has_newer).map(|key| format!("<{key}")),
        total: scope.total(app).await?,
        filters: choices(&reader, filter),
    })
}

/// A filter as SQL over `visible`.
struct Scope {
    condition: String,
    params: Vec<Value>,
}

impl Scope {
    fn new(app: &App, reader: &Reader, unit: &UnitId, filter: &Filter) -> Self {
        let params = vec![reader.person.as_str().into(), unit.as_str().into()];
        let condition = format!("v.unit_id = $2 AND {}", seen("v", 1));
        let mut scope = Self { condition, params };
        scope.equal("v.stage", filter.stage.map(Stage::as_str));
        scope.equal("v.channel", filter.channel.map(Channel::as_str));
        scope.equal("v.class", filter.class.map(Class::as_str));
        scope.equal("v.holder", filter.holder.as_deref());
        scope.equal("v.real_name", filter.real_name);
        scope.equal("v.over", filter.over);
        match filter.repeat {
            Some(true) => scope.also("v.repeats > ", 0),
            Some(false) => scope.also("v.repeats = ", 0),
            None => {}
        }
        match filter.overdue {
            Some(true) => scope.also("v.due_at < ", reader.now.at),
            Some(false) => scope.also("v.due_at >= ", reader.now.at),
            None => {}
        }
        let midnight = |on: Date| app.offset().instant(on.at(0, 0, 0, 0));
        if let Some(from) = filter.from {
            scope.also("v.received_at >= ", midnight(from));
        }
        if let Some(to) = filter.to.and_then(|to| to.tomorrow().ok()) {
            scope.also("v.received_at < ", midnight(to));
        }
        if let Some(number) = &filter.number {
            scope.also("m.number = ", number.as_str());
        }
        scope
    }

    fn also(&mut self, comparison: &str, value: impl Into<Value>) {
        self.params.push(value.into());
        self.condition
            .push_str(&format!(" AND {comparison}${}", self.params.len()));
    }

    fn equal(&mut self, column: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.also(&format!("{column} = "), value);
        }
    }

    async fn page(&self, app: &App, key: Option<&str>, newer: bool) -> Result<Vec<Row>, Fault> {
        let mut params = self.params.clone();
        let mut condition = self.condition.clone();
        if let Some(key) = key {
            params.push(key.into());
            let comparison = if newer { '>' } else { '<' };
            condition.push_str(&format!(" AND v.sort_key {comparison} ${}", params.len()));
        }
        let order = if newer { "ASC" } else { "DESC" };
        params.push((PAGE as i64 + 1).into());
        let sql = format!(
            "SELECT v.sort_key, m.matter_id, m.number, m.stage, m.channel, m.class, m.holder, \
             m.received_at, m.due_at, m.real_name, m.repeats \
             FROM visible v JOIN matters m ON m.matter_id = v.matter_id \
             WHERE {condition} ORDER BY v.sort_key {order} LIMIT ${}",
            params.len()
        );
        Ok(app.store().rows(&sql, &params).await?)
    }

    async fn total(&self, app: &App) -> Result<String, Fault> {
        let mut params = self.params.clone();
        params.push((TOTAL_MAX + 1).into());
        let sql = format!(
            "SELECT count(*) FROM (SELECT v.matter_id FROM visible v \
             JOIN matters m ON m.matter_id = v.matter_id WHERE {} LIMIT ${}) AS matching",
            self.condition,
            params.len()
        );
        let rows = app.store().rows(&sql, &params).await?;
        let count = rows.first().map_or(Ok(0), |row| row.int(0))?;
        Ok(if count > TOTAL_MAX {
            "1,000+".to_owned()
        } else {
            count.to_string()
        })
    }
}

async fn lines(app: &App, reader: &Reader, rows: &[Row]) -> Result<Vec<BookRow>, Fault> {
    let mut streams = Vec::new();
    for row in rows {
        streams.push(format!("matter-{}", row.text(1)?));
    }
    let mut titles = vault::of_purpose(app, &streams, "receive.title").await?;
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
