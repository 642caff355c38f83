//! A workbook that came back, as rows: which matter, and what was filled. What the unit was only to read is
//! not read again.

use super::book::TITLE;
use super::columns::{NUMBER, SHEET, filled};
use papers::sheet::{Cell, Limits, Reading, Sheet};
use std::collections::BTreeMap;

/// A row as it was filled.
pub(super) struct Row {
    /// As the office program numbers it.
    pub(super) at: usize,
    /// The number of the matter.
    pub(super) number: String,
    /// What was filled, by heading.
    pub(super) cells: BTreeMap<&'static str, Cell>,
}

/// The most that is read of a sheet that came back.
const LIMITS: Limits = Limits {
    expanded_bytes: 20 * 1024 * 1024,
    rows: 200,
    columns: 60,
    cell_chars: 32_767,
};

/// The sheet's number and its rows.
///
/// # Errors
/// What is wrong with the file as a whole, in a sentence.
pub(super) fn rows(bytes: &[u8]) -> Result<(String, Vec<Row>), String> {
    let reading = Reading {
        table: Some(TITLE),
        limits: LIMITS,
        ..Reading::of("任务单.xlsx")
    };
    let sheet = Sheet::read(bytes, &reading).map_err(|error| error.to_string())?;
    let place = |heading: &str| {
        let found = sheet.column("任务单.xlsx", heading);
        found.map_err(|error| error.to_string())
    };
    let (sheet_at, number_at) = (place(SHEET)?, place(NUMBER)?);
    let mut places = Vec::new();
    for (heading, _) in filled() {
        places.push((heading, place(heading)?));
    }
    let (mut number, mut rows) = (None, Vec::new());
    for row in &sheet.rows {
        let text = |at: usize| row.cells.get(at).map(Cell::trimmed).unwrap_or_default();
        if text(number_at).is_empty() {
            continue;
        }
        let of = text(sheet_at);
        match &number {
            None => number = Some(of),
            Some(first) if *first == of => {}
            Some(_) => {
                return Err(format!(
                    "第{}行与第一行的任务单号不同，请一张任务单带回一个文件",
                    row.number
                ));
            }
        }
        let filled = places.iter().filter_map(|(heading, at)| {
            let cell = row.cells.get(*at)?;
            (!cell.trimmed().is_empty()).then(|| (*heading, cell.clone()))
        });
        rows.push(Row {
            at: row.number,
            number: text(number_at),
            cells: filled.collect(),
        });
    }
    let number = number.ok_or("任务单里没有一行写有编号，请拿取单时的文件填写")?;
    Ok((number, rows))
}
