//! Key supervised counties as their pages show them: every county with what is counted of it, one county with
//! its checks and notices, and what was sent to a leader in person.
//!
//! A notice is read by the leader it was sent to and by the organ that sent it. Nobody else of the county learns
//! that there is one (S1-24).

use super::assessments::{ItemLine, Side, lines, percent};
use super::procedures::load;
use super::reader::Reader;
use crate::assessments::{Of, organ_of};
use crate::key_counties::{counties, days, ground, held, made, own};
use crate::vault::Texts;
use crate::{App, Failure, Fault, moment, reading, vault};
use casework::assessment::score::share;
use casework::key_county::{Ground, KeyCounty, Made, Notice};
use casework::procedure::Procedure;
use casework::rules::Measure;
use casework::{PersonId, UnitId};
use serde::Serialize;

/// Every county under the reader's organ.
#[derive(Debug, Clone, Serialize)]
pub struct Proposals {
    /// The days that are counted.
    pub days: (String, String),
    /// The rule in words.
    pub rule: String,
    /// Where it comes from.
    pub basis: String,
    /// Counties, those the rule asks for first.
    pub rows: Vec<Row>,
    /// Whether the reader may propose one.
    pub may_propose: bool,
}

/// A county.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its name.
    pub unit: String,
    /// What was counted.
    pub signs: Vec<Sign>,
    /// Whether the rule asks for it.
    pub asked: bool,
    /// Whether it was proposed or is under key supervision.
    pub held: bool,
}

/// What was counted of a county.
#[derive(Debug, Clone, Serialize)]
pub struct Sign {
    /// Its word in addresses.
    pub word: &'static str,
    /// What it is called.
    pub zh: &'static str,
    /// In percent.
    pub rate: String,
    /// Part and whole.
    pub counted: (i64, i64),
}

fn signs(ground: &Ground) -> Vec<Sign> {
    let sign = |measure: Measure, (part, whole): (i64, i64)| Sign {
        word: measure.as_str(),
        zh: measure.zh(),
        rate: percent(share(part, whole)),
        counted: (part, whole),
    };
    vec![
        sign(Measure::Quality, ground.quality),
        sign(Measure::FirstOnTime, ground.on_time),
        sign(Measure::OverLevel, ground.over_level),
    ]
}

async fn of(app: &App, person: &PersonId) -> Result<(Reader, UnitId), Failure> {
    let reader = Reader::of(app, person).await?;
    let own = own(&reader).filter(|own| !counties(&reader, own).is_empty());
    let own = own.ok_or(Failure::NotFound)?;
    Ok((reader, own))
}

