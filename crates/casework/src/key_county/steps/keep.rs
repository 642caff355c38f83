//! Keep a county (继续督导): at the end of a term it has not become better, and another term begins.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::key_county::{Ground, KeyCounty};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct KeepKeyCounty {
    reason: SealedRef,
}

/// The county is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyCountyKept {
    /// Why.
    pub reason: SealedRef,
    /// What was counted of it then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
}

crate::refusals! {
    NotNamed = "not-named" => "还没有列为重点督导县，或者已经退出。",
}

impl Step for KeepKeyCounty {
    type State = KeyCounty;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "keep-key-county",
        noun: "keeping",
        zh: "继续督导",
        help: "期满仍未好转的，写明理由继续督导，期限重新起算。",
        basis: "重点督导县制度（S1-22）；期限为默认设置，可由本单位调整",
        mechanisms: &["S1-22"],
        performer: Performer::Person,
        fields: &[Field::new("reason", "理由", Kind::Text { max: 1000 })],
    };

    fn ground(state: &KeyCounty, _: &Context<'_>) -> Result<(), Refusal> {
        if state.is_named() { Ok(()) } else { Err(Refusal::NotNamed) }
    }

    fn decide(self, _: &KeyCounty, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::KeyCountyKept(KeyCountyKept {
            reason: self.reason,
            ground: ctx.facts.key_county.ground,
        })])
    }
}

impl KeyCountyKept {
    /// Its term begins anew.
    pub fn evolve(&self, state: &mut KeyCounty, record: &Recorded<()>) {
        state.reasoned("继续督导", record.happened, &self.reason);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::decide::tests::{declined, named};
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::json;

    const KEEP: &str = KeepKeyCounty::ACT.name;

    pub(crate) fn kept() -> Proceeding<KeyCounty> {
        named().at("2026-08-31T09:00").act("prov-leader", KEEP, json!({"reason": sealed(5)}))
    }

    #[test]
    fn its_term_begins_anew_s1_22() {
        let core = kept().state.core;
        let terms: Vec<_> = core.clocks.iter().filter(|clock| clock.rule == "key-county-term").collect();
        assert_eq!(terms.iter().filter(|clock| clock.is_open()).count(), 1);
        assert_eq!(terms.len(), 2);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![case("not-named", || declined().by("prov-leader").refused(KEEP, json!({"reason": sealed(5)})))]
    };
}
