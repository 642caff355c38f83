//! What a figure of reviews and inspections counts, item by item, the earliest first: the same condition as the
//! count, and of that only what the reader may know of (T3, T4). No matter is named: the procedure's own page says
//! which, to whoever may open it.

use super::Scope;
use super::items::{PAGE, Sought, begun, paged, place};
use super::sums::{between, instants};
use crate::queries::reader::Reader;
use crate::tallies::cells::{From, Items, from};
use crate::{App, Failure, moment};
use casework::figures::{Axis, Flag};
use casework::inspection::ItemState;
use casework::procedure::Noun;
use casework::{PersonId, UnitId};
use serde::Serialize;
use store::{Row, Value};

/// Items of procedures behind a figure.
#[derive(Debug, Clone, Serialize)]
pub struct Checks {
    /// The organ's name.
    pub organ: String,
    /// The rows.
    pub rows: Vec<Check>,
    /// The cursor of what follows.
    pub next: Option<String>,
}

/// One of them.
#[derive(Debug, Clone, Serialize)]
pub struct Check {
    /// The address of the procedure's page.
    pub at: String,
    /// The procedure's number.
    pub number: String,
    /// Its kind in words.
    pub kind_zh: String,
    /// Which item of it.
    pub item: i64,
    /// The unit or department that was scored or checked.
    pub unit: String,
    /// What it came to.
    pub came: String,
    /// The day it is counted by.
    pub on: String,
}

/// The items of procedures behind a figure.
///
/// # Errors
/// As [`super::table()`]; [`Failure::NotFound`] for a count of matters.
pub async fn checks(
    app: &App,
    person: &PersonId,
    sought: Sought<'_>,
    cursor: Option<&str>,
) -> Result<Checks, Failure> {
    let (reader, scope, sought) = begun(app, person, sought).await?;
    let From::Procedures(of) = from(sought.count.axis) else {
        return Err(Failure::NotFound);
    };
    let asked = statement(app, &reader, (&scope, sought, of), cursor);
    let (rows, next) = paged(app, person, asked).await?;
    let told = rows
        .iter()
        .map(|row| check(app, &reader, sought.count.axis, row));
    Ok(Checks {
        organ: reader.office.unit_name(sought.organ).to_owned(),
        next,
        rows: told.collect::<Result<_, Failure>>()?,
    })
}

fn check(app: &App, reader: &Reader, axis: Axis, row: &Row) -> Result<Check, Failure> {
    let (number, kind) = (row.text(3)?, row.text(4)?);
    let unit = match (row.opt_text(5)?, row.opt_text(6)?) {
        (Some(unit), _) => reader.office.unit_name(&UnitId::from(unit)).to_owned(),
        (None, department) => department.unwrap_or_default().to_owned(),
    };
    let (noun, came) = match axis {
        Axis::Checked => {
            let state = ItemState::parse(row.text(7)?).map_or("", ItemState::zh);
            (Noun::Inspection, state.to_owned())
        }
        _ => {
            let grade = row.text(9)?;
            let sheet = app.rules().sheet(kind);
            let known = sheet.and_then(|sheet| sheet.grades.iter().find(|one| one.id == grade));
            let grade = known.map_or(grade, |grade| &grade.name);
            (Noun::Review, format!("{}分，{grade}", row.int(8)?))
        }
    };
    Ok(Check {
        at: format!("/desk/{}/{number}", noun.plural()),
        number: number.to_owned(),
        kind_zh: noun.kind_zh(app.rules(), kind).to_owned(),
        item: row.int(2)?,
        unit,
        came,
        on: moment::moment(row.int(0)?).on().to_string(),
    })
}

pub(super) fn statement(
    app: &App,
    reader: &Reader,
    (scope, sought, of): (&Scope, Sought<'_>, Items),
    cursor: Option<&str>,
) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = vec![reader.person.as_str().into()];
    let mut list = |words: Vec<&str>| {
        let (list, more) = store::list(params.len() + 1, words);
        params.extend(more);
        list
    };
    let eyes = list(reader.units.iter().map(UnitId::as_str).collect());
    let owners = list(scope.answering.iter().map(|(id, _)| id.as_str()).collect());
    // Who reads for a whole organ knows all of what it and those below run; an office what it owes.
    let organ = |unit: &&UnitId| reader.office.organ_of(unit) == Some(*unit);
    let whole = reader.units.iter().filter(organ).map(UnitId::as_str);
    let whole = list(whole.collect());
    let (axis, count) = (sought.count.axis, sought.count);
    let mut when = String::new();
    for (column, words) in [("p.kind", &count.kinds), (of.grade, &count.grades)] {
        if !words.is_empty() {
            let words = list(words.iter().map(String::as_str).collect());
            when.push_str(&format!(" AND {column} IN {words}"));
        }
    }
    let has = |flag: &Flag| format!("{} LIKE '%{}%'", of.flags, flag.letter());
    for flag in &count.all {
        when.push_str(&format!(" AND {}", has(flag)));
    }
    for flag in &count.none {
        when.push_str(&format!(" AND NOT {}", has(flag)));
    }
    if let Some((at, id, item)) = cursor.and_then(place) {
        params.extend([at.into(), id.into(), item.into()]);
        let last = params.len();
        when.push_str(&format!(
            " AND ({}, i.procedure_id, i.item) > (${}, ${}, ${last})",
            of.at,
            last - 2,
            last - 1
        ));
    }
    params.push((PAGE as i64 + 1).into());
    let told = match axis {
        Axis::Checked => "i.unit_id, CAST(NULL AS text), i.state, CAST(0 AS bigint), ''",
        _ => "i.unit_id, i.department, i.state, i.score, i.grade",
    };
    let sql = format!(
        "SELECT {at}, i.procedure_id, i.item, p.number, p.kind, {told} {} \
         WHERE i.organ_id IN {owners} AND {}{when} \
         AND EXISTS (SELECT 1 FROM procedure_visible w WHERE w.procedure_id = i.procedure_id AND w.unit_id IN {eyes} \
         AND (i.unit_id IN {eyes} OR p.unit_id IN {eyes} OR w.unit_id IN {whole})) \
         AND NOT EXISTS (SELECT 1 FROM procedure_items q JOIN recused x ON x.matter_id = q.matter_id \
         WHERE q.procedure_id = i.procedure_id AND q.item = i.item AND x.person_id = $1) \
         ORDER BY {at}, i.procedure_id, i.item LIMIT ${}",
        of.from,
        between(axis, instants(app, sought.period), app.now().at),
        params.len(),
        at = of.at,
    );
    (sql, params)
}
