//! Exports (导出记录, T24): one's own; those of the organ for its head, those of every organ for the
//! auditor. What they hold is told by book, scope and reason, never by a matter.

use super::reader::Reader;
use super::todo::shown;
use super::trail::actor_in_words;
use crate::export::{Event, stream_of};
use crate::{App, Failure, Fault, reading, stream, vault};
use casework::rules::Column;
use casework::step::Recorded;
use casework::{PersonId, UnitId};
use serde::Serialize;
use store::{Row, Value};

/// A page of exports, the last first.
#[derive(Debug, Clone, Serialize)]
pub struct Exports {
    /// Its rows.
    pub rows: Vec<ExportRow>,
    /// The cursor of older ones.
    pub older: Option<String>,
    /// Whether those of others are listed too.
    pub all: bool,
    /// Whether the reader may list those of others.
    pub audits: bool,
}

/// An export.
#[derive(Debug, Clone, Serialize)]
pub struct ExportRow {
    /// Its receipt.
    pub receipt: String,
    /// When it began.
    pub at: String,
    /// Who.
    pub who: String,
    /// Of which organ.
    pub organ: String,
    /// Which book.
    pub book: String,
    /// What it holds.
    pub scope: String,
    /// Why.
    pub reason: String,
    /// Which columns.
    pub columns: String,
    /// As what.
    pub format_zh: &'static str,
    /// How it ended, in words.
    pub state: String,
    /// Whether it is whole.
    pub whole: bool,
    /// Hex of the file's SHA-256; empty where it is not whole.
    pub sha256: String,
}

/// Rows a page.
const PAGE: usize = 20;

/// A page of exports, older than a place in the list.
///
/// # Errors
/// The reader may neither export nor read what others exported, or a fault.
pub async fn exports(
    app: &App,
    person: &PersonId,
    all: bool,
    cursor: Option<&str>,
) -> Result<Exports, Failure> {
    let reader = Reader::of(app, person).await?;
    let audits = reader.may(app, "read-exports");
    if !audits && (all || !reader.may(app, "export")) {
        let act = "查看导出记录".to_owned();
        return Err(Failure::Forbidden { act });
    }
    reading::record_list(app, person, "exports").await?;
    // Whoever sees no matter exports none: for them the list is that of others.
    let all = all || reader.units.is_empty();
    let (sql, params) = statement(&reader, all, cursor);
    let mut rows = app.store().rows(&sql, &params).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let mut listed = Vec::new();
    for row in &rows {
        listed.extend(told(app, &reader, row).await?);
    }
    let older = rows.last().filter(|_| more).map(place).transpose()?;
    Ok(Exports {
        rows: listed,
        older,
        all,
        audits,
    })
}

/// Own exports, those of one's organs, or all of them for whoever has none: each under its index.
fn statement(reader: &Reader, all: bool, cursor: Option<&str>) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = vec![(PAGE as i64 + 1).into()];
    let mut condition = "1 = 1".to_owned();
    if let Some((at, receipt)) = cursor.and_then(|cursor| cursor.split_once('~')) {
        params.push(at.parse().unwrap_or(0_i64).into());
        params.push(receipt.into());
        condition = "(begun_at, receipt) < ($2, $3)".to_owned();
    }
    let mut scan = |column: &str, value: &str| {
        params.push(value.into());
        let at = params.len();
        format!(
            "SELECT * FROM (SELECT receipt, organ, begun_at FROM exports WHERE {column} = ${at} \
             AND {condition} ORDER BY begun_at DESC, receipt DESC LIMIT $1) AS s{at}"
        )
    };
    let scans: Vec<String> = match (all, reader.units.is_empty()) {
        (false, _) => vec![scan("person_id", reader.person.as_str())],
        (true, false) => organs(reader)
            .iter()
            .map(|organ| scan("organ", organ.as_str()))
            .collect(),
        (true, true) => vec![format!(
            "SELECT receipt, organ, begun_at FROM exports WHERE {condition}"
        )],
    };
    let sql = format!(
        "SELECT receipt, organ, begun_at FROM ({}) AS listed \
         ORDER BY begun_at DESC, receipt DESC LIMIT $1",
        scans.join(" UNION ALL ")
    );
    (sql, params)
}

fn organs(reader: &Reader) -> Vec<UnitId> {
    let mut organs = Vec::new();
    for unit in &reader.units {
        let organ = reader.office.organ_of(unit).unwrap_or(unit);
        if !organs.contains(organ) {
            organs.push(organ.clone());
        }
    }
    organs
}

fn place(row: &Row) -> Result<String, Fault> {
    Ok(format!("{}~{}", row.int(2)?, row.text(0)?))
}

async fn told(app: &App, reader: &Reader, row: &Row) -> Result<Option<ExportRow>, Fault> {
    let receipt = row.text(0)?;
    let stream_id = stream_of(receipt);
    let events: Vec<Recorded<Event>> = stream::events(app, &stream_id, 0).await?;
    let texts = vault::texts(app, &reader.opener(), &stream_id).await?;
    let Some(Recorded {
        event:
            Event::Begun {
                book,
                organ,
                format,
                columns,
                reason,
                scope,
                ..
            },
        at,
        by,
        ..
    }) = events.first()
    else {
        return Ok(None);
    };
    // A book with headings of its own keeps them as they stand.
    let heading = |word: &String| match Column::parse(word) {
        Some(column) => column.zh().to_owned(),
        None => word.clone(),
    };
    let columns: Vec<String> = columns.iter().map(heading).collect();
    let ended = events.get(1).map(|end| &end.event);
    let (state, whole, sha256) = end(app, (book, receipt), ended);
    Ok(Some(ExportRow {
        receipt: receipt.to_owned(),
        at: shown(*at),
        who: actor_in_words(app, &reader.office, by),
        organ: reader.office.unit_name(organ).to_owned(),
        book: app
            .rules()
            .book(book)
            .map_or_else(|| named(book), |book| book.name.clone()),
        scope: texts.of(scope)?.to_owned(),
        reason: texts.of(reason)?.to_owned(),
        columns: columns.join("、"),
        format_zh: format.zh(),
        state,
        whole,
        sha256,
    }))
}

fn end(app: &App, (book, receipt): (&str, &str), end: Option<&Event>) -> (String, bool, String) {
    // A row of figures is no matter.
    let one = match book == crate::export::FIGURES.0 {
        true => "行",
        false => "件",
    };
    match end {
        Some(Event::Exported { rows, sha256, .. }) => {
            (format!("完成，共{rows}{one}"), true, sha256.clone())
        }
        Some(Event::Cancelled { rows, why }) => {
            let state = format!("未完成：{}，已写{rows}{one}", why.zh());
            (state, false, String::new())
        }
        Some(Event::Begun { .. }) | None => {
            let state = match app.exports().rows(receipt) {
                Some(rows) => format!("正在导出，已写{rows}{one}"),
                None => "未完成：没有写完的记录".to_owned(),
            };
            (state, false, String::new())
        }
    }
}

/// What a book is called that no catalogue names.
fn named(book: &str) -> String {
    let own = [
        crate::export::LINKAGES,
        crate::export::ASSESSMENT,
        crate::export::FIGURES,
    ];
    let found = own.iter().find(|(id, _)| *id == book);
    found.map_or(book, |(_, name)| name).to_owned()
}
