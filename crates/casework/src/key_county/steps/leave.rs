//! Let a county go (退出重点督导): the rule proposes it where neither sign holds any more; a person decides, with a
//! reason, and what was counted then stands beside it.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::key_county::{Ground, KeyCounty, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct LeaveKeyCounty {
    reason: SealedRef,
}

/// The county left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyCountyLeft {
    /// Why.
    pub reason: SealedRef,
    /// What was counted of it then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
}

crate::refusals! {
    NotNamed = "not-named" => "还没有列为重点督导县，或者已经退出。",
}

impl Step for LeaveKeyCounty {
    type State = KeyCounty;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "leave-key-county",
        noun: "leaving",
        zh: "退出重点督导",
        help: "指标好转、符合退出条件的，写明理由退出；当时的统计数字一并记下。",
        basis: "重点督导县制度（S1-22）；退出条件为默认设置，可由本单位调整",
        mechanisms: &["S1-22"],
        performer: Performer::Person,
        fields: &[Field::new("reason", "理由", Kind::Text { max: 1000 })],
    };

    fn ground(state: &KeyCounty, _: &Context<'_>) -> Result<(), Refusal> {
        if state.is_named() { Ok(()) } else { Err(Refusal::NotNamed) }
    }

    fn decide(self, _: &KeyCounty, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::KeyCountyLeft(KeyCountyLeft {
            reason: self.reason,
            ground: ctx.facts.key_county.ground,
        })])
    }
}

impl KeyCountyLeft {
    /// It is over.
    pub fn evolve(&self, state: &mut KeyCounty, record: &Recorded<()>) {
        state.stage = Stage::Left;
        state.core.over = Some(record.happened);
        state.reasoned("退出", record.happened, &self.reason);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::decide::tests::{declined, named};
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::json;

    const LEAVE: &str = LeaveKeyCounty::ACT.name;

    pub(crate) fn left() -> Proceeding<KeyCounty> {
        let mut story = named();
        story.facts.key_county.ground = Some(Ground::default());
        story.act("prov-leader", LEAVE, json!({"reason": sealed(6)}))
    }

    #[test]
    fn it_is_over_and_every_clock_with_it() {
        let core = left().state.core;
        assert!(core.over.is_some() && core.clocks.iter().all(|clock| !clock.is_open()));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![case("not-named", || declined().by("prov-leader").refused(LEAVE, json!({"reason": sealed(6)})))]
    };
}
