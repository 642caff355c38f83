//! Inspections beside one another (S0-18, S0-19): who was slow last month, and what inspections came to, by
//! organ and period. Every figure opens its list; official totals count everything, lists what the reader
//! may see (T3).

use crate::inspections::priority::{self, Slow};
use crate::queries::paged;
use crate::queries::reader::{Reader, seen};
use crate::{App, Failure, moment, reading};
use casework::inspection::ItemState;
use casework::procedure::Noun;
use casework::{PersonId, UnitId};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// The priority list (重点抽查名单).
#[derive(Debug, Clone, Serialize)]
pub struct PriorityList {
    /// Whose.
    pub organ: String,
    /// The month it was computed from, `2026-02`.
    pub month: String,
    /// From how many slow matters on a unit is listed.
    pub least: u32,
    /// How many times the share of others listed units are drawn at.
    pub times: u32,
    /// The rule it comes from.
    pub basis: String,
    /// Units that were slow, those listed first.
    pub units: Vec<Slow>,
}

/// The priority list of the reader's organ, from the month before this one.
///
/// # Errors
/// The reader reads no organ, or a fault.
pub async fn priority_list(app: &App, person: &PersonId) -> Result<PriorityList, Failure> {
    let (reader, organ) = of(app, person, "查看重点抽查名单").await?;
    reading::record_list(app, person, "priority").await?;
    let (from, _) = priority::month_before(reader.on());
    let rule = &app.rules().priority;
    Ok(PriorityList {
        organ: reader.office.unit_name(&organ).to_owned(),
        month: from.strftime("%Y-%m").to_string(),
        least: rule.least,
        times: rule.times,
        basis: crate::queries::basis::in_words(&rule.basis),
        units: priority::slow(app, &reader, &organ, reader.on(), true).await?,
    })
}

/// A slow matter.
#[derive(Debug, Clone, Serialize)]
pub struct SlowLine {
    /// The matter's number.
    pub number: String,
    /// The unit that was slow.
    pub unit: String,
    /// Which promise was not kept.
    pub clock_zh: String,
    /// The day it was due.
    pub due: String,
    /// The day it was kept after all; nothing while it is still owed.
    pub ended: Option<String>,
}

/// The list behind a figure of the priority list.
#[derive(Debug, Clone, Serialize)]
pub struct SlowList {
    /// The unit's name.
    pub unit: String,
    /// The unit's id.
    pub id: String,
    /// Whether it lists slow signing, or slow handling.
    pub signing: bool,
    /// Its lines, the earliest due first.
    pub lines: Vec<SlowLine>,
    /// The cursor of what follows.
    pub next: Option<String>,
}

/// Lines a page.
const PAGE: usize = 30;

/// The matters a unit was slow with last month.
///
/// # Errors
/// There is no such unit under the reader's organ, or a fault.
pub async fn slow_list(
    app: &App,
    person: &PersonId,
    (unit, signing): (&str, bool),
    cursor: Option<&str>,
) -> Result<SlowList, Failure> {
    let (reader, organ) = of(app, person, "查看重点抽查名单").await?;
    let unit = UnitId::from(unit);
    let within = unit == organ || reader.office.is_above(&organ, &unit);
    if !within || reader.office.organ_of(&unit).is_none() {
        return Err(Failure::NotFound);
    }
    reading::record_list(app, person, "priority").await?;
    let (from, until) = priority::month_before(reader.on());
    let rules = &app.rules().priority;
    let rules = if signing {
        &rules.slow_sign
    } else {
        &rules.slow_handle
    };
    let mut params: Vec<store::Value> = vec![
        person.as_str().into(),
        organ.as_str().into(),
        app.offset().midnight(from).into(),
        app.offset().midnight(until).into(),
    ];
    let (due, matter, clock) = place(cursor).unwrap_or((0, "", 0));
    params.extend([due.into(), matter.into(), clock.into()]);
    let offices = reader.office.units.keys();
    let offices = offices.filter(|id| reader.office.organ_of(id) == Some(&unit));
    let (owners, more) = store::list(params.len() + 1, offices.map(UnitId::as_str));
    params.extend(more);
    let (names, more) = store::list(params.len() + 1, rules.iter().map(String::as_str));
    params.extend(more);
    params.push((PAGE as i64 + 1).into());
    let sql = format!(
        "SELECT c.due_at, c.matter_id, c.clock, c.rule, c.owner, c.ended_at, m.number FROM clocks c \
         JOIN visible v ON v.matter_id = c.matter_id AND v.unit_id = $2 \
         JOIN matters m ON m.matter_id = c.matter_id \
         WHERE c.lapsed AND c.rule IN {names} AND c.owner IN {owners} AND c.due_at >= $3 \
         AND c.due_at < $4 AND (c.due_at, c.matter_id, c.clock) > ($5, $6, $7) AND {} \
         ORDER BY c.due_at, c.matter_id, c.clock LIMIT ${}",
        seen("v", 1),
        params.len()
    );
    let mut rows = app.store().rows(&sql, &params).await?;
    let next = paged(&mut rows, PAGE, |row| {
        Ok(format!("{}.{}.{}", row.int(0)?, row.text(1)?, row.int(2)?))
    })?;
    let mut lines = Vec::new();
    for row in &rows {
        let rule = row.text(3)?;
        let name = app.rules().clock(rule).map_or(rule, |rule| &*rule.name);
        let day = |at: i64| moment::moment(at).on().to_string();
        lines.push(SlowLine {
            number: row.text(6)?.to_owned(),
            unit: reader
                .office
                .unit_name(&UnitId::from(row.text(4)?))
                .to_owned(),
            clock_zh: name.to_owned(),
            due: day(row.int(0)?),
            ended: row.opt_int(5)?.map(day),
        });
    }
    Ok(SlowList {
        unit: reader.office.unit_name(&unit).to_owned(),
        id: unit.to_string(),
        signing,
        lines,
        next,
    })
}

