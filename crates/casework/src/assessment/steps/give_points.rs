//! Give or take points (登记加扣分): the X that no count knows, by a rule of the catalogue and with a reason. The
//! next month that is frozen counts them.

use super::Event;
use crate::act::{Act, Performer};
use crate::assessment::{Assessment, Award};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct GivePoints {
    unit: UnitId,
    rule: String,
    note: SealedRef,
}

/// Points were given or taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointsGiven {
    /// Which award of the assessment it is, from 1.
    pub award: u32,
    /// Whose.
    pub unit: UnitId,
    /// By which rule.
    pub rule: String,
    /// How many.
    pub points: i64,
    /// Why.
    pub note: SealedRef,
}

crate::refusals! {
    NotRunning = "not-running" => "考核已经结束，不能再加分、扣分。",
    NotAssessed = "not-assessed" => "这个机关不在本次考核之列，请重新选择。",
    UnknownRule = "unknown-rule" => "没有这一项加扣分，请重新选择。",
}

impl Step for GivePoints {
    type State = Assessment;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "give-points",
        noun: "points",
        zh: "登记加扣分",
        help: "登记统计不到的特别事项，写明事由；计入下一个公布的月份，被考核机关看得到事由。",
        basis: "“5+X”考核的特别事项；事项和分值为默认设置，可由本单位调整",
        mechanisms: &["S1-25"],
        performer: Performer::Person,
        fields: &[
            Field::new("unit", "机关", Kind::From(Source::Own("units"))),
            Field::new("rule", "事项", Kind::From(Source::Own("awards"))),
            Field::new("note", "事由", Kind::Text { max: 500 })
                .help("被考核机关会看到；不得写入举报人、被反映人信息"),
        ],
    };

    fn ground(state: &Assessment, _: &Context<'_>) -> Result<(), Refusal> {
        if state.is_running() { Ok(()) } else { Err(Refusal::NotRunning) }
    }

    fn decide(self, state: &Assessment, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if !state.units.contains(&self.unit) {
            return Err(Refusal::NotAssessed);
        }
        let rules = state.rules(ctx.rules).map(|scheme| scheme.awards.iter());
        let rule = rules.into_iter().flatten().find(|rule| rule.id == self.rule);
        let Some(rule) = rule else {
            return Err(Refusal::UnknownRule);
        };
        Ok(vec![Event::PointsGiven(PointsGiven {
            award: state.awards.len() as u32 + 1,
            unit: self.unit,
            rule: rule.id.clone(),
            points: rule.points,
            note: self.note,
        })])
    }
}

impl PointsGiven {
    /// They wait for the next month.
    pub fn evolve(&self, state: &mut Assessment, _: &Recorded<()>) {
        state.awards.push(Award {
            number: self.award,
            unit: self.unit.clone(),
            rule: self.rule.clone(),
            points: self.points,
            note: self.note.clone(),
            month: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::close::tests::closed;
    use super::super::open::tests::opened;
    use super::super::set_target::tests::aimed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const GIVE: &str = GivePoints::ACT.name;

    fn fields(unit: &str, rule: &str) -> Value {
        json!({"unit": unit, "rule": rule, "note": sealed(2)})
    }

    /// The city has a target, and a point for clearing a name.
    pub(crate) fn given() -> Proceeding<Assessment> {
        aimed().act("prov-head", GIVE, fields("city", "clarified"))
    }

    #[test]
    fn they_wait_for_the_next_month() {
        let state = given().state;
        let waiting: Vec<_> = state.waiting(&"city".into()).collect();
        assert_eq!((waiting[0].each, waiting[0].award), (1, Some(1)));
        assert_eq!(state.waiting(&"bureau".into()).count(), 0);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-running", || closed().by("prov-head").refused(GIVE, fields("city", "clarified"))),
            case("not-assessed", || opened().by("prov-head").refused(GIVE, fields("county-a", "clarified"))),
            case("unknown-rule", || opened().by("prov-head").refused(GIVE, fields("city", "none"))),
        ]
    };
}
