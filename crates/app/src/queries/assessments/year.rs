//! The year of an assessment: scores month by month, targets and how they stand, what is explained, objected to
//! and given beside.

use super::{Known, called, percent, points};
use crate::vault::{self, Texts};
use crate::{App, Failure, Fault, reading};
use casework::PersonId;
use casework::assessment::{Assessment, Missed, Objection, Target};
use casework::procedure::Procedure;
use jiff::civil::Date;
use serde::Serialize;

/// The year.
#[derive(Debug, Clone, Serialize)]
pub struct Year {
    /// The assessment's number.
    pub number: String,
    /// Whether all of it is the reader's to see.
    pub whole: bool,
    /// The months that are frozen, each with the day it was published on.
    pub months: Vec<(Date, String)>,
    /// The month that is counted but not frozen, for who may see it.
    pub pending: Option<Date>,
    /// Organ by organ.
    pub rows: Vec<Standing>,
    /// Targets.
    pub aims: Vec<Aim>,
    /// Targets that were not reached.
    pub short: Vec<Short>,
    /// Objections.
    pub asked: Vec<Asked>,
    /// Points given and taken by persons.
    pub given: Vec<Given>,
}

/// An organ's year.
#[derive(Debug, Clone, Serialize)]
pub struct Standing {
    /// Its id.
    pub id: String,
    /// Its name.
    pub unit: String,
    /// The score of each frozen month as it is known now, and whether it was corrected.
    pub scores: Vec<(String, bool)>,
    /// The mean of the year so far.
    pub mean: String,
}

/// A target.
#[derive(Debug, Clone, Serialize)]
pub struct Aim {
    /// Whose.
    pub unit: String,
    /// Which indicator.
    pub indicator: String,
    /// In percent, with the direction in words.
    pub target: String,
    /// Since which day.
    pub set: String,
    /// The rate of the last frozen month.
    pub last: String,
    /// The rate of all frozen months together.
    pub so_far: String,
    /// How it stands, in words.
    pub standing: &'static str,
}

/// A target that was not reached.
#[derive(Debug, Clone, Serialize)]
pub struct Short {
    /// Its number.
    pub number: u32,
    /// The month.
    pub month: Date,
    /// Whose.
    pub unit: String,
    /// Which indicator.
    pub indicator: String,
    /// What the organ says of it.
    pub explained: Option<String>,
}

/// An objection.
#[derive(Debug, Clone, Serialize)]
pub struct Asked {
    /// Its number.
    pub number: u32,
    /// The month.
    pub month: Date,
    /// Whose.
    pub unit: String,
    /// Against what.
    pub what: String,
    /// Why.
    pub reason: String,
    /// What came of it, and why.
    pub decided: Option<(&'static str, String)>,
}

/// Points given or taken.
#[derive(Debug, Clone, Serialize)]
pub struct Given {
    /// Whose.
    pub unit: String,
    /// For what.
    pub rule: String,
    /// How many.
    pub points: i64,
    /// Why.
    pub note: String,
    /// The month they were counted in.
    pub month: Option<Date>,
}

/// The year of an assessment.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn year(app: &App, person: &PersonId, number: &str) -> Result<Year, Failure> {
    let known = Known::of(app, person, number).await?;
    reading::record_list(app, person, &format!("assessment-{number}")).await?;
    let state = &known.state;
    let stream_id = state.core.id.stream(Assessment::NOUN);
    let texts = vault::texts(app, &known.reader.opener(), &stream_id).await?;
    let months = state.months.iter();
    let months = months.map(|month| (month.month, month.frozen.date().to_string()));
    let running = state.core.over.is_none();
    let pending = state
        .next_month()
        .filter(|month| *month <= known.reader.on());
    Ok(Year {
        number: state.core.number.clone(),
        whole: known.whole,
        months: months.collect(),
        pending: pending.filter(|_| known.whole && running),
        rows: known.units().map(|unit| standing(&known, unit)).collect(),
        aims: aims(app, &known),
        short: each(
            &known,
            &state.missed,
            |one| &one.unit,
            |one| short(app, &known, one, &texts),
        )?,
        asked: each(
            &known,
            &state.objections,
            |one| &one.unit,
            |one| asked(app, &known, one, &texts),
        )?,
        given: given(app, &known, &texts)?,
    })
}

