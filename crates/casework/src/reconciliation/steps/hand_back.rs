//! Hand a reconciliation back (退回对账): the head is not convinced, and says why.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::reconciliation::{Reconciliation, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct HandBackReconciliation {
    reason: SealedRef,
}

/// A reconciliation was handed back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReconciliationHandedBack {
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NotSigned = "not-signed" => "对账还没有签字，或者已经确认，没有可退回的。",
}

impl Step for HandBackReconciliation {
    type State = Reconciliation;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "hand-back-reconciliation",
        noun: "return",
        zh: "退回对账",
        help: "差异原因说不清的，写明理由退回重新核对。",
        basis: "定期对账（S0-22）；主任可以退回为默认设置，可由本单位调整",
        mechanisms: &["S0-22"],
        performer: Performer::Person,
        fields: &[Field::new("reason", "理由", Kind::Text { max: 300 })],
    };

    fn ground(state: &Reconciliation, _: &Context<'_>) -> Result<(), Refusal> {
        let waits = state.core.exists() && state.stage == Stage::Signed;
        if waits { Ok(()) } else { Err(Refusal::NotSigned) }
    }

    fn decide(self, _: &Reconciliation, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let reason = self.reason;
        Ok(vec![Event::ReconciliationHandedBack(ReconciliationHandedBack { reason })])
    }
}

impl ReconciliationHandedBack {
    /// It is compared again.
    pub fn evolve(&self, state: &mut Reconciliation, _: &Recorded<()>) {
        state.stage = Stage::Comparing;
        state.signed = None;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::explain::tests::explained;
    use super::super::sign::tests::signed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const RETURN: &str = HandBackReconciliation::ACT.name;

    fn fields() -> Value {
        json!({"reason": sealed(1)})
    }

    /// Handed back, and signed again.
    pub(crate) fn handed_back() -> Proceeding<Reconciliation> {
        let back = signed().act("prov-head", RETURN, fields());
        back.act("prov-clerk", "sign-reconciliation", json!({}))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> =
        || vec![case("not-signed", || explained().by("prov-head").refused(RETURN, fields()))];

    #[test]
    fn it_may_be_signed_again() {
        assert_eq!(handed_back().state.stage, Stage::Signed);
    }
}
