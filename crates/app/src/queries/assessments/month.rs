//! A month of an assessment: every indicator of every organ the reader sees, with points and rank; and what was
//! corrected. A month that is not frozen yet is counted now, for who runs the assessment.

use super::{Known, called, percent, points};
use crate::assessments::{Of, all, days_of, organ_of};
use crate::{App, Failure, reading};
use casework::PersonId;
use casework::assessment::{Correction, Scored};
use casework::rules::Scheme;
use jiff::civil::Date;
use serde::Serialize;

/// A month.
#[derive(Debug, Clone, Serialize)]
pub struct MonthPage {
    /// The assessment's number.
    pub number: String,
    /// Its first day.
    pub month: Date,
    /// The day it was published on; nothing while it is only counted.
    pub published: Option<String>,
    /// Whether all organs are the reader's to see.
    pub whole: bool,
    /// Whether the reader may take it out as a file.
    #[serde(skip)]
    pub exports: bool,
    /// Indicators: id, group, name, weight, target in words.
    pub indicators: Vec<(String, String, String, i64, String)>,
    /// Rules of points that are counted and have a list.
    pub counted: Vec<String>,
    /// Organ by organ, the highest score first.
    pub rows: Vec<Ranked>,
    /// What was told with this month about months before, and later about this one.
    pub corrections: Vec<Corrected>,
}

impl MonthPage {
    /// Whether points stand on a count with a list behind it.
    pub fn is_counted(&self, rule: &str) -> bool {
        self.counted.iter().any(|known| known == rule)
    }
}

/// An organ in a month.
#[derive(Debug, Clone, Serialize)]
pub struct Ranked {
    /// Its place among all organs; nothing where nothing could be measured.
    pub rank: Option<usize>,
    /// Its id.
    pub id: String,
    /// Its name.
    pub unit: String,
    /// Indicator by indicator.
    pub cells: Vec<Cell>,
    /// What was added and taken off: id, name, in words.
    pub points: Vec<(String, String, String)>,
    /// The sum of that, within its bounds.
    pub added: i64,
    /// The score.
    pub total: String,
}

/// An indicator of an organ.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    /// Which.
    pub indicator: String,
    /// The share in words.
    pub rate: String,
    /// The part.
    pub part: i64,
    /// The whole.
    pub whole: i64,
    /// Points earned, in words; empty where it has no weight.
    pub earned: String,
    /// Whether the target was reached.
    pub reached: Option<bool>,
}

/// A correction in words.
#[derive(Debug, Clone, Serialize)]
pub struct Corrected {
    /// Of which month.
    pub month: Date,
    /// The day it was told.
    pub told: String,
    /// Whose.
    pub unit: String,
    /// What: its name, as it was, as it is.
    pub changes: Vec<(String, String, String)>,
    /// The score as it was, and as it is.
    pub scores: (String, String),
}

/// A month of an assessment.
///
/// # Errors
/// [`Failure::NotFound`] where the reader may not know of it, where the month is not of its year, and where it
/// is not frozen yet and the reader does not run it.
pub async fn month(
    app: &App,
    person: &PersonId,
    number: &str,
    month: Date,
) -> Result<MonthPage, Failure> {
    let known = Known::of(app, person, number).await?;
    reading::record_list(app, person, &format!("assessment-{number}")).await?;
    let state = &known.state;
    let scheme = app.rules().scheme(&state.scheme).ok_or(Failure::NotFound)?;
    let frozen = state.month(month);
    let scored = match frozen {
        Some(frozen) => frozen.published.clone(),
        None => counted(app, &known, scheme, month).await?,
    };
    let mut rows = ranked(&known, scheme, &scored);
    rows.retain(|row| known.sees(&row.id.as_str().into()));
    let told = |one: &&Correction| {
        let with = frozen.is_some_and(|frozen| frozen.frozen == one.told);
        known.sees(&one.now.unit) && (one.month == month || with)
    };
    let corrections = state.corrections.iter().filter(told);
    let target = |rule: &casework::rules::Indicator| {
        let direction = if rule.lower { "不高于" } else { "不低于" };
        format!("{direction}{}%", rule.target)
    };
    let indicators = scheme.indicators.iter().map(|rule| {
        let (id, group, name) = (rule.id.clone(), rule.group.clone(), rule.name.clone());
        (id, group, name, rule.weight, target(rule))
    });
    Ok(MonthPage {
        number: state.core.number.clone(),
        month,
        published: frozen.map(|frozen| frozen.frozen.date().to_string()),
        whole: known.whole,
        exports: known.reader.may(app, "export"),
        indicators: indicators.collect(),
        counted: scheme.points.iter().map(|rule| rule.id.clone()).collect(),
        rows,
        corrections: corrections
            .map(|one| corrected(&known, scheme, one))
            .collect(),
    })
}