/// Whether there are counties under the reader's organ: a page that leads to the proposals asks first.
///
/// # Errors
/// A fault.
pub async fn has_counties(app: &App, person: &PersonId) -> Result<bool, Failure> {
    match of(app, person).await {
        Ok(_) => Ok(true),
        Err(Failure::NotFound) => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// Whether something may be sent to the reader in person: a page that leads there asks first.
///
/// # Errors
/// A fault.
pub async fn may_be_told(app: &App, person: &PersonId) -> Result<bool, Failure> {
    let reader = Reader::of(app, person).await?;
    let role = &app.rules().key_counties.leader;
    let mut posts = reader.office.posts_of(person, reader.on());
    Ok(posts.any(|post| post.role == *role))
}

/// Every county under the reader's organ, with what the rule counts.
///
/// # Errors
/// [`Failure::NotFound`] where the reader's organ has no counties, or a fault.
pub async fn proposals(app: &App, person: &PersonId) -> Result<Proposals, Failure> {
    let (reader, own) = of(app, person).await?;
    reading::record_list(app, person, "key-county-proposals").await?;
    let rule = &app.rules().key_counties;
    let held = held(app, &reader).await?;
    let mut rows = Vec::new();
    for county in counties(&reader, &own) {
        let ground = ground(app, &reader, (&own, &county)).await?;
        rows.push(Row {
            id: county.to_string(),
            unit: reader.office.unit_name(&county).to_owned(),
            signs: signs(&ground),
            asked: ground.asks(rule),
            held: held.contains(&county),
        });
    }
    rows.sort_by_key(|row| !row.asked);
    let (from, until) = days(app, reader.on());
    Ok(Proposals {
        days: (from.to_string(), until.to_string()),
        rule: format!(
            "近{}个月评查得分低于{}分或者初次举报按期办结率低于{}%，并且越级举报占{}%以上（不少于{}件）",
            rule.months, rule.quality, rule.on_time, rule.over_level, rule.least
        ),
        basis: super::basis::in_words(&rule.basis),
        rows,
        may_propose: reader.may(app, "propose-key-county"),
    })
}

/// The list behind a figure of a county.
#[derive(Debug, Clone, Serialize)]
pub struct Counted {
    /// The county's name.
    pub unit: String,
    /// What was counted.
    pub zh: &'static str,
    /// Its lines.
    pub lines: Vec<ItemLine>,
    /// The cursor of what follows.
    pub next: Option<String>,
}

/// What a figure of a county counts.
///
/// # Errors
/// [`Failure::NotFound`] where it is no county under the reader's organ or there is no such figure, or a fault.
pub async fn items(
    app: &App,
    person: &PersonId,
    (county, word): (&str, &str),
    cursor: Option<&str>,
) -> Result<Counted, Failure> {
    let (reader, own) = of(app, person).await?;
    let county = UnitId::from(county);
    let measures = [Measure::Quality, Measure::FirstOnTime, Measure::OverLevel];
    let measure = measures.iter().find(|measure| measure.as_str() == word);
    let measure = *measure.ok_or(Failure::NotFound)?;
    if !counties(&reader, &own).contains(&county) {
        return Err(Failure::NotFound);
    }
    reading::record_list(app, person, "key-county-proposals").await?;
    let of = Of::new(app, &reader.office, (&own, &county), days(app, reader.on()));
    let side = Side {
        part: false,
        cursor,
    };
    let (lines, next) = lines(app, &reader, (&of, measure), side).await?;
    Ok(Counted {
        unit: reader.office.unit_name(&county).to_owned(),
        zh: measure.zh(),
        lines,
        next,
    })
}

/// A county under key supervision.
#[derive(Debug, Clone, Serialize)]
pub struct Supervised {
    /// Its number.
    pub number: String,
    /// Whether all of it is the reader's to see; else only what was sent to the reader.
    pub whole: bool,
    /// The county's name.
    pub county: String,
    /// Whether it is under key supervision now.
    pub named: bool,
    /// What was counted when it was proposed.
    pub then: Vec<Sign>,
    /// What is counted now.
    pub now: Vec<Sign>,
    /// Whether the rule lets it go now.
    pub lets_go: bool,
    /// Full checks made in it that were not recorded yet.
    pub unrecorded: Vec<MadeLine>,
    /// Recorded checks: number, day, inspections.
    pub checks: Vec<(u32, String, Vec<MadeLine>)>,
    /// What was decided, on which day, and why.
    pub reasons: Vec<(&'static str, String, String)>,
    /// Notices, the last first.
    pub notices: Vec<NoticeLine>,
}

/// A full check.
#[derive(Debug, Clone, Serialize)]
pub struct MadeLine {
    /// The inspection's number.
    pub number: String,
    /// Its kind in words.
    pub kind: String,
    /// Items, checked, with a problem.
    pub counts: (u32, u32, u32),
}

/// A notice.
#[derive(Debug, Clone, Serialize)]
pub struct NoticeLine {
    /// Its number.
    pub number: u32,
    /// To whom.
    pub to: String,
    /// The day it was sent.
    pub sent: String,
    /// When it was acknowledged.
    pub read: Option<String>,
    /// What it says; nothing before the reader it was sent to acknowledged it.
    pub text: Option<String>,
}

/// A county under key supervision.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn supervised(app: &App, person: &PersonId, number: &str) -> Result<Supervised, Failure> {
    let reader = Reader::of(app, person).await?;
    let (state, _) = load::<KeyCounty>(app, &reader, number).await?;
    reading::record_list(app, person, &format!("key-county-{number}")).await?;
    let whole = state.core.is_whole_for(&reader.units);
    let texts = vault::texts(
        app,
        &reader.opener(),
        &state.core.id.stream(KeyCounty::NOUN),
    )
    .await?;
    let mut shown = Supervised {
        number: state.core.number.clone(),
        whole,
        county: reader.office.unit_name(&state.county).to_owned(),
        named: state.is_named(),
        then: Vec::new(),
        now: Vec::new(),
        lets_go: false,
        unrecorded: Vec::new(),
        checks: Vec::new(),
        reasons: Vec::new(),
        notices: notices(&reader, &state, whole, &texts)?,
    };
    if whole {
        fill(app, &reader, (&state, &texts), &mut shown).await?;
    }
    Ok(shown)
}

/// What only who runs it and who stands above may see.
async fn fill(
    app: &App,
    reader: &Reader,
    (state, texts): (&KeyCounty, &Texts),
    shown: &mut Supervised,
) -> Result<(), Fault> {
    let by = organ_of(&reader.office, &state.core.unit);
    let line = |made: &Made| MadeLine {
        number: made.number.clone(),
        kind: app
            .rules()
            .inspection(&made.kind)
            .map_or(&*made.kind, |kind| &kind.name)
            .to_owned(),
        counts: (made.items, made.checked, made.faulted),
    };
    shown.then = signs(&state.ground);
    if state.is_named() {
        let now = ground(app, reader, (&by, &state.county)).await?;
        shown.lets_go = now.lets_go(&app.rules().key_counties);
        shown.now = signs(&now);
        let recorded = |made: &Made| {
            let mut known = state.checks.iter().flat_map(|check| &check.made);
            known.any(|known| known.number == made.number)
        };
        let found = made(app, reader, state).await?;
        shown.unrecorded = found
            .iter()
            .filter(|made| !recorded(made))
            .map(line)
            .collect();
    }
    let checks = state.checks.iter().map(|check| {
        let made = check.made.iter().map(line).collect();
        (check.number, check.at.date().to_string(), made)
    });
    shown.checks = checks.collect();
    for (what, on, text) in &state.reasons {
        let text = texts.of(text)?.to_owned();
        shown.reasons.push((what, on.to_string(), text));
    }
    Ok(())
}

/// The notices the reader sees: all for who runs it; else those sent to the reader in person.
fn notices(
    reader: &Reader,
    state: &KeyCounty,
    whole: bool,
    texts: &Texts,
) -> Result<Vec<NoticeLine>, Fault> {
    let own = |notice: &&Notice| whole || notice.to == reader.person;
    let line = |notice: &Notice| {
        let open = whole || notice.read.is_some();
        let text = open.then(|| texts.of(&notice.text).map(str::to_owned));
        Ok(NoticeLine {
            number: notice.number,
            to: reader.office.person_name(&notice.to).to_owned(),
            sent: notice.sent.date().to_string(),
            read: notice
                .read
                .map(|read| read.strftime("%Y-%m-%d %H:%M").to_string()),
            text: text.transpose()?,
        })
    };
    state.notices.iter().rev().filter(own).map(line).collect()
}

/// A notice in the list of whoever it was sent to.
#[derive(Debug, Clone, Serialize)]
pub struct Sent {
    /// The number of what it belongs to.
    pub number: String,
    /// The organ that sent it.
    pub from: String,
    /// The day it was sent.
    pub sent: String,
    /// The day it was acknowledged.
    pub read: Option<String>,
}

/// Notices to a person at most.
const MOST: i64 = 100;

/// What was sent to the reader in person, the last first: one range of one index.
///
/// # Errors
/// A fault.
pub async fn sent(app: &App, person: &PersonId) -> Result<Vec<Sent>, Failure> {
    let reader = Reader::of(app, person).await?;
    let sql = "SELECT p.number, p.unit_id, n.sent_at, n.read_at FROM key_county_notices n \
               JOIN procedures p ON p.procedure_id = n.procedure_id \
               WHERE n.person_id = $1 ORDER BY n.sent_at DESC, n.procedure_id, n.notice LIMIT $2";
    let params = [person.as_str().into(), MOST.into()];
    let day = |at: i64| moment::moment(at).on().to_string();
    let mut found = Vec::new();
    for row in &app.store().rows(sql, &params).await? {
        let unit = UnitId::from(row.text(1)?);
        let organ = organ_of(&reader.office, &unit);
        found.push(Sent {
            number: row.text(0)?.to_owned(),
            from: reader.office.unit_name(&organ).to_owned(),
            sent: day(row.int(2)?),
            read: row.opt_int(3)?.map(day),
        });
    }
    Ok(found)
}
