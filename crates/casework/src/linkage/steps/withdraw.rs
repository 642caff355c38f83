//! Withdraw (撤回): before the letter is signed, nothing has gone out, and it may be taken back with a reason.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::linkage::{Linkage, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct WithdrawLinkage {
    reason: SealedRef,
}

/// It was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkageWithdrawn {
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NotProposed = "not-proposed" => "提示函已经发出或者此件已经结束，不能撤回；承接单位认为不属于自己的，由其退回。",
}

impl Step for WithdrawLinkage {
    type State = Linkage;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "withdraw-linkage",
        noun: "withdrawal",
        zh: "撤回联动处置",
        help: "提示函签发前可以撤回，写明理由；此后需要的，重新提出。",
        basis: "签发前的拟稿可以撤回（S1-50）；为默认设置，可由本单位调整",
        mechanisms: &["S1-50"],
        performer: Performer::Person,
        fields: &[Field::new("reason", "撤回理由", Kind::Text { max: 500 })],
    };

    fn ground(linkage: &Linkage, _: &Context<'_>) -> Result<(), Refusal> {
        let waits = linkage.runs() && linkage.stage == Stage::Proposed;
        if waits { Ok(()) } else { Err(Refusal::NotProposed) }
    }

    fn decide(self, _: &Linkage, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::LinkageWithdrawn(LinkageWithdrawn { reason: self.reason })])
    }
}

impl LinkageWithdrawn {
    /// It is over.
    pub fn evolve(&self, linkage: &mut Linkage, record: &Recorded<()>) {
        linkage.ended = Some(self.reason.clone());
        linkage.end(Stage::Withdrawn, record.happened);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::propose::tests::proposed;
    use super::super::sign_prompt::tests::prompted;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const WITHDRAW: &str = WithdrawLinkage::ACT.name;

    fn why() -> Value {
        json!({"reason": sealed(11)})
    }

    pub(crate) fn withdrawn() -> Proceeding<Linkage> {
        proposed().act("prov-head", WITHDRAW, why())
    }

    #[test]
    fn nobody_outside_ever_knew_of_it_s1_50() {
        let state = withdrawn().state;
        assert!(state.core.parties.is_empty() && !state.runs());
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> =
        || vec![case("not-proposed", || prompted().by("prov-head").refused(WITHDRAW, why()))];
}
