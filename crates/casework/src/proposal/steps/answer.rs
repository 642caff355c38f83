//! Answer a supervision proposal (答复监察建议书): what was adopted and put right. People of the addressee answer; what a
//! body outside the tree answers in writing, the office enters.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::proposal::{Answer, Proposal, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AnswerProposal {
    text: SealedRef,
}

/// A proposal was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalAnswered {
    /// What was adopted and put right.
    pub text: SealedRef,
}

crate::refusals! {
    NothingOwed = "nothing-owed" => "这份监察建议书现在不需要答复。",
    NotAddressed = "not-addressed" => "请由收到监察建议书的单位答复；对方在本系统以外的，由发出机关代为登记。",
}

impl Step for AnswerProposal {
    type State = Proposal;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "answer-proposal",
        noun: "answers",
        zh: "答复监察建议书",
        help: "写明采纳建议和整改的情况；不采纳的，写明理由。",
        basis: "收到监察建议的单位应当采纳，并书面报告落实情况（《监察法》；S3-12）",
        mechanisms: &["S3-12"],
        performer: Performer::Person,
        fields: &[Field::new("text", "采纳和整改情况", Kind::Text { max: 2000 })],
    };

    fn ground(proposal: &Proposal, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !matches!(proposal.stage, Stage::Signed | Stage::Refused) {
            return Err(Refusal::NothingOwed);
        }
        if proposal.may_answer(ctx) { Ok(()) } else { Err(Refusal::NotAddressed) }
    }

    fn decide(self, _: &Proposal, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::ProposalAnswered(ProposalAnswered { text: self.text })])
    }
}

impl ProposalAnswered {
    /// It waits to be examined.
    pub fn evolve(&self, proposal: &mut Proposal, record: &Recorded<()>) {
        proposal.stage = Stage::Answered;
        proposal.answers.push(Answer {
            at: record.happened,
            by: record.by.person().cloned(),
            text: self.text.clone(),
            examined: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::draft::tests::drafted;
    use super::super::sign::tests::{signed, signed_outside};
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const ANSWER: &str = AnswerProposal::ACT.name;

    fn text() -> Value {
        json!({"text": sealed(7)})
    }

    /// County A answers.
    pub(crate) fn answered_from(story: Proceeding<Proposal>) -> Proceeding<Proposal> {
        story.act("county-a-head", ANSWER, text())
    }

    pub(crate) fn answered() -> Proceeding<Proposal> {
        answered_from(signed())
    }

    #[test]
    fn what_a_body_outside_answers_the_office_enters_s3_12() {
        let state = signed_outside().act("prov-head", ANSWER, text()).state;
        assert_eq!(state.stage, Stage::Answered);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-owed", || drafted().by("prov-head").refused(ANSWER, text())),
            case("not-addressed", || signed().by("prov-head").refused(ANSWER, text())),
        ]
    };
}
