//! Confirm a reconciliation (确认对账): the head answers for it beside the clerk. The month's bulletin may go out.

use super::Event;
use crate::act::{Act, Performer};
use crate::ids::PersonId;
use crate::reconciliation::{Reconciliation, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ConfirmReconciliation {}

/// A reconciliation was confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReconciliationConfirmed {
    /// By whom.
    pub by: PersonId,
}

crate::refusals! {
    NotSigned = "not-signed" => "对账还没有签字，先由经办人签字。",
    SameHand = "same-hand" => "签字和确认须是两个人，请由另一人确认。",
    Unexplained = "unexplained" => "还有差异没有说明原因，请退回经办人逐项说明。",
    NoPerson = "no-person" => "对账须由信访室主任确认。",
}

impl Step for ConfirmReconciliation {
    type State = Reconciliation;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "confirm-reconciliation",
        noun: "confirmation",
        zh: "确认对账",
        help: "看过数字和差异原因后确认；确认后本月账目封存，以后的变动列为下月差异。",
        basis: "定期对账（S0-22）；经办签字、主任确认为默认设置，可由本单位调整",
        mechanisms: &["S0-22"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(state: &Reconciliation, _: &Context<'_>) -> Result<(), Refusal> {
        let waits = state.core.exists() && state.stage == Stage::Signed;
        if waits { Ok(()) } else { Err(Refusal::NotSigned) }
    }

    fn decide(self, state: &Reconciliation, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let by = ctx.actor.person().ok_or(Refusal::NoPerson)?.clone();
        if state.signed.as_ref() == Some(&by) {
            return Err(Refusal::SameHand);
        }
        // The signer may not have known of one that the head knows of.
        if !state.is_explained(ctx) {
            return Err(Refusal::Unexplained);
        }
        Ok(vec![Event::ReconciliationConfirmed(ReconciliationConfirmed { by })])
    }
}

impl ReconciliationConfirmed {
    /// It is over.
    pub fn evolve(&self, state: &mut Reconciliation, record: &Recorded<()>) {
        state.stage = Stage::Confirmed;
        state.confirmed = Some(self.by.clone());
        state.core.over = Some(record.happened);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::explain::tests::explained;
    use super::super::note_difference::tests::noted_of_a_matter;
    use super::super::open::tests::opened;
    use super::super::sign::tests::signed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::json;

    const CONFIRM: &str = ConfirmReconciliation::ACT.name;

    pub(crate) fn confirmed() -> Proceeding<Reconciliation> {
        let noted = noted_of_a_matter();
        let told = |story: Proceeding<Reconciliation>, number: &str| {
            let why = json!({"difference": number, "cause": "in-transit"});
            story.act("prov-clerk", "explain-difference", why)
        };
        let signed = told(told(noted, "1"), "2").act("prov-clerk", "sign-reconciliation", json!({}));
        signed.act("prov-head", CONFIRM, json!({}))
    }

    fn signed_unknowing() -> Proceeding<Reconciliation> {
        let mut story = opened();
        story.facts.reconciliation.hidden.insert(1);
        let mut signed = story.act("prov-clerk", "sign-reconciliation", json!({}));
        signed.facts.reconciliation.hidden.clear();
        signed
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-signed", || explained().by("prov-head").refused(CONFIRM, json!({}))),
            case("same-hand", || signed().by("prov-clerk").refused(CONFIRM, json!({}))),
            case("unexplained", || signed_unknowing().by("prov-head").refused(CONFIRM, json!({}))),
            case("no-person", || signed().timer().refused(CONFIRM, json!({}))),
        ]
    };

    #[test]
    fn it_is_over_and_every_clock_with_it_s0_22() {
        let core = confirmed().state.core;
        assert!(core.over.is_some() && core.clocks.iter().all(|clock| !clock.is_open()));
    }
}
