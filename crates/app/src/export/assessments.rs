//! A month of an assessment (工作考核, S1-25) taken out as a file: the same right, reason and receipt as a book, the
//! figures that its page shows to the same reader.

use super::run::{Source, covered, unwritten};
use super::{Begun, Export, Format, Head, permitted, reason, receipt, record};
use crate::queries::assessments::{self, MonthPage, Ranked};
use crate::queries::reader::Reader;
use crate::{App, Failure};
use casework::PersonId;
use jiff::civil::Date;
use papers::sheet::Cell;
use papers::table::{Column, Table};

/// What receipts call it.
pub const BOOK: (&str, &str) = ("assessment-month", "月考核得分");

/// What its rows rest on.
const BASIS: &str = "信访举报工作纳入考核，按月计分、公布（S1-25、S1-39）";

/// A month that is taken out.
#[derive(Debug, Clone)]
pub(super) struct Month {
    number: String,
    month: Date,
}

/// Begins to take a month out.
///
/// # Errors
/// As the page of the month; and where the person may not export, or gives no reason.
pub async fn begin(
    app: &App,
    person: &PersonId,
    (number, month): (&str, Date),
    (format, why): (Format, &str),
) -> Result<Export, Failure> {
    let reader = Reader::of(app, person).await?;
    let told = assessments::month(app, person, number, month).await?;
    let by = permitted(app, &reader)?;
    let why = reason(why)?;
    let unit = reader.units.first().ok_or(Failure::NotFound)?.clone();
    let organ = reader.office.organ_of(&unit).unwrap_or(&unit).clone();
    let serial = receipt(app, reader.now.local);
    let scope = format!("{}，{}年{}月", told.number, month.year(), month.month());
    let head = Head {
        unit: reader.office.unit_name(&organ),
        receipt: &serial,
        reason: why,
        scope: &scope,
        person: reader.office.person_name(person),
        at: reader.now.local,
    };
    let headed = columns(&told);
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
        columns: headed.into_iter().map(|column| column.heading).collect(),
        texts: false,
    };
    record(app, &reader, (&serial, &by), (begun, why, &scope)).await?;
    let name = format!("{}-{serial}.{}", BOOK.1, format.as_str());
    let source = Source::Assessment(Month {
        number: told.number,
        month,
    });
    let person = (by, person.clone());
    Ok(Export::begun(
        app,
        person,
        serial,
        source,
        (table, name, format),
    ))
}

/// Headings and widths: an indicator has its share, what was counted, and its points.
fn columns(told: &MonthPage) -> Vec<Column> {
    let column = |heading: String, width| Column { heading, width };
    let mut columns = vec![column("名次".into(), 8), column("机关".into(), 28)];
    for (_, _, name, weight, _) in &told.indicators {
        columns.push(column(name.clone(), 12));
        columns.push(column(format!("{name}：计入"), 12));
        columns.push(column(format!("{name}：统计"), 12));
        if *weight > 0 {
            columns.push(column(format!("{name}：得分"), 12));
        }
    }
    columns.push(column("加扣分".into(), 10));
    columns.push(column("加扣分事由".into(), 36));
    columns.push(column("得分".into(), 10));
    columns
}

/// The rows, as the reader may see them now.
pub(super) async fn page(
    app: &App,
    reader: &Reader,
    of: &Month,
) -> Result<(Vec<Vec<Cell>>, bool), Failure> {
    let told = assessments::month(app, &reader.person, &of.number, of.month).await?;
    let rows = told.rows.iter().map(|row| cells(&told, row));
    Ok((rows.collect(), false))
}

fn cells(told: &MonthPage, row: &Ranked) -> Vec<Cell> {
    let mut cells = vec![
        row.rank
            .map_or(Cell::Empty, |rank| Cell::Number(rank as f64)),
        Cell::Text(row.unit.clone()),
    ];
    for ((_, _, _, weight, _), cell) in told.indicators.iter().zip(&row.cells) {
        let measured = cell.whole > 0;
        let number = |number: i64| match measured {
            true => Cell::Number(number as f64),
            false => Cell::Empty,
        };
        cells.push(match measured {
            true => text(&cell.rate),
            false => Cell::Text("无".into()),
        });
        cells.extend([number(cell.part), number(cell.whole)]);
        if *weight > 0 {
            cells.push(points(&cell.earned));
        }
    }
    let given = row.points.iter();
    let given: Vec<String> = given
        .map(|(_, name, words)| format!("{name} {words}"))
        .collect();
    cells.push(Cell::Number(row.added as f64));
    cells.push(text(&given.join("；")));
    cells.push(points(&row.total));
    cells
}

fn text(text: &str) -> Cell {
    match text {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    }
}

/// Points in words are a number where they are one.
fn points(words: &str) -> Cell {
    words.parse().map_or_else(|_| text(words), Cell::Number)
}
