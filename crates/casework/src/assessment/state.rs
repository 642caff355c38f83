//! What an assessment is.

mod choices;
mod promises;

use super::score::{Points, Scored};
use super::steps::{self, Event};
use crate::ids::{ProcedureId, UnitId};
use crate::matter::Choice;
use crate::procedure::{Core, Noun, Procedure};
use crate::rules::{Rules, Scheme};
use crate::sealed::SealedRef;
use crate::step::Context;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Where an assessment stands.
    pub enum Stage {
        /// Months are frozen one by one.
        Running = "running" => "考核中",
        /// Over.
        Closed = "closed" => "已结束",
    }
}

crate::codes! {
    /// What came of an objection (异议).
    pub enum Verdict {
        /// It holds: points are given back.
        Upheld = "upheld" => "异议成立",
        /// It does not.
        Refused = "refused" => "维持原结果",
    }
}

/// An assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// What every procedure has.
    pub core: Core,
    /// By which scheme of `catalogue/assessments.toml`.
    pub scheme: String,
    /// Which year.
    pub year: i16,
    /// Where it stands.
    pub stage: Stage,
    /// The organs assessed.
    pub units: Vec<UnitId>,
    /// Targets of their own (目标).
    pub targets: Vec<Target>,
    /// Points given and taken by persons.
    pub awards: Vec<Award>,
    /// Frozen months, in order.
    pub months: Vec<Month>,
    /// What differed from what was published, in the order in which it was told.
    pub corrections: Vec<Correction>,
    /// Targets that were not reached, each with its explanation.
    pub missed: Vec<Missed>,
    /// Objections of units.
    pub objections: Vec<Objection>,
}

/// A target of an organ (初次举报目标管理, S1-39).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Whose.
    pub unit: UnitId,
    /// Which indicator.
    pub indicator: String,
    /// In percent.
    pub rate: i64,
    /// Since when, local.
    pub set: DateTime,
}

/// Points given or taken by a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// Its number, from 1.
    pub number: u32,
    /// Whose.
    pub unit: UnitId,
    /// By which rule.
    pub rule: String,
    /// How many.
    pub points: i64,
    /// Why.
    pub note: SealedRef,
    /// The month it was counted in; none before the next is frozen.
    pub month: Option<Date>,
}

/// A frozen month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub month: Date,
    /// When it was frozen, local.
    pub frozen: DateTime,
    /// Scores as they were published.
    pub published: Vec<Scored>,
    /// Scores as they are known now, corrections included.
    pub scored: Vec<Scored>,
}

/// What changed in an indicator or in points: part and whole, then and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which indicator, or rule of points.
    pub what: String,
    /// As it was known.
    pub was: (i64, i64),
    /// As it is.
    pub now: (i64, i64),
}

/// A correction (更正): what is known of a frozen month now differs from what was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Of which month: its first day.
    pub month: Date,
    /// What changed; empty where an objection was upheld.
    pub changes: Vec<Change>,
    /// The score as it was, in tenths of a point.
    pub was: Option<i64>,
    /// The whole score as it is.
    pub now: Scored,
    /// When it was told, local. Set when it is recorded.
    #[serde(skip)]
    pub told: DateTime,
}

/// A target that was not reached in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// Its number, counted with objections.
    pub number: u32,
    /// The month.
    pub month: Date,
    /// Whose.
    pub unit: UnitId,
    /// Which indicator.
    pub indicator: String,
    /// What the organ says of it.
    pub explained: Option<SealedRef>,
}

/// An objection of a unit to its own result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// Its number, counted with missed targets.
    pub number: u32,
    /// The month.
    pub month: Date,
    /// Whose.
    pub unit: UnitId,
    /// Against which indicator, or rule of points.
    pub what: String,
    /// Why.
    pub reason: SealedRef,
    /// What came of it, with the reason given.
    pub decided: Option<(Verdict, SealedRef)>,
}

impl Assessment {
    /// Whether it is under way.
    pub(crate) fn is_running(&self) -> bool {
        self.core.exists() && self.core.over.is_none()
    }

