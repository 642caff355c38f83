//! Freeze a month (公布月度得分): its figures are counted, scored and published to the organs, in one signed act.
//! Months frozen before are counted again; what differs is told as a correction (更正), never written over.

use super::Event;
use crate::act::{Act, Performer};
use crate::assessment::{Assessment, Change, Correction, Missed, Month, Scored};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::rules::Scheme;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct FreezeMonth {
    month: String,
}

/// A month was frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthFrozen {
    /// Its first day.
    pub month: Date,
    /// Under which catalogue.
    pub catalogue: String,
    /// The scores, organ by organ.
    pub scored: Vec<Scored>,
    /// Targets that were not reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missed: Vec<TargetMissed>,
    /// What differs in months frozen before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

/// A target that was not reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetMissed {
    /// Its number, counted with objections.
    pub number: u32,
    /// Whose.
    pub unit: UnitId,
    /// Which indicator.
    pub indicator: String,
}

crate::refusals! {
    NothingRipe = "nothing-ripe" => "没有可以公布的月份：当月结束后才能公布，并且逐月公布。",
    NotNext = "not-next" => "须按月份顺序公布，请选择列出的月份。",
    NotCounted = "not-counted" => "这个月还没有统计出来，请重新提交。",
}

impl Step for FreezeMonth {
    type State = Assessment;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "freeze-month",
        noun: "months",
        zh: "公布月度得分",
        help: "统计当月各项指标并计分，公布给各机关，公布后不再改动；以前月份有变化的，一并列为更正。",
        basis: "按期办结率、群众满意度纳入下级考核（S1-25）；月末定格、次月更正为默认做法，可由本单位调整",
        mechanisms: &["S1-25", "S0-09", "S1-39"],
        performer: Performer::Person,
        fields: &[Field::new("month", "月份", Kind::From(Source::Own("months")))],
    };

    fn ground(state: &Assessment, ctx: &Context<'_>) -> Result<(), Refusal> {
        let ripe = state.is_running() && state.ripe(ctx.now.on()).is_some();
        if ripe { Ok(()) } else { Err(Refusal::NothingRipe) }
    }

    fn decide(self, state: &Assessment, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let ripe = state.ripe(ctx.now.on());
        let Some(month) = ripe.filter(|ripe| ripe.to_string() == self.month) else {
            return Err(Refusal::NotNext);
        };
        let told = &ctx.facts.assessment;
        let (Some(scheme), Some(figures)) = (state.rules(ctx.rules), told.of(month)) else {
            return Err(Refusal::NotCounted);
        };
        let score = |unit: &UnitId| {
            let target = |indicator: &str| state.target(unit, indicator);
            Scored::of(scheme, unit, figures, target, state.waiting(unit))
        };
        let scored: Vec<Scored> = state.units.iter().map(score).collect();
        Ok(vec![Event::MonthFrozen(MonthFrozen {
            month,
            catalogue: ctx.rules.version.clone(),
            missed: missed(state, &scored),
            corrections: corrections(state, scheme, ctx),
            scored,
        })])
    }
}

/// Targets of their own that organs did not reach.
fn missed(state: &Assessment, scored: &[Scored]) -> Vec<TargetMissed> {
    let lines = scored.iter().flat_map(|scored| {
        let lines = scored.lines.iter();
        lines.map(move |line| (&scored.unit, line))
    });
    let set = lines.filter(|(unit, line)| state.target(unit, &line.indicator).is_some());
    let short = set.filter(|(_, line)| line.reached() == Some(false));
    let of = |((unit, line), nth): ((&UnitId, &crate::assessment::Line), u32)| TargetMissed {
        number: state.next_number() + nth,
        unit: unit.clone(),
        indicator: line.indicator.clone(),
    };
    short.zip(0..).map(of).collect()
}

/// What differs in months frozen before.
fn corrections(state: &Assessment, scheme: &Scheme, ctx: &Context<'_>) -> Vec<Correction> {
    let mut found = Vec::new();
    for month in state.recounted(scheme) {
        let Some(figures) = ctx.facts.assessment.of(month.month) else {
            continue;
        };
        for was in &month.scored {
            let now = was.again(scheme, figures);
            if now != *was {
                found.push(Correction {
                    month: month.month,
                    changes: changes(was, &now),
                    was: was.total,
                    now,
                    told: ctx.happened,
                });
            }
        }
    }
    found
}

