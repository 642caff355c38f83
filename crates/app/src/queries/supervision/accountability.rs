//! Accountability (追责问责): what the ledger shows and nobody answered for yet, unit by unit with the leaders who
//! answer for it, and the organ's cases with what came of them. Every figure opens the cases it counts.

use super::super::reader::seen;
use super::{Desk, PAGE, in_sight, title, titled};
use crate::queries::paged;
use crate::{App, Failure, Fault, reading};
use casework::matter::supervision::{AccountForm, AccountState};
use casework::matter::{AccountGround, DutyFlag};
use casework::office::Office;
use casework::{PersonId, UnitId, access};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Row, Value};

/// The page of cases.
#[derive(Debug, Clone, Serialize)]
pub struct Cases {
    /// Whose.
    pub organ: String,
    /// Counted since.
    pub since: String,
    /// By ground, in the order of the list.
    pub figures: Vec<GroundFigure>,
    /// All grounds together.
    pub total: GroundFigure,
    /// Cases, the last proposed first.
    pub rows: Vec<CaseRow>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// The figures of a ground.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct GroundFigure {
    /// Its code; empty for the total.
    pub ground: &'static str,
    /// In words.
    pub zh: &'static str,
    /// Proposed.
    pub proposed: i64,
    /// Waiting for another person.
    pub waiting: i64,
    /// Agreed to, and not carried out.
    pub agreed: i64,
    /// Carried out.
    pub done: i64,
    /// People and units held to account.
    pub held: i64,
    /// Ended in a talk or education alone (S0-07).
    pub light: i64,
}

/// A case.
#[derive(Debug, Clone, Serialize)]
pub struct CaseRow {
    /// The matter's number.
    pub matter: String,
    /// Its title.
    pub title: String,
    /// The proposal's number within the matter.
    pub proposal: i64,
    /// Why.
    pub ground_zh: &'static str,
    /// In which form.
    pub form_zh: &'static str,
    /// Which unit.
    pub unit: String,
    /// Where it stands.
    pub state_zh: &'static str,
    /// People and units held to account.
    pub held: i64,
    /// Whether it ended in a talk or in education alone.
    pub light: bool,
    /// When it was proposed.
    pub on: String,
}

/// Which cases.
#[derive(Debug, Clone, Default)]
pub struct Which {
    /// Of one ground alone.
    pub ground: Option<AccountGround>,
    /// In one state alone.
    pub state: Option<AccountState>,
    /// Those that ended in a talk or education alone.
    pub light: bool,
}