    /// The scheme it goes by.
    pub(crate) fn rules<'a>(&self, rules: &'a Rules) -> Option<&'a Scheme> {
        rules.scheme(&self.scheme)
    }

    /// The months of its year, each by its first day.
    pub fn months_of_year(&self) -> impl Iterator<Item = Date> + use<> {
        let first = Date::new(self.year, 1, 1).unwrap_or(Date::ZERO);
        (0..12).map(move |nth| first.saturating_add(nth.months()))
    }

    /// The first month that is not frozen; none when all are.
    pub fn next_month(&self) -> Option<Date> {
        self.months_of_year().nth(self.months.len())
    }

    /// The first month that is not frozen, where it is over.
    pub fn ripe(&self, on: Date) -> Option<Date> {
        let ripe = |month: &Date| month.last_of_month() < on;
        self.next_month().filter(ripe)
    }

    /// Which frozen months are counted again when the next is frozen.
    pub fn recounted(&self, scheme: &Scheme) -> impl Iterator<Item = &Month> {
        let begin = self.months.len().saturating_sub(scheme.look_back);
        self.months[begin..].iter()
    }

    /// A frozen month.
    pub fn month(&self, month: Date) -> Option<&Month> {
        self.months.iter().find(|known| known.month == month)
    }

    /// The target of an organ, where it has one of its own.
    pub fn target(&self, unit: &UnitId, indicator: &str) -> Option<i64> {
        let mut targets = self.targets.iter();
        let found = targets.find(|known| known.unit == *unit && known.indicator == indicator);
        found.map(|target| target.rate)
    }

    /// Points of persons that the next frozen month counts.
    pub fn waiting<'a>(&'a self, unit: &'a UnitId) -> impl Iterator<Item = Points> + 'a {
        let waiting = self.awards.iter();
        let waiting = waiting.filter(move |award| award.month.is_none() && award.unit == *unit);
        waiting.map(|award| Points {
            rule: award.rule.clone(),
            count: 1,
            each: award.points,
            award: Some(award.number),
        })
    }

    /// The number of the next missed target or objection.
    pub(crate) fn next_number(&self) -> u32 {
        (self.missed.len() + self.objections.len()) as u32 + 1
    }

    /// The assessed organ that whoever acts belongs to.
    pub(crate) fn own<'a>(&'a self, ctx: &Context<'_>) -> Option<&'a UnitId> {
        let unit = ctx.actor.unit()?;
        let organ = ctx.office.organ_of(unit).unwrap_or(unit);
        self.units.iter().find(|known| *known == organ)
    }

    /// Takes a correction: what is known of the month changes, what was published stays.
    pub(crate) fn correct(&mut self, correction: &Correction, at: DateTime) {
        let months = &mut self.months;
        let month = months
            .iter_mut()
            .find(|known| known.month == correction.month);
        let scored = month.and_then(|month| {
            let mut scored = month.scored.iter_mut();
            scored.find(|scored| scored.unit == correction.now.unit)
        });
        if let Some(scored) = scored {
            scored.clone_from(&correction.now);
        }
        let told = Correction {
            told: at,
            ..correction.clone()
        };
        self.corrections.push(told);
    }
}

impl Procedure for Assessment {
    crate::by_steps!(steps, stage: Stage);

    const NOUN: Noun = Noun::Assessment;

    fn new(id: ProcedureId) -> Self {
        Self {
            core: Core::new(id),
            scheme: String::new(),
            year: 0,
            stage: Stage::Running,
            units: Vec::new(),
            targets: Vec::new(),
            awards: Vec::new(),
            months: Vec::new(),
            corrections: Vec::new(),
            missed: Vec::new(),
            objections: Vec::new(),
        }
    }

    fn kind(&self) -> &str {
        &self.scheme
    }

    fn kind_zh<'a>(rules: &'a Rules, kind: &'a str) -> &'a str {
        rules.scheme(kind).map_or(kind, |scheme| &scheme.name)
    }

    fn period(&self) -> Option<(Date, Date)> {
        let first = self.months_of_year().next()?;
        Some((first, first.last_of_year()))
    }

    fn next(&self) -> &'static [&'static str] {
        &[
            "decide-objection",
            "explain-target",
            "freeze-month",
            "set-target",
        ]
    }

    fn event_zh(event: &Event) -> &'static str {
        match event {
            Event::AssessmentOpened(_) => "开展考核",
            Event::TargetSet(_) => "下达目标",
            Event::PointsGiven(_) => "登记加扣分",
            Event::MonthFrozen(_) => "公布月度得分",
            Event::Objected(_) => "提出异议",
            Event::ObjectionDecided(_) => "审定异议",
            Event::TargetExplained(_) => "说明未达标原因",
            Event::AssessmentClosed(_) => "结束考核",
            other => crate::procedure::common_zh::<Self>(other),
        }
    }

    fn own_choices(&self, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
        choices::offered(self, list, ctx)
    }
}
