//! Figures of items (评查成效统计, S3-13): how many were scored, what they came to, and what became of them; by unit
//! and by reason. Every figure is counted over items the reader sees.

use super::Known;
use crate::App;
use casework::review::{Item, ItemState};
use serde::Serialize;
use std::collections::BTreeMap;

/// Figures of some items.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Figures {
    /// Items scored.
    pub evaluated: usize,
    /// The mean score, rounded.
    pub average: u32,
    /// Excellent ones.
    pub excellent: usize,
    /// Unqualified ones.
    pub unqualified: usize,
    /// Deficiency lists that went out.
    pub lists: usize,
    /// Lists put right.
    pub accepted: usize,
    /// Duty investigations.
    pub cases: usize,
    /// People and units held accountable.
    pub held: usize,
    /// Investigations that ended in a talk or in education alone (S0-07).
    pub light: usize,
    /// By unit, the lowest mean first.
    pub units: Vec<UnitLine>,
    /// By reason, the most frequent first.
    pub codes: Vec<CodeLine>,
}

/// The figures of a unit.
#[derive(Debug, Clone, Serialize)]
pub struct UnitLine {
    /// Which.
    pub unit: String,
    /// Items.
    pub evaluated: usize,
    /// The mean score, rounded.
    pub average: u32,
    /// Excellent ones.
    pub excellent: usize,
    /// Unqualified ones.
    pub unqualified: usize,
    /// Points in the year's assessment.
    pub assessment: i32,
}

/// How often a reason cost points.
#[derive(Debug, Clone, Serialize)]
pub struct CodeLine {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Under which dimension.
    pub dimension: String,
    /// In how many items.
    pub items: usize,
    /// How often.
    pub times: u32,
}

/// What an item came to.
pub(super) struct Came {
    pub(super) unit: String,
    pub(super) score: u32,
    pub(super) grade: String,
    pub(super) listed: bool,
    pub(super) accepted: bool,
    pub(super) case: bool,
    pub(super) held: usize,
    pub(super) light: bool,
    pub(super) deductions: Vec<(String, u32)>,
}

impl Figures {
    /// The figures of items of a session.
    pub(super) fn of<'a>(app: &App, known: &Known, items: impl Iterator<Item = &'a Item>) -> Self {
        let came = |item: &'a Item| {
            let settled = item.settled.as_ref()?;
            let each = settled.deductions.iter();
            let outcome = item
                .investigation
                .as_ref()
                .and_then(|one| one.outcome.as_ref());
            Some(Came {
                unit: known.unit(item),
                score: settled.score,
                grade: settled.grade.clone(),
                listed: item.list.is_some(),
                accepted: known.review.state_of(item) == ItemState::Accepted,
                case: item.investigation.is_some(),
                held: outcome.map_or(0, |outcome| outcome.people.len()),
                light: outcome.is_some_and(|outcome| outcome.light),
                deductions: each.map(|one| (one.code.clone(), one.count)).collect(),
            })
        };
        Self::counted(app, &known.review.sheet, items.filter_map(came))
    }

    /// Counts what items scored by a sheet came to.
    pub(super) fn counted(app: &App, sheet: &str, came: impl Iterator<Item = Came>) -> Self {
        let sheet = app.rules().sheet(sheet);
        let mut figures = Self::default();
        let (mut sum, mut units, mut codes) = (0, BTreeMap::new(), BTreeMap::new());
        for one in came {
            let (excellent, unqualified) = (one.grade == "excellent", one.grade == "unqualified");
            figures.evaluated += 1;
            figures.excellent += usize::from(excellent);
            figures.unqualified += usize::from(unqualified);
            figures.lists += usize::from(one.listed);
            figures.accepted += usize::from(one.accepted);
            figures.cases += usize::from(one.case);
            figures.held += one.held;
            figures.light += usize::from(one.light);
            sum += one.score;
            let grades = sheet.map(|sheet| sheet.grades.iter()).into_iter().flatten();
            let grade = grades.into_iter().find(|grade| grade.id == one.grade);
            let line: &mut (u32, UnitLine) = units
                .entry(one.unit.clone())
                .or_insert_with(|| (0, UnitLine::new(one.unit)));
            line.0 += one.score;
            line.1.evaluated += 1;
            line.1.excellent += usize::from(excellent);
            line.1.unqualified += usize::from(unqualified);
            line.1.assessment += grade.map_or(0, |grade| grade.assessment);
            for (code, times) in one.deductions {
                let line: &mut (usize, u32) = codes.entry(code).or_default();
                *line = (line.0 + 1, line.1 + times);
            }
        }
        figures.average = mean(sum, figures.evaluated);
        figures.units = units
            .into_values()
            .map(|(sum, line)| line.closed(sum))
            .collect();
        figures
            .units
            .sort_by(|a, b| (a.average, &a.unit).cmp(&(b.average, &b.unit)));
        figures.codes = codes
            .into_iter()
            .map(|(code, (items, times))| {
                let found = sheet.and_then(|sheet| sheet.reason(&code));
                let named =
                    found.map(|(dimension, reason)| (dimension.name.clone(), reason.name.clone()));
                let (dimension, name) = named.unwrap_or_else(|| (String::new(), code.clone()));
                CodeLine {
                    code,
                    name,
                    dimension,
                    items,
                    times,
                }
            })
            .collect();
        figures
            .codes
            .sort_by(|a, b| (b.items, &a.code).cmp(&(a.items, &b.code)));
        figures
    }
}

impl UnitLine {
    fn new(unit: String) -> Self {
        Self {
            unit,
            evaluated: 0,
            average: 0,
            excellent: 0,
            unqualified: 0,
            assessment: 0,
        }
    }

    fn closed(self, sum: u32) -> Self {
        Self {
            average: mean(sum, self.evaluated),
            ..self
        }
    }
}

fn mean(sum: u32, count: usize) -> u32 {
    let count = count as u32;
    (sum + count / 2).checked_div(count).unwrap_or_default()
}