/// The page of what nobody answered for.
#[derive(Debug, Clone, Serialize)]
pub struct Duties {
    /// Whose.
    pub organ: String,
    /// Which flag: its code and words.
    pub flag: (&'static str, &'static str),
    /// Every flag.
    pub flags: Vec<(&'static str, &'static str)>,
    /// Whether it lists what was looked into, with nobody to answer for it.
    pub cleared: bool,
    /// Matters, the last first.
    pub rows: Vec<DutyRow>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// A matter with something nobody answered for.
#[derive(Debug, Clone, Serialize)]
pub struct DutyRow {
    /// Its number.
    pub matter: String,
    /// Its title.
    pub title: String,
    /// Whose failing it is.
    pub unit: String,
    /// The leaders who answer for that unit.
    pub leaders: String,
    /// How often.
    pub times: i64,
}

const COLUMNS: &str = "s.sort_key, s.matter_id, s.proposal, s.ground, s.form, s.unit_id, s.state, s.held, \
                       s.light, s.proposed_at, m.number";

/// The cases of the reader's organ, with its figures since a day.
///
/// # Errors
/// The reader supervises nothing, or a fault.
pub async fn cases(
    app: &App,
    person: &PersonId,
    which: &Which,
    (since, after): (Option<Date>, Option<&str>),
) -> Result<Cases, Failure> {
    let desk = Desk::of(app, person).await?;
    reading::record_list(app, person, "accountability").await?;
    let since = since.unwrap_or_else(|| desk.reader.on().first_of_year());
    let figures = figures(app, &desk, since).await?;
    let mut rows = listed(app, &desk, which, after).await?;
    let next = paged(&mut rows, PAGE, |row| Ok(row.text(0)?.to_owned()))?;
    let titles = titled(app, &desk.reader, &rows, 1).await?;
    let office = &desk.reader.office;
    let line = |row: &Row| -> Result<CaseRow, Fault> {
        let known = |found: Option<&'static str>| found.unwrap_or_default();
        Ok(CaseRow {
            matter: row.text(10)?.to_owned(),
            title: title(&titles, row.text(1)?),
            proposal: row.int(2)?,
            ground_zh: known(AccountGround::parse(row.text(3)?).map(AccountGround::zh)),
            form_zh: known(AccountForm::parse(row.text(4)?).map(AccountForm::zh)),
            unit: office.unit_name(&UnitId::from(row.text(5)?)).to_owned(),
            state_zh: known(AccountState::parse(row.text(6)?).map(AccountState::zh)),
            held: row.int(7)?,
            light: row.bool(8)?,
            on: crate::moment::moment(row.int(9)?).local.date().to_string(),
        })
    };
    let mut total = GroundFigure::default();
    for figure in &figures {
        total.proposed += figure.proposed;
        total.waiting += figure.waiting;
        total.agreed += figure.agreed;
        total.done += figure.done;
        total.held += figure.held;
        total.light += figure.light;
    }
    Ok(Cases {
        organ: office.unit_name(&desk.organ).to_owned(),
        since: since.to_string(),
        figures,
        total,
        rows: rows.iter().map(line).collect::<Result<_, _>>()?,
        next,
    })
}

async fn listed(
    app: &App,
    desk: &Desk,
    which: &Which,
    after: Option<&str>,
) -> Result<Vec<Row>, Fault> {
    let mut params = desk.params();
    let mut condition = format!("{} AND {}", seen("s", 1), in_sight("s", 2));
    let mut narrow = |column: &str, value: Value| {
        params.push(value);
        condition.push_str(&format!(" AND {column} ${}", params.len()));
    };
    if let Some(ground) = which.ground {
        narrow("s.ground =", ground.as_str().into());
    }
    if let Some(state) = which.state {
        narrow("s.state =", state.as_str().into());
    }
    if which.light {
        narrow("s.light =", true.into());
    }
    if let Some(after) = after {
        narrow("s.sort_key <", after.into());
    }
    params.push((PAGE as i64 + 1).into());
    let sql = format!(
        "SELECT {COLUMNS} FROM accountability s JOIN matters m ON m.matter_id = s.matter_id \
         WHERE s.organ_id = $2 AND {condition} ORDER BY s.sort_key DESC LIMIT ${}",
        params.len()
    );
    Ok(app.store().rows(&sql, &params).await?)
}

async fn figures(app: &App, desk: &Desk, since: Date) -> Result<Vec<GroundFigure>, Fault> {
    let sql = format!(
        "SELECT s.ground, s.state, s.light, COUNT(*), CAST(SUM(s.held) AS bigint) FROM accountability s \
         WHERE s.organ_id = $2 AND s.proposed_at >= $3 AND {} AND {} GROUP BY s.ground, s.state, s.light",
        seen("s", 1),
        in_sight("s", 2)
    );
    let mut params = desk.params();
    params.push(app.offset().midnight(since).into());
    let mut by_ground: BTreeMap<AccountGround, GroundFigure> = BTreeMap::new();
    for row in app.store().rows(&sql, &params).await? {
        let Some(ground) = AccountGround::parse(row.text(0)?) else {
            continue;
        };
        let figure = by_ground.entry(ground).or_default();
        (figure.ground, figure.zh) = (ground.as_str(), ground.zh());
        let count = row.int(3)?;
        figure.proposed += count;
        match AccountState::parse(row.text(1)?) {
            Some(AccountState::Waiting) => figure.waiting += count,
            Some(AccountState::Agreed) => figure.agreed += count,
            Some(AccountState::Done) => figure.done += count,
            Some(AccountState::Declined) | None => {}
        }
        figure.held += row.int(4)?;
        if row.bool(2)? {
            figure.light += count;
        }
    }
    Ok(by_ground.into_values().collect())
}

/// What nobody answered for yet, of one flag; or what was looked into, with nobody to answer for it.
///
/// # Errors
/// The reader supervises nothing, or a fault.
pub async fn duties(
    app: &App,
    person: &PersonId,
    (flag, cleared): (Option<DutyFlag>, bool),
    after: Option<&str>,
) -> Result<Duties, Failure> {
    let desk = Desk::of(app, person).await?;
    reading::record_list(app, person, "accountability-duties").await?;
    let flag = flag.unwrap_or(DutyFlag::Overturned);
    let least = match flag {
        DutyFlag::Passing if !cleared => app.rules().duties.passing.times as i64,
        _ => 0,
    };
    // Written out, so that each of the two lists is served by an index of its own.
    let which = if cleared {
        "s.cleared"
    } else {
        "s.settled = FALSE"
    };
    let mut params = desk.params();
    params.extend([flag.as_str().into(), least.into()]);
    let mut condition = seen("s", 1);
    if let Some(after) = after {
        params.push(after.into());
        condition.push_str(&format!(" AND s.sort_key < ${}", params.len()));
    }
    params.push((PAGE as i64 + 1).into());
    let sql = format!(
        "SELECT s.sort_key, s.matter_id, s.of_unit, s.times, m.number FROM duty_flags s \
         JOIN matters m ON m.matter_id = s.matter_id \
         WHERE s.unit_id = $2 AND s.flag = $3 AND {which} AND s.times >= $4 AND {condition} \
         ORDER BY s.sort_key DESC LIMIT ${}",
        params.len()
    );
    let mut rows = app.store().rows(&sql, &params).await.map_err(Fault::from)?;
    let next = paged(&mut rows, PAGE, |row| Ok(row.text(0)?.to_owned()))?;
    let titles = titled(app, &desk.reader, &rows, 1).await?;
    let office = &desk.reader.office;
    let line = |row: &Row| -> Result<DutyRow, Fault> {
        let unit = UnitId::from(row.text(2)?);
        Ok(DutyRow {
            matter: row.text(4)?.to_owned(),
            title: title(&titles, row.text(1)?),
            unit: office.unit_name(&unit).to_owned(),
            leaders: leaders(app, office, &unit, desk.reader.on()),
            times: row.int(3)?,
        })
    };
    Ok(Duties {
        organ: office.unit_name(&desk.organ).to_owned(),
        flag: (flag.as_str(), flag.zh()),
        cleared,
        flags: DutyFlag::ALL
            .iter()
            .map(|flag| (flag.as_str(), flag.zh()))
            .collect(),
        rows: rows.iter().map(line).collect::<Result<_, _>>()?,
        next,
    })
}

/// The leaders of a unit's organ: who may instruct there answers for what its offices do.
fn leaders(app: &App, office: &Office, unit: &UnitId, on: Date) -> String {
    let organ = office.organ_of(unit).unwrap_or(unit);
    let own = [access::Relation::Organ];
    let leads = |person: &PersonId| {
        let mut posts = office.posts_of(person, on);
        posts.any(|post| {
            post.unit == *organ && access::grants(app.rules(), &post.role, "instruct", &own)
        })
    };
    let people = office.people.keys().filter(|person| leads(person));
    let names: Vec<&str> = people.map(|person| office.person_name(person)).collect();
    names.join("、")
}
