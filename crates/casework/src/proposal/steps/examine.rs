//! Examine the answer to a supervision proposal (审核监察建议答复): only an answer that was accepted ends it; one that was
//! not opens the time to answer anew.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::proposal::{Proposal, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

crate::codes! {
    /// What was found of an answer.
    pub enum Verdict {
        /// It is accepted.
        Accept = "accept" => "认可",
        /// It is not.
        Refuse = "refuse" => "退回重新答复",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ExamineProposal {
    verdict: Verdict,
    note: SealedRef,
}

/// The answer was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalAccepted {
    /// With which words.
    pub note: SealedRef,
}

/// The answer was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalRefused {
    /// What is missing.
    pub note: SealedRef,
}

crate::refusals! {
    NotAnswered = "not-answered" => "没有待审核的答复，收到监察建议书的单位答复后再审核。",
}

impl Step for ExamineProposal {
    type State = Proposal;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "examine-proposal",
        noun: "examination",
        zh: "审核监察建议答复",
        help: "对照建议逐项审核答复：认可的就此了结，退回的写明还缺什么，对方重新答复。",
        basis: "监察建议的采纳、落实情况须经审核（S3-12、S0-13）；期限为默认设置，可由本单位调整",
        mechanisms: &["S3-12", "S0-13"],
        performer: Performer::Person,
        fields: &[
            Field::new("verdict", "审核意见", Kind::Choice(Verdict::CODES)),
            Field::new("note", "说明", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(proposal: &Proposal, _: &Context<'_>) -> Result<(), Refusal> {
        let waits = proposal.stage == Stage::Answered;
        if waits { Ok(()) } else { Err(Refusal::NotAnswered) }
    }

    fn decide(self, _: &Proposal, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let note = self.note;
        Ok(vec![match self.verdict {
            Verdict::Accept => Event::ProposalAccepted(ProposalAccepted { note }),
            Verdict::Refuse => Event::ProposalRefused(ProposalRefused { note }),
        }])
    }
}

fn examined(proposal: &mut Proposal, accepted: bool, note: &SealedRef, at: DateTime) {
    if let Some(answer) = proposal.answers.last_mut() {
        answer.examined = Some((accepted, note.clone(), at));
    }
}

impl ProposalAccepted {
    /// It is over.
    pub fn evolve(&self, proposal: &mut Proposal, record: &Recorded<()>) {
        proposal.stage = Stage::Accepted;
        proposal.core.over = Some(record.happened);
        examined(proposal, true, &self.note, record.happened);
    }
}

impl ProposalRefused {
    /// Another answer is owed.
    pub fn evolve(&self, proposal: &mut Proposal, record: &Recorded<()>) {
        proposal.stage = Stage::Refused;
        examined(proposal, false, &self.note, record.happened);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::answer::tests::answered;
    use super::super::sign::tests::signed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const EXAMINE: &str = ExamineProposal::ACT.name;

    fn verdict(verdict: &str) -> Value {
        json!({"verdict": verdict, "note": sealed(8)})
    }

    pub(crate) fn accepted() -> Proceeding<Proposal> {
        answered().act("prov-head", EXAMINE, verdict("accept"))
    }

    pub(crate) fn refused() -> Proceeding<Proposal> {
        answered().act("prov-head", EXAMINE, verdict("refuse"))
    }

    #[test]
    fn only_an_accepted_answer_ends_it_s0_13() {
        assert!(accepted().state.core.over.is_some());
        let state = refused().state;
        assert!(state.core.over.is_none());
        assert!(state.core.clocks.iter().any(|clock| clock.is_open() && clock.rule == "proposal-answer"));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> =
        || vec![case("not-answered", || signed().by("prov-head").refused(EXAMINE, verdict("accept")))];
}