/// What an organ's inspections came to in a period.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Came {
    /// The organ's id; empty for a sum.
    pub id: String,
    /// Its name, or that of the level summed.
    pub name: String,
    /// Inspections with items (检查次数).
    pub inspections: i64,
    /// Items checked (检查项).
    pub checked: i64,
    /// Opinions raised (督查意见).
    pub opinions: i64,
    /// Of these, put right and written off (已整改销号).
    pub settled: i64,
    /// People a case was filed against (立案).
    pub filed: i64,
    /// People dealt with (处理).
    pub dealt: i64,
}

/// The statistics of inspections (抽查统计).
#[derive(Debug, Clone, Serialize)]
pub struct Statistics {
    /// From this day on.
    pub from: String,
    /// Until this day.
    pub until: String,
    /// By level: its sum, and its organs.
    pub levels: Vec<(Came, Vec<Came>)>,
    /// Of all levels.
    pub total: Came,
}

/// The statistics of the reader's organ and those below, of inspections opened in a period; this year so
/// far where none is given.
///
/// # Errors
/// The reader reads no organ, or a fault.
pub async fn statistics(
    app: &App,
    person: &PersonId,
    period: (Option<Date>, Option<Date>),
) -> Result<Statistics, Failure> {
    let (reader, organ) = of(app, person, "查看抽查统计").await?;
    reading::record_list(app, person, "inspection-figures").await?;
    let (from, until) = (
        period.0.unwrap_or(reader.on().first_of_year()),
        period.1.unwrap_or(reader.on()),
    );
    let organs = below(&reader, &organ);
    let mut counted: BTreeMap<UnitId, Came> = BTreeMap::new();
    for piece in organs.chunks(PIECE) {
        let (list, mut params) = store::list(3, piece.iter().map(UnitId::as_str));
        params.insert(0, app.offset().midnight(from).into());
        params.insert(
            1,
            app.offset()
                .midnight(until.tomorrow().unwrap_or(until))
                .into(),
        );
        let sql = format!(
            "SELECT organ_id, count(DISTINCT procedure_id), \
             count(*) FILTER (WHERE checked_at IS NOT NULL), count(*) FILTER (WHERE faulted), \
             count(*) FILTER (WHERE settled), CAST(sum(filed) AS bigint), CAST(sum(dealt) AS bigint) \
             FROM inspection_items \
             WHERE organ_id IN {list} AND opened_at >= $1 AND opened_at < $2 GROUP BY organ_id"
        );
        for row in app.store().rows(&sql, &params).await? {
            let id = UnitId::from(row.text(0)?);
            let came = Came {
                id: id.to_string(),
                name: reader.office.unit_name(&id).to_owned(),
                inspections: row.int(1)?,
                checked: row.int(2)?,
                opinions: row.int(3)?,
                settled: row.int(4)?,
                filed: row.int(5)?,
                dealt: row.int(6)?,
            };
            counted.insert(id, came);
        }
    }
    let mut levels: BTreeMap<_, (Came, Vec<Came>)> = BTreeMap::new();
    let mut total = Came {
        name: "合计".to_owned(),
        ..Came::default()
    };
    for (id, came) in counted {
        let Some(unit) = reader.office.unit(&id) else {
            continue;
        };
        let (sum, organs) = levels.entry(unit.level).or_default();
        sum.name = format!("{}合计", unit.level.zh());
        add(sum, &came);
        add(&mut total, &came);
        organs.push(came);
    }
    Ok(Statistics {
        from: from.to_string(),
        until: until.to_string(),
        levels: levels.into_values().collect(),
        total,
    })
}

fn add(sum: &mut Came, came: &Came) {
    sum.inspections += came.inspections;
    sum.checked += came.checked;
    sum.opinions += came.opinions;
    sum.settled += came.settled;
    sum.filed += came.filed;
    sum.dealt += came.dealt;
}

casework::codes! {
    /// Which figure of the statistics a list stands behind.
    pub enum Figure {
        /// Items checked.
        Checked = "checked" => "检查项",
        /// Opinions raised.
        Opinions = "opinions" => "督查意见",
        /// Put right.
        Settled = "settled" => "已整改销号",
        /// A case was filed against somebody.
        Filed = "filed" => "立案",
        /// Somebody was dealt with.
        Dealt = "dealt" => "处理人员",
    }
}

