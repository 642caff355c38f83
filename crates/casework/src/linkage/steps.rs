//! Everything that can happen to a linkage, one file an act.

use super::Linkage;
use crate::clocks;
use crate::procedure::ladder;

crate::steps! {
    Linkage;
    propose::ProposeLinkage => LinkageProposed = "linkage.proposed.v1";
    sign_prompt::SignPrompt => PromptSigned = "linkage.prompt-signed.v1";
    withdraw::WithdrawLinkage => LinkageWithdrawn = "linkage.withdrawn.v1";
    acknowledge_prompt::AcknowledgePrompt => PromptAcknowledged = "linkage.acknowledged.v1";
    return_prompt::ReturnPrompt => PromptReturned = "linkage.returned.v1";
    draft_handover::DraftHandover => HandoverDrafted = "linkage.handover-drafted.v1";
    sign_handover::SignHandover => HandoverSigned = "linkage.handover-signed.v1";
    feed_back_progress::FeedBackProgress => ProgressFedBack = "linkage.progress-fed-back.v1";
    feed_back_result::FeedBackResult => ResultFedBack = "linkage.result-fed-back.v1";
    urge::UrgeLinkage => LinkageUrged = "linkage.urged.v1";
    record_coordination::RecordCoordination => CoordinationRecorded = "linkage.coordination-recorded.v1";
    judge_result::JudgeResult => LinkageConcluded = "linkage.concluded.v1", ResultSentBack = "linkage.result-sent-back.v1";
    @also clocks {
        ClockOpened = "linkage.clock-opened.v1",
        ClockEnded = "linkage.clock-ended.v1",
        ClockWarned = "linkage.clock-warned.v1",
        ClockLapsed = "linkage.clock-lapsed.v1",
        ClockMoved = "linkage.clock-moved.v1"
    }
    @also ladder {
        SlipDrafted = "linkage.slip-drafted.v1",
        RungHeld = "linkage.rung-held.v1",
        DraftWithdrawn = "linkage.draft-withdrawn.v1",
        SlipSigned = "linkage.slip-signed.v1",
        SlipAnswered = "linkage.slip-answered.v1",
        AnswerAccepted = "linkage.answer-accepted.v1",
        AnswerRefused = "linkage.answer-refused.v1",
        Urged = "linkage.promise-urged.v1"
    }
}
