//! The items of a campaign (逐条台账): one range scan, keyset-paged by item, less what the reader may not see.

use super::known;
use crate::queries::lamp::Lamp;
use crate::queries::reader::{Reader, seen};
use crate::{App, Failure, Fault, campaigns, moment, reading};
use casework::campaign::{Campaign, ItemState};
use casework::matter::Finding;
use casework::office::Level;
use casework::{PersonId, UnitId};
use serde::Serialize;
use store::{Row, Value};

/// What a list of items is narrowed to; empty words narrow nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sifted {
    /// A unit.
    pub unit: String,
    /// A level.
    pub level: String,
    /// A grade.
    pub grade: String,
    /// A state.
    pub state: String,
    /// A leader.
    pub leader: String,
    /// As what its leader took it.
    pub capacity: String,
    /// What it was judged to be: a finding, or `proven` for true and partly true.
    pub finding: String,
    /// The item after which the page begins.
    pub after: u32,
}

/// A page of items.
#[derive(Debug, Clone, Serialize)]
pub struct Items {
    /// Number of the campaign.
    pub number: String,
    /// Its lines.
    pub rows: Vec<ItemRow>,
    /// The item after which the next page begins.
    pub next: Option<u32>,
    /// Units that take part, for the filter.
    pub units: Vec<(String, String)>,
    /// Grades, for the filter.
    pub grades: Vec<(String, String)>,
}

/// A line.
#[derive(Debug, Clone, Serialize)]
pub struct ItemRow {
    /// Its number in the campaign.
    pub item: u32,
    /// Number of the matter.
    pub matter: String,
    /// Who answers for it.
    pub unit: String,
    /// Its grade; empty where it was left out.
    pub grade: String,
    /// Whether it is three-many.
    pub three_many: bool,
    /// Where it stands.
    pub state_zh: &'static str,
    /// How often it came.
    pub filings: i64,
    /// Who took it.
    pub leader: String,
    /// The day it was written off.
    pub written_off: String,
    /// Its nearest promise.
    pub lamp: Lamp,
}

/// The findings that are true or partly true, as a filter names them.
pub const PROVEN: &str = "proven";

/// Rows a page.
const PAGE: usize = 30;

/// A page of the items of a campaign.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn items(
    app: &App,
    person: &PersonId,
    number: &str,
    sifted: &Sifted,
) -> Result<Items, Failure> {
    let (reader, campaign, whole) = known(app, person, number).await?;
    reading::record_list(app, person, "campaign-items").await?;
    let (sql, params) = statement(&reader, &campaign, whole, sifted);
    let mut rows = app.store().rows(&sql, &params).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let lines = rows.iter().map(|row| line(app, &reader, row));
    let rows: Vec<ItemRow> = lines.collect::<Result<_, _>>()?;
    let parties = campaign.core.parties.iter();
    let parties = parties.filter(|unit| whole || reader.units.contains(unit));
    let unit = |unit: &UnitId| {
        let name = reader.office.unit_name(unit).to_owned();
        (unit.as_str().to_owned(), name)
    };
    let grades = app.rules().campaigns.grades.iter();
    Ok(Items {
        number: campaign.core.number.clone(),
        next: rows.last().map(|row| row.item).filter(|_| more),
        rows,
        units: parties.map(unit).collect(),
        grades: grades
            .map(|grade| (grade.id.clone(), grade.name.clone()))
            .collect(),
    })
}

fn statement(
    reader: &Reader,
    campaign: &Campaign,
    whole: bool,
    sifted: &Sifted,
) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = vec![
        campaign.core.id.to_string().into(),
        reader.person.as_str().into(),
        i64::from(sifted.after).into(),
        (PAGE as i64 + 1).into(),
    ];
    let units = campaigns::units(reader, &mut params);
    let mut narrowed = String::new();
    let state = ItemState::parse(&sifted.state).map(ItemState::as_str);
    let level = Level::parse(&sifted.level).map(Level::as_str);
    let finding = Finding::parse(&sifted.finding);
    let word = |word: &str| Some(word.to_owned()).filter(|word| !word.is_empty());
    for (column, wanted) in [
        ("unit_id", word(&sifted.unit)),
        ("level", level.map(str::to_owned)),
        ("grade", word(&sifted.grade)),
        ("leader", word(&sifted.leader)),
        ("capacity", word(&sifted.capacity)),
        (
            "finding",
            finding.map(|finding| finding.as_str().to_owned()),
        ),
        ("state", state.map(str::to_owned)),
    ] {
        if let Some(wanted) = wanted {
            params.push(wanted.into());
            narrowed.push_str(&format!(" AND c.{column} = ${}", params.len()));
        }
    }
    if sifted.finding == PROVEN {
        narrowed.push_str(" AND c.finding IN ('true', 'partly')");
    }
    if state.is_none() {
        narrowed.push_str(" AND c.state <> 'refused'");
    }
    if !whole {
        narrowed.push_str(&format!(" AND c.unit_id IN ({units})"));
    }
    let sql = format!(
        "SELECT c.item, m.number, c.unit_id, c.grade, c.three_many, c.state, c.filings, c.leader, \
         c.written_off_at, c.due_at FROM campaign_items c JOIN matters m ON m.matter_id = c.matter_id \
         WHERE c.procedure_id = $1 AND c.item > $3{narrowed} AND EXISTS (SELECT 1 FROM visible v \
         WHERE v.matter_id = c.matter_id AND v.unit_id IN ({units}) AND {}) ORDER BY c.item LIMIT $4",
        seen("v", 2)
    );
    (sql, params)
}

fn line(app: &App, reader: &Reader, row: &Row) -> Result<ItemRow, Fault> {
    let grade = row.text(3)?;
    let named = app.rules().campaigns.grade(grade);
    let leader = row.opt_text(7)?.map(PersonId::from);
    let written_off = row
        .opt_int(8)?
        .map(|at| moment::moment(at).on().to_string());
    Ok(ItemRow {
        item: row.int(0)? as u32,
        matter: row.text(1)?.to_owned(),
        unit: reader
            .office
            .unit_name(&UnitId::from(row.text(2)?))
            .to_owned(),
        grade: named.map_or(grade, |grade| &grade.name).to_owned(),
        three_many: row.bool(4)?,
        state_zh: ItemState::parse(row.text(5)?).map_or("", ItemState::zh),
        filings: row.int(6)?,
        leader: leader.map_or_else(String::new, |id| reader.office.person_name(&id).to_owned()),
        written_off: written_off.unwrap_or_default(),
        lamp: Lamp::of_instant(app, row.opt_int(9)?.unwrap_or(i64::MAX), reader.now),
    })
}
