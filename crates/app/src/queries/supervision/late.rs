//! Whom to urge (催办): what is overdue, unit by unit, and the call slip (催办话单, P-30) of one matter.

use super::super::lamp::Lamp;
use super::super::reader::seen_in_order;
use super::{Desk, PAGE, below, cut, in_sight, promise, title, titled};
use crate::queries::paged;
use crate::tallies::LATE;
use crate::{App, Failure, Fault, reading};
use casework::clocks::Clock;
use casework::{PersonId, UnitId};
use serde::Serialize;
use store::{Row, Value};

/// The page of all units.
#[derive(Debug, Clone, Serialize)]
pub struct LateUnits {
    /// Whose page.
    pub organ: String,
    /// Units with something overdue, the most first.
    pub units: Vec<LateUnit>,
}

/// A unit with something overdue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LateUnit {
    /// Its id, for the address.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many promises are overdue.
    pub count: i64,
}

/// What one unit is late with.
#[derive(Debug, Clone, Serialize)]
pub struct LateOf {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The longest overdue first.
    pub rows: Vec<LateRow>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// An overdue promise.
#[derive(Debug, Clone, Serialize)]
pub struct LateRow {
    /// The matter's number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Number of the clock.
    pub clock: i64,
    /// Which promise.
    pub promise: String,
    /// Its lamp.
    pub lamp: Lamp,
}

/// The call slip of one promise: what to say, before it is said.
#[derive(Debug, Clone, Serialize)]
pub struct CallSlip {
    /// The matter's number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Number of the clock.
    pub clock: u32,
    /// Which promise.
    pub promise: String,
    /// Its lamp.
    pub lamp: Lamp,
    /// Who is called.
    pub to: String,
    /// Who calls.
    pub caller: String,
    /// What to say.
    pub script: String,
    /// How often the unit was urged about this matter before.
    pub urged: usize,
}

/// The units that an organ watches and that are late. Totals count every matter (T3).
///
/// # Errors
/// The reader supervises nothing, or a fault.
pub async fn units(app: &App, person: &PersonId) -> Result<LateUnits, Failure> {
    let desk = Desk::of(app, person).await?;
    reading::record_list(app, person, "urging").await?;
    let office = &desk.reader.office;
    let (sql, params) = counted(below(office, &desk.organ).iter());
    let rows = app.store().rows(&sql, &params).await?;
    let unit = |row: &Row| -> Result<LateUnit, Fault> {
        let id = UnitId::from(row.text(0)?);
        let name = office.unit_name(&id).to_owned();
        Ok(LateUnit {
            id: id.to_string(),
            name,
            count: row.int(1)?,
        })
    };
    let mut units: Vec<LateUnit> = rows.iter().map(unit).collect::<Result<_, _>>()?;
    units.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.id.cmp(&b.id)));
    let organ = office.unit_name(&desk.organ).to_owned();
    Ok(LateUnits { organ, units })
}

/// The statement of how much each of some units is late with: counts kept beside the rows, so that a million
/// clocks are never looked at.
pub(super) fn counted<'a>(units: impl Iterator<Item = &'a UnitId>) -> (String, Vec<Value>) {
    let (list, params) = store::list(1, units.map(UnitId::to_string));
    let sql = format!(
        "SELECT owner, CAST(SUM(total) AS bigint) FROM tallies WHERE kind = '{LATE}' AND owner IN {list} \
         AND (run_id = '' OR run_id NOT IN (SELECT run_id FROM open_runs)) GROUP BY owner"
    );
    (sql, params)
}

