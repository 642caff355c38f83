//! Explain a missed target (说明未达标原因): why, and what will be done.

use super::Event;
use crate::act::{Act, Performer};
use crate::assessment::Assessment;
use crate::form::{Field, Kind, Source};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ExplainTarget {
    missed: String,
    text: SealedRef,
}

/// A missed target was explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetExplained {
    /// Which one.
    pub number: u32,
    /// What the organ says.
    pub text: SealedRef,
}

crate::refusals! {
    NothingMissed = "nothing-missed" => "没有需要说明的未达标项。",
    NotYours = "not-yours" => "这一项不是本机关的未达标项，请重新选择。",
}

impl Step for ExplainTarget {
    type State = Assessment;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "explain-target",
        noun: "explanation",
        zh: "说明未达标原因",
        help: "逐项说明没有达到目标的原因和改进措施。",
        basis: "初次举报目标管理（S1-39）；说明期限为默认设置，可由本单位调整",
        mechanisms: &["S1-39"],
        performer: Performer::Person,
        fields: &[
            Field::new("missed", "未达标项", Kind::From(Source::Own("missed"))),
            Field::new("text", "原因和措施", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(state: &Assessment, _: &Context<'_>) -> Result<(), Refusal> {
        let some = state.missed.iter().any(|one| one.explained.is_none());
        if state.is_running() && some { Ok(()) } else { Err(Refusal::NothingMissed) }
    }

    fn decide(self, state: &Assessment, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let own = state.own(ctx);
        let mut open = state.missed.iter().filter(|one| one.explained.is_none() && Some(&one.unit) == own);
        let Some(missed) = open.find(|one| one.number.to_string() == self.missed) else {
            return Err(Refusal::NotYours);
        };
        Ok(vec![Event::TargetExplained(TargetExplained {
            number: missed.number,
            text: self.text,
        })])
    }
}

impl TargetExplained {
    /// It is explained.
    pub fn evolve(&self, state: &mut Assessment, _: &Recorded<()>) {
        let missed = &mut state.missed;
        if let Some(one) = missed.iter_mut().find(|one| one.number == self.number) {
            one.explained = Some(self.text.clone());
        }
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

    const EXPLAIN: &str = ExplainTarget::ACT.name;

    fn fields() -> Value {
        json!({"missed": "1", "text": sealed(5)})
    }

    pub(crate) fn explained() -> Proceeding<Assessment> {
        frozen().act("city-head", EXPLAIN, fields())
    }

    #[test]
    fn the_debt_is_discharged_s1_39() {
        let state = explained().state;
        assert!(state.missed[0].explained.is_some());
        let core = state.core;
        let owed = core.clocks.iter().find(|clock| clock.rule == "assessment-explain").unwrap();
        assert!(!owed.is_open());
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-missed", || opened().by("city-head").refused(EXPLAIN, fields())),
            case("not-yours", || frozen().by("bureau-officer").refused(EXPLAIN, fields())),
        ]
    };
}
