//! The orders in a filled row: which acts, done by whom, when. What is filled wrongly is told by column.

use super::columns::{DID, FINDINGS, Kind, PARTS, Part};
use super::row::Row;
use crate::{Order, Subject};
use casework::matter::Finding;
use casework::matter::steps::ACTS;
use casework::office::Office;
use casework::{PersonId, UnitId};
use jiff::civil::{Date, DateTime};
use papers::sheet::{Cell, DateForm, date};
use serde_json::{Map, Value};

/// What a row means.
pub(super) struct Meant {
    /// Who did it.
    pub(super) did: PersonId,
    /// The acts, in order.
    pub(super) acts: Vec<Meaning>,
}

/// One act of a row.
pub(super) struct Meaning {
    /// What tells it from every other of the same matter and sheet.
    pub(super) key: String,
    /// As a person reads it: 签收 2026-03-05 09:00.
    pub(super) zh: String,
    /// The order.
    pub(super) order: Order,
}

/// Where a row is read: the unit's people of the day, and since when it had the sheet.
pub(super) struct Ground<'a> {
    pub(super) office: &'a Office,
    pub(super) unit: &'a UnitId,
    pub(super) on: Date,
    pub(super) taken: DateTime,
}

/// Reads a row. Nothing where nothing was filled.
///
/// # Errors
/// What is filled wrongly, a sentence each.
pub(super) fn meant(ground: &Ground<'_>, row: &Row) -> Result<Option<Meant>, Vec<String>> {
    if row.cells.is_empty() {
        return Ok(None);
    }
    let mut errors = Vec::new();
    let did = match row.cells.get(DID) {
        None => Err("没有填写".to_owned()),
        Some(cell) => person(ground, cell),
    };
    let did = did
        .map_err(|error| errors.push(format!("{DID}：{error}")))
        .ok();
    let mut acts = Vec::new();
    for part in &PARTS {
        of_part(ground, row, part, &mut acts, &mut errors);
    }
    if acts.is_empty() && errors.is_empty() {
        errors.push("填了内容，但没有填写任何一步的时间".to_owned());
    }
    match did {
        Some(did) if errors.is_empty() => Ok(Some(Meant { did, acts })),
        _ => Err(errors),
    }
}

fn of_part(
    ground: &Ground<'_>,
    row: &Row,
    part: &Part,
    acts: &mut Vec<Meaning>,
    errors: &mut Vec<String>,
) {
    let findings = row
        .cells
        .get(FINDINGS)
        .filter(|_| part.act == "report-result");
    let Some(time) = row.cells.get(part.time) else {
        let mut stray = part
            .fields
            .iter()
            .map(|(zh, ..)| *zh)
            .filter(|zh| row.cells.contains_key(zh));
        let stray = stray.next().or(findings.map(|_| FINDINGS));
        if let Some(zh) = stray {
            errors.push(format!("{}：填了“{zh}”，请也填写时间", part.time));
        }
        return;
    };
    let happened = match happened(ground, time) {
        Ok(happened) => happened,
        Err(error) => return errors.push(format!("{}：{error}", part.time)),
    };
    if let Some(cell) = findings {
        found(row, cell, happened, acts, errors);
    }
    let mut fields = Map::new();
    for (zh, name, kind) in part.fields {
        let Some(cell) = row.cells.get(zh) else {
            continue;
        };
        match value(ground, *kind, cell) {
            Ok(value) => drop(fields.insert((*name).to_owned(), value)),
            Err(error) => errors.push(format!("{zh}：{error}")),
        }
    }
    // An office notes progress more than once; everything else it does once on a sheet.
    let key = match part.act {
        "progress" => format!("progress/{happened}"),
        act => act.to_owned(),
    };
    acts.push(meaning(row, part.act, key, fields, happened));
}

/// One finding a line: issue, conclusion, grounds.
fn found(
    row: &Row,
    cell: &Cell,
    happened: DateTime,
    acts: &mut Vec<Meaning>,
    errors: &mut Vec<String>,
) {
    for line in cell
        .trimmed()
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let mut parts = line.splitn(3, char::is_whitespace).map(str::trim);
        let (issue, word, grounds) = (parts.next(), parts.next(), parts.next());
        let finding = word.and_then(|word| Finding::CODES.iter().find(|code| code.zh == word));
        let (Some(issue), Some(finding), Some(grounds)) = (issue, finding, grounds) else {
            errors.push(format!(
                "{FINDINGS}：每行应写“问题号 结论 依据”，如“1.1 属实 依据”"
            ));
            return;
        };
        let fields = [
            ("issue", issue),
            ("finding", finding.value),
            ("grounds", grounds),
        ];
        let fields = fields.map(|(name, text)| (name.to_owned(), Value::from(text)));
        let key = format!("find/{issue}");
        acts.push(meaning(
            row,
            "find",
            key,
            fields.into_iter().collect(),
            happened,
        ));
    }
}

fn meaning(
    row: &Row,
    act: &'static str,
    key: String,
    fields: Map<String, Value>,
    happened: DateTime,
) -> Meaning {
    let zh = ACTS
        .iter()
        .find(|known| known.name == act)
        .map_or(act, |known| known.zh);
    Meaning {
        key,
        zh: format!("{zh} {}", happened.strftime("%Y-%m-%d %H:%M")),
        order: Order {
            subject: Subject::Number(row.number.clone()),
            act: act.to_owned(),
            fields,
            happened: Some(happened),
        },
    }
}

/// When it happened. Nobody acts on a sheet they do not have yet, so that no promise is kept by a date
/// alone; a day without a time of day is told from its beginning, or from when the sheet was taken.
fn happened(ground: &Ground<'_>, cell: &Cell) -> Result<DateTime, String> {
    let said = date(cell, &DateForm::ALL).map_err(|error| error.to_string())?;
    if said.date() == ground.taken.date() && said.time() == jiff::civil::Time::midnight() {
        return Ok(ground.taken);
    }
    if said < ground.taken {
        return Err("早于取任务单的时间，请核对".to_owned());
    }
    Ok(said)
}

fn value(ground: &Ground<'_>, kind: Kind, cell: &Cell) -> Result<Value, String> {
    Ok(match kind {
        Kind::Text => cell.trimmed().into(),
        Kind::Person => person(ground, cell)?.as_str().into(),
        Kind::Number => {
            let number: Result<i64, _> = cell.trimmed().parse();
            number.map_err(|_| "应为整数，不带单位".to_owned())?.into()
        }
    })
}

/// Somebody of the unit by name.
fn person(ground: &Ground<'_>, cell: &Cell) -> Result<PersonId, String> {
    let name: String = cell.trimmed().split_whitespace().collect();
    let people = ground.office.colleagues_of(ground.unit, ground.on);
    let mut bearing = people.iter().filter(|(person, _)| person.name == name);
    match (bearing.next(), bearing.next()) {
        (Some((person, _)), None) => Ok(person.id.clone()),
        (Some(_), Some(_)) => Err("该单位有两人同名，请到件上办理".to_owned()),
        (None, _) => Err("不是该单位现在在任的人".to_owned()),
    }
}