/// What the reader sees of some things of organs.
fn each<T, U>(
    known: &Known,
    all: &[T],
    of: impl Fn(&T) -> &casework::UnitId,
    shown: impl Fn(&T) -> Result<U, Fault>,
) -> Result<Vec<U>, Fault> {
    let seen = all.iter().filter(|one| known.sees(of(one)));
    seen.map(shown).collect()
}

fn standing(known: &Known, unit: &casework::UnitId) -> Standing {
    let of = |month: &casework::assessment::Month| {
        let find = |all: &[casework::assessment::Scored]| {
            let found = all.iter().find(|scored| scored.unit == *unit);
            found.and_then(|scored| scored.total)
        };
        (find(&month.scored), find(&month.published))
    };
    let totals: Vec<_> = known.state.months.iter().map(of).collect();
    let measured: Vec<i64> = totals.iter().filter_map(|(now, _)| *now).collect();
    let count = measured.len() as i64;
    let mean = (count > 0).then(|| (measured.iter().sum::<i64>() + count / 2) / count);
    let scores = totals.iter().map(|(now, then)| (points(*now), now != then));
    Standing {
        id: unit.to_string(),
        unit: known.name(unit),
        scores: scores.collect(),
        mean: points(mean),
    }
}

fn aims(app: &App, known: &Known) -> Vec<Aim> {
    let state = &known.state;
    let scheme = app.rules().scheme(&state.scheme);
    let aim = |target: &Target| {
        let lines = state.months.iter().filter_map(|month| {
            let scored = month
                .scored
                .iter()
                .find(|scored| scored.unit == target.unit)?;
            scored.line(&target.indicator)
        });
        let lines: Vec<_> = lines.collect();
        let (part, whole) = lines.iter().fold((0, 0), |(part, whole), line| {
            (part + line.part, whole + line.whole)
        });
        let lower = scheme
            .and_then(|scheme| scheme.indicator(&target.indicator))
            .is_some_and(|rule| rule.lower);
        let rate = casework::assessment::score::share(part, whole);
        let standing = match rate {
            None => "还没有可比的件",
            Some(rate) if lower && rate <= target.rate * 100 => "达标",
            Some(rate) if !lower && rate >= target.rate * 100 => "达标",
            Some(_) => "未达标",
        };
        let direction = if lower { "不高于" } else { "不低于" };
        Aim {
            unit: known.name(&target.unit),
            indicator: called(scheme, &target.indicator),
            target: format!("{direction}{}%", target.rate),
            set: target.set.date().to_string(),
            last: percent(lines.last().and_then(|line| line.rate())),
            so_far: percent(rate),
            standing,
        }
    };
    let seen = state
        .targets
        .iter()
        .filter(|target| known.sees(&target.unit));
    seen.map(aim).collect()
}

fn short(app: &App, known: &Known, one: &Missed, texts: &Texts) -> Result<Short, Fault> {
    let explained = one.explained.as_ref();
    let explained = explained.map(|text| texts.of(text).map(str::to_owned));
    Ok(Short {
        number: one.number,
        month: one.month,
        unit: known.name(&one.unit),
        indicator: called(app.rules().scheme(&known.state.scheme), &one.indicator),
        explained: explained.transpose()?,
    })
}

fn asked(app: &App, known: &Known, one: &Objection, texts: &Texts) -> Result<Asked, Fault> {
    let decided = one.decided.as_ref();
    let decided = decided.map(|(verdict, why)| Ok((verdict.zh(), texts.of(why)?.to_owned())));
    Ok(Asked {
        number: one.number,
        month: one.month,
        unit: known.name(&one.unit),
        what: called(app.rules().scheme(&known.state.scheme), &one.what),
        reason: texts.of(&one.reason)?.to_owned(),
        decided: decided.transpose().map_err(|fault: Fault| fault)?,
    })
}

fn given(app: &App, known: &Known, texts: &Texts) -> Result<Vec<Given>, Fault> {
    let scheme = app.rules().scheme(&known.state.scheme);
    each(
        known,
        &known.state.awards,
        |one| &one.unit,
        |one| {
            Ok(Given {
                unit: known.name(&one.unit),
                rule: called(scheme, &one.rule),
                points: one.points,
                note: texts.of(&one.note)?.to_owned(),
                month: one.month,
            })
        },
    )
}
