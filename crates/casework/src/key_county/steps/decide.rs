//! Decide a proposal (审定重点督导县): by somebody else than who proposed, with a reason.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::key_county::{KeyCounty, Stage, Verdict};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DecideKeyCounty {
    verdict: Verdict,
    reason: SealedRef,
}

/// The county was named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyCountyNamed {
    /// Why.
    pub reason: SealedRef,
}

/// The county was not named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyCountyDeclined {
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NotProposed = "not-proposed" => "没有待审定的提出，或者已经审定。",
    OwnProposal = "own-proposal" => "提出的人不能自己审定，请由其他领导审定。",
}

impl Step for DecideKeyCounty {
    type State = KeyCounty;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "decide-key-county",
        noun: "decision",
        zh: "审定重点督导县",
        help: "由提出人以外的领导审定，写明理由。列入后每月全覆盖检查，结果只通报该县主要负责人。",
        basis: "重点督导县制度（S1-22）；提出与审定分开、期限为默认设置，可由本单位调整",
        mechanisms: &["S1-22"],
        performer: Performer::Person,
        fields: &[
            Field::new("verdict", "审定结论", Kind::Choice(Verdict::CODES)),
            Field::new("reason", "理由", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(state: &KeyCounty, _: &Context<'_>) -> Result<(), Refusal> {
        let waits = state.core.exists() && state.stage == Stage::Proposed;
        if waits { Ok(()) } else { Err(Refusal::NotProposed) }
    }

    fn decide(self, state: &KeyCounty, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if ctx.actor.person() == state.proposer.as_ref() {
            return Err(Refusal::OwnProposal);
        }
        let reason = self.reason;
        Ok(vec![match self.verdict {
            Verdict::Name => Event::KeyCountyNamed(KeyCountyNamed { reason }),
            Verdict::Decline => Event::KeyCountyDeclined(KeyCountyDeclined { reason }),
        }])
    }
}

impl KeyCountyNamed {
    /// It is checked from now on.
    pub fn evolve(&self, state: &mut KeyCounty, record: &Recorded<()>) {
        state.stage = Stage::Named;
        state.named = Some(record.happened);
        state.reasoned("列为重点督导县", record.happened, &self.reason);
    }
}

impl KeyCountyDeclined {
    /// It is over.
    pub fn evolve(&self, state: &mut KeyCounty, record: &Recorded<()>) {
        state.stage = Stage::Declined;
        state.core.over = Some(record.happened);
        state.reasoned("不列入", record.happened, &self.reason);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::propose::tests::proposed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const DECIDE: &str = DecideKeyCounty::ACT.name;

    fn fields(verdict: &str) -> Value {
        json!({"verdict": verdict, "reason": sealed(3)})
    }

    pub(crate) fn named() -> Proceeding<KeyCounty> {
        proposed().act("prov-leader", DECIDE, fields("name"))
    }

    pub(crate) fn declined() -> Proceeding<KeyCounty> {
        proposed().act("prov-leader", DECIDE, fields("decline"))
    }

    #[test]
    fn a_named_county_has_a_term_and_a_check_each_month_s1_22_s1_23() {
        let core = named().state.core;
        let open: Vec<_> = core.clocks.iter().filter(|clock| clock.is_open()).collect();
        let mut rules: Vec<_> = open.iter().map(|clock| &*clock.rule).collect();
        rules.sort_unstable();
        assert_eq!(rules, ["key-county-check", "key-county-term"]);
        assert!(declined().state.core.over.is_some());
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-proposed", || named().by("prov-leader").refused(DECIDE, fields("name"))),
            case("own-proposal", || proposed().by("prov-head").refused(DECIDE, fields("name"))),
        ]
    };
}