fn changes(was: &Scored, now: &Scored) -> Vec<Change> {
    let line = |scored: &Scored, what: &str| {
        let found = scored.line(what).map(|line| (line.part, line.whole));
        let mut points = scored.points.iter();
        let counted = points.find(|points| points.rule == what && points.award.is_none());
        found.or(counted.map(|points| (points.count, points.each))).unwrap_or((0, 0))
    };
    let lines = now.lines.iter().map(|line| &line.indicator);
    let points = was.points.iter().chain(&now.points).map(|points| &points.rule);
    let mut all: Vec<&String> = lines.chain(points).collect();
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|what| seen.insert(*what));
    let change = |what: &&String| Change {
        what: (*what).clone(),
        was: line(was, what),
        now: line(now, what),
    };
    let changes = all.iter().map(change);
    changes.filter(|change| change.was != change.now).collect()
}

impl MonthFrozen {
    /// It stands as published; what is corrected is known from now on.
    pub fn evolve(&self, state: &mut Assessment, record: &Recorded<()>) {
        for award in state.awards.iter_mut().filter(|award| award.month.is_none()) {
            award.month = Some(self.month);
        }
        for correction in &self.corrections {
            state.correct(correction, record.happened);
        }
        for missed in &self.missed {
            state.missed.push(Missed {
                number: missed.number,
                month: self.month,
                unit: missed.unit.clone(),
                indicator: missed.indicator.clone(),
                explained: None,
            });
        }
        state.months.push(Month {
            month: self.month,
            frozen: record.happened,
            published: self.scored.clone(),
            scored: self.scored.clone(),
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::give_points::tests::given;
    use super::super::open::tests::opened;
    use super::*;
    use crate::assessment::{Figure, Told};
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use crate::rules::Measure;
    use jiff::civil::date;
    use serde_json::{Value, json};

    const FREEZE: &str = FreezeMonth::ACT.name;

    fn month(month: &str) -> Value {
        json!({"month": month})
    }

    fn figures(in_time: i64) -> Vec<Figure> {
        let of = |measure, part, whole| Figure { unit: "city".into(), measure, part, whole };
        vec![
            of(Measure::OnTime, in_time, 10),
            of(Measure::FirstOnTime, in_time, 10),
            of(Measure::Repeated, 1, 10),
        ]
    }

    fn counted(mut story: Proceeding<Assessment>, months: &[(i8, i64)]) -> Proceeding<Assessment> {
        let of = |(month, in_time): &(i8, i64)| (date(2026, *month, 1), figures(*in_time));
        story.facts.assessment = Told { months: months.iter().map(of).collect() };
        story
    }

    /// January is frozen: the city kept six of ten, and missed its target for first reports.
    pub(crate) fn frozen() -> Proceeding<Assessment> {
        counted(given(), &[(1, 6)]).act("prov-head", FREEZE, month("2026-01-01"))
    }

    /// February too; meanwhile January's count has changed to eight of ten.
    pub(crate) fn two_months() -> Proceeding<Assessment> {
        counted(frozen(), &[(1, 8), (2, 10)]).act("prov-head", FREEZE, month("2026-02-01"))
    }

    #[test]
    fn a_month_is_scored_and_a_missed_target_is_owed_an_explanation_s1_25_s1_39() {
        let state = frozen().state;
        let scored = &state.months[0].scored;
        let city = scored.iter().find(|scored| scored.unit == "city".into()).unwrap();
        assert_eq!(city.total, Some(760), "60 % of 80 earn three quarters, and one point is added");
        assert!(scored.iter().any(|scored| scored.total.is_none()), "nothing was due elsewhere");
        let owed: Vec<_> = state.core.clocks.iter().filter(|c| c.rule == "assessment-explain").collect();
        assert_eq!((owed.len(), owed[0].owner.as_str()), (1, "city"));
        assert_eq!(state.awards[0].month, Some(date(2026, 1, 1)));
    }

    #[test]
    fn a_changed_past_is_a_correction_and_what_was_published_stays() {
        let state = two_months().state;
        let january = &state.months[0];
        let total = |scored: &[Scored]| {
            let city = scored.iter().find(|scored| scored.unit == "city".into()).unwrap();
            city.total
        };
        assert_eq!(total(&january.published), Some(760));
        assert_eq!(total(&january.scored), Some(1010));
        let correction = &state.corrections[0];
        assert_eq!((correction.was, correction.now.total), (Some(760), Some(1010)));
        let changed: Vec<_> = correction.changes.iter().map(|change| &*change.what).collect();
        assert_eq!(changed, ["on-time", "first-on-time"]);
    }

    #[test]
    fn what_has_not_changed_is_no_correction() {
        let story = counted(frozen(), &[(1, 6), (2, 10)]).act("prov-head", FREEZE, month("2026-02-01"));
        assert!(story.state.corrections.is_empty());
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-ripe", || counted(two_months(), &[(3, 1)]).by("prov-head").refused(FREEZE, month("2026-03-01"))),
            case("not-next", || counted(opened(), &[(2, 1)]).by("prov-head").refused(FREEZE, month("2026-02-01"))),
            case("not-counted", || opened().by("prov-head").refused(FREEZE, month("2026-01-01"))),
        ]
    };
}
