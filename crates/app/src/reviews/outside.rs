//! A list of other departments' matters from a spreadsheet (外部件清单, S3-03): every row is checked first, and
//! one that is wrong is told by file, row and field; then all are put under review by the act like any other.

use crate::{App, FileFailure, Order, Subject, Who};
use casework::PersonId;
use papers::sheet::{self, DateForm, Reading, Sheet, SheetRow};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The headings of a list; the last may be missing.
pub const HEADINGS: [&str; 5] = [
    "承办部门",
    "部门编号",
    "来信来访日期",
    "反映问题",
    "办理结果",
];

/// How many of the headings must be there.
const NEEDED: usize = 4;

/// Most characters of each column, in their order.
const MOST: [usize; 5] = [40, 40, 40, 120, 200];

/// Rows of a list at most: what the act takes.
const ROWS_MAX: usize = 200;

/// Errors told at most; the rest are like them.
const TOLD_MAX: usize = 50;

/// Puts a list under review, or among what may be drawn. Returns how many rows it has.
///
/// # Errors
/// What is wrong with its rows; nothing was entered then. Or the person may not, or the act is refused.
pub async fn import(
    app: &App,
    person: &PersonId,
    number: &str,
    (file, bytes): (&str, &[u8]),
    pool: bool,
) -> Result<usize, FileFailure> {
    let sheet = Sheet::read(bytes, &Reading::of(file));
    let sheet = sheet.map_err(|error| FileFailure::Wrong(vec![error.to_string()]))?;
    let matters = rows(file, &sheet)?;
    let count = matters.len();
    let mut fields = Map::new();
    if pool {
        fields.insert("use".to_owned(), Value::from("pool"));
    }
    fields.insert("matters".to_owned(), Value::Array(matters));
    let order = Order {
        subject: Subject::Procedure(number.to_owned()),
        act: "add-outside-items".to_owned(),
        fields,
        happened: None,
    };
    app.execute(&Who::Staff(person.clone()), order).await?;
    Ok(count)
}

fn rows(file: &str, sheet: &Sheet) -> Result<Vec<Value>, FileFailure> {
    let missing = HEADINGS[..NEEDED]
        .iter()
        .filter(|heading| at(sheet, heading).is_none());
    let missing: Vec<String> = missing
        .map(|heading| format!("{file}：没有“{heading}”这一列"))
        .collect();
    if !missing.is_empty() {
        return Err(FileFailure::Wrong(missing));
    }
    let (mut matters, mut errors) = (Vec::new(), Vec::new());
    let mut seen = BTreeMap::new();
    for row in &sheet.rows {
        match read(sheet, row) {
            Ok(matter) => {
                let named = (
                    matter["department"].to_string(),
                    matter["reference"].to_string(),
                );
                if let Some(first) = seen.insert(named, row.number) {
                    let what = format!("与第{first}行部门、编号都相同");
                    errors.push(wrong(file, row, ("部门编号", &what)));
                }
                matters.push(matter);
            }
            Err(found) => errors.extend(
                found
                    .into_iter()
                    .map(|(heading, what)| wrong(file, row, (heading, &what))),
            ),
        }
    }
    if errors.is_empty() && matters.is_empty() {
        errors.push(format!("{file}：表头下面没有内容"));
    }
    if matters.len() > ROWS_MAX {
        errors.push(format!("{file}：一次最多{ROWS_MAX}行，请分几次列入"));
    }
    errors.truncate(TOLD_MAX);
    if errors.is_empty() {
        Ok(matters)
    } else {
        Err(FileFailure::Wrong(errors))
    }
}

fn at(sheet: &Sheet, heading: &str) -> Option<usize> {
    sheet.columns.iter().position(|column| column == heading)
}

fn wrong(file: &str, row: &SheetRow, (heading, what): (&str, &str)) -> String {
    format!("{file} 第{}行 {heading}：{what}", row.number)
}

/// A row as the act takes it, or what is wrong with it, by heading.
fn read(sheet: &Sheet, row: &SheetRow) -> Result<Value, Vec<(&'static str, String)>> {
    let cell = |heading: &str| at(sheet, heading).and_then(|at| row.cells.get(at));
    let text = |heading: &str| cell(heading).map(|cell| cell.trimmed()).unwrap_or_default();
    let mut errors = Vec::new();
    for (index, heading) in HEADINGS.into_iter().enumerate() {
        match text(heading).chars().count() {
            0 if index < NEEDED => errors.push((heading, "没有填写".to_owned())),
            count if count > MOST[index] => {
                errors.push((heading, format!("最多{}字", MOST[index])))
            }
            _ => {}
        }
    }
    let came = cell(HEADINGS[2]).map(|cell| sheet::date(cell, &DateForm::ALL));
    match came {
        Some(Ok(came)) if errors.is_empty() => Ok(json!({
            "department": text(HEADINGS[0]), "reference": text(HEADINGS[1]),
            "came": came.date().to_string(), "subject": text(HEADINGS[3]),
            "result": text(HEADINGS[4]),
        })),
        Some(Err(_)) if !text(HEADINGS[2]).is_empty() => {
            errors.push((HEADINGS[2], "请写作“2026-02-06”".to_owned()));
            Err(errors)
        }
        _ => Err(errors),
    }
}
