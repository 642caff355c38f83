//! The rows of the platform's list: columns found by their headings, every row checked before one is kept.

use crate::App;
use casework::matter::national_number;
use casework::rules::Column;
use jiff::civil::Date;
use papers::sheet::{Cell, Sheet};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A row of the platform's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The platform's number.
    pub number: String,
    /// Day of arrival.
    pub received: Date,
    /// Title.
    pub title: String,
    /// The accused.
    pub accused: String,
    /// Where it plays.
    pub place: String,
    /// Its class, as the platform calls it.
    pub class: String,
    /// Where it stands, as the platform says.
    pub state: String,
}

/// The book whose headings the platform's list has.
pub(crate) const BOOK: &str = "national";

/// The columns a list must have; the others may be missing.
pub const HEADINGS_NEEDED: [Column; 2] = [Column::National, Column::Received];

/// Most rows of a list.
const ROWS_MAX: usize = 20_000;

/// Errors told at most; the rest are like them.
const TOLD_MAX: usize = 50;

/// The entries of a list, or everything that is wrong with it.
pub(super) fn checked(app: &App, file: &str, sheet: &Sheet) -> Result<Vec<Entry>, Vec<String>> {
    let at = |column: Column| place(app, sheet, column);
    let missing = HEADINGS_NEEDED
        .iter()
        .filter(|column| at(**column).is_none());
    let missing = missing.map(|column| format!("{file}：没有“{}”这一列", heading(app, *column)));
    let mut errors: Vec<String> = missing.collect();
    if sheet.rows.len() > ROWS_MAX {
        errors.push(format!("{file}：超过{ROWS_MAX}行，请按月份分开导入"));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let (mut entries, mut seen) = (Vec::new(), BTreeMap::new());
    for row in &sheet.rows {
        let cell = |column| at(column).and_then(|at| row.cells.get(at));
        let text = |column| cell(column).map(Cell::trimmed).unwrap_or_default();
        let mut wrong = |column, what: &str| {
            let heading = heading(app, column);
            errors.push(format!("{file} 第{}行 {heading}：{what}", row.number));
        };
        let number = text(Column::National);
        let received = cell(Column::Received).and_then(day);
        if national_number(&number).is_none() {
            wrong(Column::National, "应为6到40位数字、字母或短横线");
        } else if let Some(first) = seen.insert(number.clone(), row.number) {
            wrong(Column::National, &format!("与第{first}行相同"));
        }
        for (column, max) in [
            (Column::Title, 200),
            (Column::Accused, 200),
            (Column::Region, 100),
        ] {
            if text(column).chars().count() > max {
                wrong(column, &format!("最多{max}字"));
            }
        }
        let Some(received) = received else {
            wrong(Column::Received, "应为日期，如2026-03-02");
            continue;
        };
        entries.push(Entry {
            number,
            received,
            title: text(Column::Title),
            accused: text(Column::Accused),
            place: text(Column::Region),
            class: text(Column::Class),
            state: text(Column::Stage),
        });
    }
    if errors.is_empty() && entries.is_empty() {
        errors.push(format!("{file}：表头下面没有内容"));
    }
    errors.truncate(TOLD_MAX);
    if errors.is_empty() {
        Ok(entries)
    } else {
        Err(errors)
    }
}

/// What stands over a column in the platform's list.
fn heading(app: &App, column: Column) -> String {
    let book = app.rules().book(BOOK);
    book.map_or(column.zh(), |book| book.heading(column))
        .to_owned()
}

/// Where a column is: under the platform's heading, or our own.
fn place(app: &App, sheet: &Sheet, column: Column) -> Option<usize> {
    let theirs = heading(app, column);
    let find = |name: &str| sheet.columns.iter().position(|known| known == name);
    find(&theirs).or_else(|| find(column.zh()))
}

/// A day, as a workbook or a person writes one.
fn day(cell: &Cell) -> Option<Date> {
    if let Cell::Date(at) = cell {
        return Some(at.date());
    }
    let text = cell
        .trimmed()
        .replace(['/', '.', '年', '月'], "-")
        .replace('日', "");
    let date = text.split_whitespace().next()?;
    let mut parts = date.split('-').map(str::parse::<i16>);
    let (year, month, day) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day)
        .ok()
        .filter(|_| parts.next().is_none())
}