/// A month as it would be frozen now.
async fn counted(
    app: &App,
    known: &Known,
    scheme: &Scheme,
    month: Date,
) -> Result<Vec<Scored>, Failure> {
    let state = &known.state;
    if !known.whole || state.next_month() != Some(month) || month > known.reader.on() {
        return Err(Failure::NotFound);
    }
    let (by, measures) = (
        organ_of(&known.reader.office, &state.core.unit),
        scheme.measures(),
    );
    let mut scored = Vec::new();
    for unit in &state.units {
        let of = Of::new(app, &known.reader.office, (&by, unit), days_of(month));
        let figures = all(app, &of, &measures).await?;
        let target = |indicator: &str| state.target(unit, indicator);
        scored.push(Scored::of(
            scheme,
            unit,
            &figures,
            target,
            state.waiting(unit),
        ));
    }
    Ok(scored)
}

fn ranked(known: &Known, scheme: &Scheme, scored: &[Scored]) -> Vec<Ranked> {
    let mut scored: Vec<&Scored> = scored.iter().collect();
    scored.sort_by(|a, b| b.total.cmp(&a.total).then_with(|| a.unit.cmp(&b.unit)));
    let row = |one: &&Scored| {
        let better = scored
            .iter()
            .filter(|other| other.total > one.total)
            .count();
        let point = |points: &casework::assessment::Points| {
            let words = format!("{}×{:+}", points.count, points.each);
            (
                points.rule.clone(),
                called(Some(scheme), &points.rule),
                words,
            )
        };
        Ranked {
            rank: one.total.map(|_| better + 1),
            id: one.unit.to_string(),
            unit: known.name(&one.unit),
            cells: one.lines.iter().map(cell).collect(),
            points: one.points.iter().map(point).collect(),
            added: one.added(),
            total: points(one.total),
        }
    };
    scored.iter().map(row).collect()
}

fn cell(line: &casework::assessment::Line) -> Cell {
    Cell {
        indicator: line.indicator.clone(),
        rate: percent(line.rate()),
        part: line.part,
        whole: line.whole,
        earned: line
            .tenths()
            .map_or_else(String::new, |tenths| points(Some(tenths))),
        reached: line.reached(),
    }
}

fn corrected(known: &Known, scheme: &Scheme, one: &Correction) -> Corrected {
    let told = |what: &str, (part, whole): (i64, i64)| match scheme.indicator(what) {
        Some(_) => format!("{part}/{whole}"),
        None => format!("{part}次"),
    };
    let change = |change: &casework::assessment::Change| {
        let name = called(Some(scheme), &change.what);
        (
            name,
            told(&change.what, change.was),
            told(&change.what, change.now),
        )
    };
    Corrected {
        month: one.month,
        told: one.told.date().to_string(),
        unit: known.name(&one.now.unit),
        changes: one.changes.iter().map(change).collect(),
        scores: (points(one.was), points(one.now.total)),
    }
}
