//! Decline a supervision proposal (不予签发): a leader does not sign it, and says why. It takes no number.

use super::Event;
use super::sign::{is_own, waits};
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::proposal::{Proposal, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DeclineProposal {
    reason: SealedRef,
}

/// A proposal was declined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalDeclined {
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NoDraft = "no-draft" => "没有待签发的监察建议书，可能已经签发或者退回。",
    OwnDraft = "own-draft" => "拟稿人不能自己审签，请由其他领导审签。",
}

impl Step for DeclineProposal {
    type State = Proposal;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "decline-proposal",
        noun: "declining",
        zh: "不予签发",
        help: "不同意发这份监察建议书，写明理由；需要修改的，由拟稿人另拟一份。",
        basis: "《监察建议书》由领导签发（S3-12）；提出与签发分开为默认设置，可由本单位调整",
        mechanisms: &["S3-12"],
        performer: Performer::Person,
        fields: &[Field::new("reason", "理由", Kind::Text { max: 500 })],
    };

    fn ground(proposal: &Proposal, ctx: &Context<'_>) -> Result<(), Refusal> {
        waits(proposal).then_some(()).ok_or(Refusal::NoDraft)?;
        if is_own(proposal, ctx) { Err(Refusal::OwnDraft) } else { Ok(()) }
    }

    fn decide(self, _: &Proposal, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::ProposalDeclined(ProposalDeclined { reason: self.reason })])
    }
}

impl ProposalDeclined {
    /// It does not go out.
    pub fn evolve(&self, proposal: &mut Proposal, record: &Recorded<()>) {
        proposal.stage = Stage::Declined;
        proposal.declined = Some(self.reason.clone());
        proposal.core.over = Some(record.happened);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::draft::tests::drafted;
    use super::super::sign::tests::signed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const DECLINE: &str = DeclineProposal::ACT.name;

    fn reason() -> Value {
        json!({"reason": sealed(6)})
    }

    pub(crate) fn declined() -> Proceeding<Proposal> {
        drafted().act("prov-leader", DECLINE, reason())
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("no-draft", || signed().by("prov-leader").refused(DECLINE, reason())),
            case("own-draft", || drafted().by("prov-head").refused(DECLINE, reason())),
        ]
    };
}