/// What one unit is late with.
///
/// # Errors
/// The reader supervises nothing or not this unit, or a fault.
pub async fn of_unit(
    app: &App,
    person: &PersonId,
    unit: &UnitId,
    after: Option<&str>,
) -> Result<LateOf, Failure> {
    let desk = Desk::of(app, person).await?;
    reading::record_list(app, person, "urging-unit").await?;
    if !below(&desk.reader.office, &desk.organ).contains(unit) {
        return Err(Failure::NotFound);
    }
    let (sql, params) = asked(&desk, unit, after);
    let mut rows = app.store().rows(&sql, &params).await.map_err(Fault::from)?;
    let next = paged(&mut rows, PAGE, |row| {
        Ok(format!("{}~{}~{}", row.int(0)?, row.text(1)?, row.int(2)?))
    })?;
    let titles = titled(app, &desk.reader, &rows, 1).await?;
    let line = |row: &Row| -> Result<LateRow, Fault> {
        Ok(LateRow {
            number: row.text(4)?.to_owned(),
            title: title(&titles, row.text(1)?),
            clock: row.int(2)?,
            promise: promise(app, row.text(3)?).to_owned(),
            lamp: Lamp::of_instant(app, row.int(0)?, desk.reader.now),
        })
    };
    let rows = rows.iter().map(line).collect::<Result<_, _>>()?;
    let name = desk.reader.office.unit_name(unit).to_owned();
    Ok(LateOf {
        id: unit.to_string(),
        name,
        rows,
        next,
    })
}

/// The statement of a page of what a unit is late with. What is overdue comes first among what is open, so that
/// this is read; `lapsed` is said so that no index answers it, for SQLite would take that of every promise that was
/// ever broken.
pub(super) fn asked(desk: &Desk, unit: &UnitId, after: Option<&str>) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = desk.params();
    params.push(unit.as_str().into());
    let mut condition = format!("{} AND {}", seen_in_order("c", 1), in_sight("c", 2));
    let cursor = after.and_then(cut::<3>);
    if let Some([at, matter, clock]) = cursor
        && let (Ok(at), Ok(clock)) = (at.parse::<i64>(), clock.parse::<i64>())
    {
        params.extend([at.into(), matter.into(), clock.into()]);
        condition.push_str(" AND (c.due_at, c.matter_id, c.clock) > ($4, $5, $6)");
    }
    params.push(desk.reader.now.at.into());
    let now = params.len();
    params.push((PAGE as i64 + 1).into());
    let sql = format!(
        "SELECT c.due_at, c.matter_id, c.clock, c.rule, m.number FROM clocks c \
         JOIN matters m ON m.matter_id = c.matter_id \
         WHERE c.owner = $3 AND c.ended_at IS NULL AND c.due_at < ${now} \
         AND coalesce(c.lapsed, false) AND {condition} \
         ORDER BY c.due_at, c.matter_id, c.clock LIMIT ${}",
        params.len()
    );
    (sql, params)
}

/// The call slip of a matter: of the promise named, or of the one most overdue.
///
/// # Errors
/// The matter does not exist or may not be known of, or owes nothing; or a fault.
pub async fn call_slip(
    app: &App,
    person: &PersonId,
    number: &str,
    clock: Option<u32>,
) -> Result<CallSlip, Failure> {
    let desk = Desk::of(app, person).await?;
    let (matter, _) = desk.reader.matter(app, number).await?;
    reading::record(app, person, reading::Event::Matter { matter: matter.id }).await?;
    let owed = matter.owed_clocks();
    let told = |clock: &&Clock| clock.is_running() && desk.reader.is_told(app, clock);
    let mut running = owed.into_iter().filter(told);
    let found = running.find(|known| clock.is_none_or(|number| known.number == number));
    let clock = found.ok_or(Failure::NotFound)?;
    let office = &desk.reader.office;
    let stream = matter.id.stream();
    let titles = super::titles::titles(app, &desk.reader, std::slice::from_ref(&stream)).await?;
    let lamp = Lamp::of_clock(app, clock, desk.reader.now);
    let promise = promise(app, &clock.rule).to_owned();
    let (organ, to) = (
        office.unit_name(&desk.organ),
        office.unit_name(&clock.owner),
    );
    let caller = format!("{organ}　{}", office.person_name(person));
    let script = format!(
        "您好，我是{organ}信访室。贵单位承办的信访件{}，“{promise}”应于{}前完成，现{}。\
         请说明办到哪一步、为什么没有完成、几时完成，有无需要协调的事项。请抓紧办理并及时录入平台。",
        matter.number,
        clock.due.date(),
        lamp.words
    );
    let urged = matter
        .supervision
        .urgings
        .iter()
        .filter(|known| known.to == clock.owner);
    Ok(CallSlip {
        number: matter.number.clone(),
        title: titles.get(&stream).cloned().unwrap_or_default(),
        clock: clock.number,
        promise,
        lamp,
        to: to.to_owned(),
        caller,
        script,
        urged: urged.count(),
    })
}
