//! Decide an objection (审定异议): it holds, and points are given back as a correction of the month; or it does
//! not. Either way with a reason.

use super::Event;
use crate::act::{Act, Performer};
use crate::assessment::{Assessment, Correction, Points, Verdict};
use crate::form::{Field, Kind, Source};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The rule that points given back for an objection stand under.
pub const RULE: &str = "objection";

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DecideObjection {
    objection: String,
    verdict: Verdict,
    points: Option<i64>,
    reason: SealedRef,
}

/// An objection was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionDecided {
    /// Which objection.
    pub number: u32,
    /// What came of it.
    pub verdict: Verdict,
    /// Why.
    pub reason: SealedRef,
    /// What is known of the month now, where it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
}

crate::refusals! {
    NothingAsked = "nothing-asked" => "没有待审定的异议，可能已经审定。",
    NotAsked = "not-asked" => "这一件不在待审定的异议之列，请重新选择。",
    NoPoints = "no-points" => "异议成立的，请写明补回多少分。",
    PointsOnRefusal = "points-on-refusal" => "维持原结果的不补分，请核对审定结论。",
}

impl Step for DecideObjection {
    type State = Assessment;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "decide-objection",
        noun: "decision",
        zh: "审定异议",
        help: "异议成立的补回分数，作为该月得分的更正公布；不成立的维持。理由告知提出异议的机关。",
        basis: "考核结果允许申诉、说明；审定期限为默认设置，可由本单位调整",
        mechanisms: &["S1-25"],
        performer: Performer::Person,
        fields: &[
            Field::new("objection", "异议", Kind::From(Source::Own("objections"))),
            Field::new("verdict", "审定结论", Kind::Choice(Verdict::CODES)),
            Field::new("points", "补回分数", Kind::Number { min: 1, max: 20 })
                .optional()
                .help("异议成立的必填"),
            Field::new("reason", "理由", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(state: &Assessment, _: &Context<'_>) -> Result<(), Refusal> {
        let some = state.objections.iter().any(|one| one.decided.is_none());
        if state.is_running() && some { Ok(()) } else { Err(Refusal::NothingAsked) }
    }

    fn decide(self, state: &Assessment, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let open = state.objections.iter().filter(|one| one.decided.is_none());
        let chosen = open.into_iter().find(|one| one.number.to_string() == self.objection);
        let Some(objection) = chosen else {
            return Err(Refusal::NotAsked);
        };
        let correction = match (self.verdict, self.points) {
            (Verdict::Upheld, None) => return Err(Refusal::NoPoints),
            (Verdict::Refused, Some(_)) => return Err(Refusal::PointsOnRefusal),
            (Verdict::Refused, None) => None,
            (Verdict::Upheld, Some(points)) => {
                let month = state.month(objection.month);
                let scored = month.into_iter().flat_map(|month| &month.scored);
                let mut scored = scored.filter(|scored| scored.unit == objection.unit);
                scored.next().map(|was| {
                    let mut now = was.clone();
                    // Given back beside what is added and taken off, whatever the bounds of those.
                    now.bounds.0 += points;
                    now.points.push(Points {
                        rule: RULE.to_owned(),
                        count: 1,
                        each: points,
                        award: Some(0),
                    });
                    Correction {
                        month: objection.month,
                        changes: Vec::new(),
                        was: was.total,
                        now: now.tallied(),
                        told: ctx.happened,
                    }
                })
            }
        };
        Ok(vec![Event::ObjectionDecided(ObjectionDecided {
            number: objection.number,
            verdict: self.verdict,
            reason: self.reason,
            correction,
        })])
    }
}

impl ObjectionDecided {
    /// It is decided; where it holds, the month is corrected.
    pub fn evolve(&self, state: &mut Assessment, record: &Recorded<()>) {
        let objections = &mut state.objections;
        if let Some(one) = objections.iter_mut().find(|one| one.number == self.number) {
            one.decided = Some((self.verdict, self.reason.clone()));
        }
        if let Some(correction) = &self.correction {
            state.correct(correction, record.happened);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::freeze_month::tests::frozen;
    use super::super::object::tests::objected;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const DECIDE: &str = DecideObjection::ACT.name;

    fn fields(objection: &str, verdict: &str, points: Option<i64>) -> Value {
        json!({"objection": objection, "verdict": verdict, "points": points, "reason": sealed(4)})
    }

    pub(crate) fn upheld() -> Proceeding<Assessment> {
        objected().act("prov-head", DECIDE, fields("2", "upheld", Some(6)))
    }

    pub(crate) fn refused() -> Proceeding<Assessment> {
        objected().act("prov-head", DECIDE, fields("2", "refused", None))
    }

    #[test]
    fn one_that_holds_gives_points_back_as_a_correction() {
        let state = upheld().state;
        let correction = &state.corrections[0];
        assert_eq!((correction.was, correction.now.total), (Some(760), Some(820)));
        assert_eq!(state.months[0].published.iter().filter_map(|s| s.total).max(), Some(760));
        assert!(refused().state.corrections.is_empty());
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-asked", || frozen().by("prov-head").refused(DECIDE, fields("2", "refused", None))),
            case("not-asked", || objected().by("prov-head").refused(DECIDE, fields("9", "refused", None))),
            case("no-points", || objected().by("prov-head").refused(DECIDE, fields("2", "upheld", None))),
            case("points-on-refusal", || {
                objected().by("prov-head").refused(DECIDE, fields("2", "refused", Some(3)))
            }),
        ]
    };
}
