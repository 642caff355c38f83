//! Everything that can happen to a supervision proposal, one file an act.

use super::Proposal;
use crate::clocks;
use crate::procedure::ladder;

crate::steps! {
    Proposal;
    draft::DraftProposal => ProposalDrafted = "proposal.drafted.v1";
    sign::SignProposal => ProposalSigned = "proposal.signed.v1";
    decline::DeclineProposal => ProposalDeclined = "proposal.declined.v1";
    answer::AnswerProposal => ProposalAnswered = "proposal.answered.v1";
    examine::ExamineProposal =>
        ProposalAccepted = "proposal.accepted.v1",
        ProposalRefused = "proposal.refused.v1";
    @also clocks {
        ClockOpened = "proposal.clock-opened.v1",
        ClockEnded = "proposal.clock-ended.v1",
        ClockWarned = "proposal.clock-warned.v1",
        ClockLapsed = "proposal.clock-lapsed.v1",
        ClockMoved = "proposal.clock-moved.v1"
    }
    @also ladder {
        SlipDrafted = "proposal.slip-drafted.v1",
        RungHeld = "proposal.rung-held.v1",
        DraftWithdrawn = "proposal.draft-withdrawn.v1",
        SlipSigned = "proposal.slip-signed.v1",
        SlipAnswered = "proposal.slip-answered.v1",
        AnswerAccepted = "proposal.answer-accepted.v1",
        AnswerRefused = "proposal.answer-refused.v1",
        Urged = "proposal.promise-urged.v1"
    }
}
