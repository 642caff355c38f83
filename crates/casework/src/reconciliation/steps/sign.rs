//! Sign a reconciliation (对账签字): a clerk answers for the figures, once every difference has its cause.

use super::Event;
use crate::act::{Act, Performer};
use crate::ids::PersonId;
use crate::reconciliation::{Reconciliation, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct SignReconciliation {}

/// A reconciliation was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReconciliationSigned {
    /// By whom.
    pub by: PersonId,
}

crate::refusals! {
    NotComparing = "not-comparing" => "对账已经签字，等待信访室主任确认，或者已经确认。",
    Unexplained = "unexplained" => "还有差异没有说明原因，请逐项说明后再签字。",
    NoPerson = "no-person" => "对账须由工作人员签字。",
}

impl Step for SignReconciliation {
    type State = Reconciliation;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "sign-reconciliation",
        noun: "signature",
        zh: "对账签字",
        help: "核对无误、差异都有原因后签字，送信访室主任确认；签字后数字不再变动。",
        basis: "定期对账（S0-22）；经办签字、主任确认为默认设置，可由本单位调整",
        mechanisms: &["S0-22"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(state: &Reconciliation, _: &Context<'_>) -> Result<(), Refusal> {
        if state.compares() { Ok(()) } else { Err(Refusal::NotComparing) }
    }

    fn decide(self, state: &Reconciliation, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if !state.is_explained(ctx) {
            return Err(Refusal::Unexplained);
        }
        let by = ctx.actor.person().ok_or(Refusal::NoPerson)?.clone();
        Ok(vec![Event::ReconciliationSigned(ReconciliationSigned { by })])
    }
}

impl ReconciliationSigned {
    /// It waits for the head.
    pub fn evolve(&self, state: &mut Reconciliation, _: &Recorded<()>) {
        state.stage = Stage::Signed;
        state.signed = Some(self.by.clone());
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::explain::tests::explained;
    use super::super::open::tests::opened;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::json;

    const SIGN: &str = SignReconciliation::ACT.name;

    pub(crate) fn signed() -> Proceeding<Reconciliation> {
        explained().act("prov-clerk", SIGN, json!({}))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-comparing", || signed().by("prov-clerk").refused(SIGN, json!({}))),
            case("unexplained", || opened().by("prov-clerk").refused(SIGN, json!({}))),
            case("no-person", || explained().timer().refused(SIGN, json!({}))),
        ]
    };

    #[test]
    fn what_the_signer_may_not_know_of_does_not_hold_them_up_t4() {
        let mut story = opened();
        story.facts.reconciliation.hidden.insert(1);
        assert_eq!(story.act("prov-clerk", SIGN, json!({})).state.stage, Stage::Signed);
    }
}
