//! Object to a result (提出异议): an organ says what is wrong with its own result of the month published last.

use super::Event;
use crate::act::{Act, Performer};
use crate::assessment::{Assessment, Objection};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Object {
    what: String,
    reason: SealedRef,
}

/// An organ objected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objected {
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
}

crate::refusals! {
    NothingPublished = "nothing-published" => "还没有公布得分；公布后才能提出异议。",
    NotAssessed = "not-assessed" => "本机关不在本次考核之列，不能提出异议。",
    UnknownLine = "unknown-line" => "本机关最近公布的得分里没有这一项，请重新选择。",
    AskedAlready = "asked-already" => "这一项的异议正在审定，请等候结果。",
}

impl Step for Object {
    type State = Assessment;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "object",
        noun: "objection",
        zh: "提出异议",
        help: "对本机关最近公布的月度得分有异议的，选定一项、写明理由；考核机关限期审定，书面答复。",
        basis: "考核结果允许申诉、说明；期限为默认设置，可由本单位调整",
        mechanisms: &["S1-25"],
        performer: Performer::Person,
        fields: &[
            Field::new("what", "有异议的一项", Kind::From(Source::Own("objectable"))),
            Field::new("reason", "理由", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(state: &Assessment, _: &Context<'_>) -> Result<(), Refusal> {
        let some = state.is_running() && !state.months.is_empty();
        if some { Ok(()) } else { Err(Refusal::NothingPublished) }
    }

    fn decide(self, state: &Assessment, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let Some(unit) = state.own(ctx) else {
            return Err(Refusal::NotAssessed);
        };
        let Some(month) = state.months.last() else {
            return Err(Refusal::NothingPublished);
        };
        let scored = month.scored.iter().find(|scored| scored.unit == *unit);
        let known = scored.is_some_and(|scored| {
            let points = scored.points.iter().any(|points| points.rule == self.what);
            points || scored.line(&self.what).is_some()
        });
        if !known {
            return Err(Refusal::UnknownLine);
        }
        let same = |one: &Objection| one.unit == *unit && one.what == self.what && one.decided.is_none();
        if state.objections.iter().any(same) {
            return Err(Refusal::AskedAlready);
        }
        Ok(vec![Event::Objected(Objected {
            number: state.next_number(),
            month: month.month,
            unit: unit.clone(),
            what: self.what,
            reason: self.reason,
        })])
    }
}

impl Objected {
    /// It waits for a decision.
    pub fn evolve(&self, state: &mut Assessment, _: &Recorded<()>) {
        state.objections.push(Objection {
            number: self.number,
            month: self.month,
            unit: self.unit.clone(),
            what: self.what.clone(),
            reason: self.reason.clone(),
            decided: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::freeze_month::tests::frozen;
    use super::super::open::tests::opened;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const OBJECT: &str = Object::ACT.name;

    fn fields(what: &str) -> Value {
        json!({"what": what, "reason": sealed(3)})
    }

    /// The city objects to its rate of January.
    pub(crate) fn objected() -> Proceeding<Assessment> {
        frozen().act("city-head", OBJECT, fields("on-time"))
    }

    #[test]
    fn the_assessing_organ_owes_a_decision() {
        let core = objected().state.core;
        let owed = core.clocks.iter().find(|clock| clock.rule == "assessment-objection").unwrap();
        assert_eq!((owed.owner.as_str(), owed.about), ("prov-petition", Some(2)));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-published", || opened().by("city-head").refused(OBJECT, fields("on-time"))),
            case("not-assessed", || frozen().by("county-a-head").refused(OBJECT, fields("on-time"))),
            case("unknown-line", || frozen().by("city-head").refused(OBJECT, fields("none"))),
            case("asked-already", || objected().by("city-head").refused(OBJECT, fields("on-time"))),
        ]
    };
}
