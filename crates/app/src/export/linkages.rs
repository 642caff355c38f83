//! The book of linkages (联动处置台账, S1-49) taken out as a file: the same right, reason and receipt as a book of
//! matters, the rows that its page shows to the same reader.

use super::run::{Source, covered, unwritten};
use super::{Begun, Export, Format, Head, permitted, reason, receipt, record};
use crate::queries::linkages::{BookRow, Sifted, rows};
use crate::queries::reader::Reader;
use crate::{App, Failure};
use casework::PersonId;
use papers::sheet::Cell;
use papers::table::{Column, Table};

/// What receipts call it.
pub const BOOK: (&str, &str) = ("linkages", "联动处置台账");

/// What its rows rest on.
const BASIS: &str = "业务范围外重点信访事项建立专门台账，两函一台账（S1-49）";

/// Linkages read at a time.
const PAGE: usize = 200;

/// Headings and widths, in order.
const COLUMNS: &[(&str, u16)] = &[
    ("编号", 22),
    ("事项", 48),
    ("情形", 24),
    ("承接单位", 24),
    ("环节", 14),
    ("提出", 14),
    ("提示函", 14),
    ("移交函", 14),
    ("反馈次数", 10),
    ("最近反馈", 14),
    ("结果", 16),
    ("时限", 14),
];

/// Begins to take it out, narrowed as its page is.
///
/// # Errors
/// The person may not export, or gives no reason; a fault.
pub async fn begin(
    app: &App,
    person: &PersonId,
    sifted: &Sifted,
    (format, why): (Format, &str),
) -> Result<Export, Failure> {
    let reader = Reader::of(app, person).await?;
    let by = permitted(app, &reader)?;
    let why = reason(why)?;
    let forbidden = || Failure::Forbidden {
        act: "查看联动处置台账".to_owned(),
    };
    let unit = reader.units.first().ok_or_else(forbidden)?.clone();
    let organ = reader.office.organ_of(&unit).unwrap_or(&unit).clone();
    let number = receipt(app, reader.now.local);
    let scope = in_words(app, &reader, sifted);
    let head = Head {
        unit: reader.office.unit_name(&organ),
        receipt: &number,
        reason: why,
        scope: &scope,
        person: reader.office.person_name(person),
        at: reader.now.local,
    };
    let headed: Vec<Column> = COLUMNS
        .iter()
        .map(|(heading, width)| Column {
            heading: (*heading).to_owned(),
            width: *width,
        })
        .collect();
    let table = match format {
        Format::Comma => Table::comma(&headed),
        Format::Workbook => Table::workbook(covered((BOOK.1, BASIS), &head), &headed),
    };
    let table = table.map_err(unwritten)?;
    let begun = Begun {
        book: BOOK.0,
        organ: &organ,
        unit: &unit,
        layout: None,
        format,
        columns: COLUMNS
            .iter()
            .map(|(heading, _)| (*heading).to_owned())
            .collect(),
        texts: true,
    };
    record(app, &reader, (&number, &by), (begun, why, &scope)).await?;
    let name = format!("{}-{number}.{}", BOOK.1, format.as_str());
    let source = Source::Linkages(Sifted {
        cursor: None,
        ..sifted.clone()
    });
    Ok(Export::begun(
        app,
        (by, person.clone()),
        number,
        source,
        (table, name, format),
    ))
}

/// What is taken out, in one line.
fn in_words(app: &App, reader: &Reader, sifted: &Sifted) -> String {
    let mut words = vec!["全部".to_owned()];
    if let Some(class) = app.rules().linkage.class(&sifted.class) {
        words.push(class.name.clone());
    }
    if let Some(state) = casework::linkage::Stage::parse(&sifted.state) {
        words.push(state.zh().to_owned());
    }
    if !sifted.receiver.is_empty() {
        let receiver = casework::UnitId::from(&*sifted.receiver);
        words.push(reader.office.unit_name(&receiver).to_owned());
    }
    if words.len() > 1 {
        words.remove(0);
    }
    words.join("；")
}

/// The next rows, and whether there are others.
pub(super) async fn page(
    app: &App,
    reader: &Reader,
    sifted: &mut Sifted,
) -> Result<(Vec<Vec<Cell>>, bool), Failure> {
    let (rows, next) = rows(app, reader, sifted, PAGE).await?;
    sifted.cursor = next;
    let more = sifted.cursor.is_some();
    Ok((rows.into_iter().map(cells).collect(), more))
}

fn cells(row: BookRow) -> Vec<Cell> {
    let text = |text: String| match text.is_empty() {
        true => Cell::Empty,
        false => Cell::Text(text),
    };
    let day = |day: String| match day.parse::<jiff::civil::Date>() {
        Ok(day) => Cell::Date(day.at(0, 0, 0, 0)),
        Err(_) => text(day),
    };
    vec![
        text(row.number),
        text(row.name),
        text(row.class_zh),
        text(row.receiver),
        text(row.state_zh.to_owned()),
        day(row.opened),
        day(row.prompted),
        day(row.handed),
        Cell::Number(row.feedbacks as f64),
        day(row.fed_back),
        text(row.outcome_zh.to_owned()),
        text(row.lamp.due),
    ]
}