/// An item in the list behind a figure.
#[derive(Debug, Clone, Serialize)]
pub struct ItemLine {
    /// The inspection's number.
    pub inspection: String,
    /// Its kind, in words.
    pub kind_zh: String,
    /// The item's number.
    pub item: i64,
    /// The unit that was checked.
    pub unit: String,
    /// Where it stands.
    pub state_zh: &'static str,
    /// The day the inspection was opened.
    pub opened: String,
}

/// The list behind a figure.
#[derive(Debug, Clone, Serialize)]
pub struct ItemList {
    /// The organ's name.
    pub organ: String,
    /// Which figure.
    pub figure: Figure,
    /// Its lines.
    pub lines: Vec<ItemLine>,
    /// The cursor of what follows.
    pub next: Option<String>,
}

/// The items behind a figure of an organ in a period.
///
/// # Errors
/// There is no such organ under the reader's, or a fault.
pub async fn items(
    app: &App,
    person: &PersonId,
    (organ, figure): (&str, Figure),
    (from, until): (Date, Date),
    cursor: Option<&str>,
) -> Result<ItemList, Failure> {
    let (reader, own) = of(app, person, "查看抽查统计").await?;
    let organ = UnitId::from(organ);
    if organ != own && !below(&reader, &own).contains(&organ) {
        return Err(Failure::NotFound);
    }
    reading::record_list(app, person, "inspection-figures").await?;
    let (opened, procedure, item) = place(cursor).unwrap_or((0, "", 0));
    let params: Vec<store::Value> = vec![
        organ.as_str().into(),
        app.offset().midnight(from).into(),
        app.offset()
            .midnight(until.tomorrow().unwrap_or(until))
            .into(),
        opened.into(),
        procedure.into(),
        item.into(),
        (PAGE as i64 + 1).into(),
    ];
    let which = match figure {
        Figure::Checked => "i.checked_at IS NOT NULL",
        Figure::Opinions => "i.faulted",
        Figure::Settled => "i.settled",
        Figure::Filed => "i.filed > 0",
        Figure::Dealt => "i.dealt > 0",
    };
    let sql = format!(
        "SELECT i.opened_at, i.procedure_id, i.item, i.kind, i.unit_id, i.state, p.number \
         FROM inspection_items i JOIN procedures p ON p.procedure_id = i.procedure_id \
         WHERE i.organ_id = $1 AND i.opened_at >= $2 AND i.opened_at < $3 AND {which} \
         AND (i.opened_at, i.procedure_id, i.item) > ($4, $5, $6) \
         ORDER BY i.opened_at, i.procedure_id, i.item LIMIT $7"
    );
    let mut rows = app.store().rows(&sql, &params).await?;
    let next = paged(&mut rows, PAGE, |row| {
        Ok(format!("{}.{}.{}", row.int(0)?, row.text(1)?, row.int(2)?))
    })?;
    let mut lines = Vec::new();
    for row in &rows {
        let kind = row.text(3)?;
        lines.push(ItemLine {
            inspection: row.text(6)?.to_owned(),
            kind_zh: Noun::Inspection.kind_zh(app.rules(), kind).to_owned(),
            item: row.int(2)?,
            unit: reader
                .office
                .unit_name(&UnitId::from(row.text(4)?))
                .to_owned(),
            state_zh: ItemState::parse(row.text(5)?).map_or("", ItemState::zh),
            opened: moment::moment(row.int(0)?).on().to_string(),
        });
    }
    Ok(ItemList {
        organ: reader.office.unit_name(&organ).to_owned(),
        figure,
        lines,
        next,
    })
}

/// Units asked for at a time.
const PIECE: usize = 500;

/// The reader, and the organ the reader reads as a whole; where there is none, the unit whose part is read.
async fn of(app: &App, person: &PersonId, zh: &str) -> Result<(Reader, UnitId), Failure> {
    let reader = Reader::of(app, person).await?;
    let whole = |unit: &&UnitId| reader.office.organ_of(unit) == Some(*unit);
    let organ = reader.units.iter().find(whole).or(reader.units.first());
    let organ = organ
        .cloned()
        .ok_or_else(|| Failure::Forbidden { act: zh.to_owned() })?;
    Ok((reader, organ))
}

/// The organ and every organ below it.
fn below(reader: &Reader, organ: &UnitId) -> Vec<UnitId> {
    let office = &reader.office;
    let within = |id: &&UnitId| {
        *id == organ || (office.is_above(organ, id) && office.organ_of(id) == Some(*id))
    };
    office.units.keys().filter(within).cloned().collect()
}

/// A cursor's three parts.
fn place(cursor: Option<&str>) -> Option<(i64, &str, i64)> {
    let mut parts = cursor?.split('.');
    let first = parts.next()?.parse().ok()?;
    Some((first, parts.next()?, parts.next()?.parse().ok()?))
}
