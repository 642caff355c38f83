//! Everything that can happen to a campaign, one file an act.

use super::Campaign;
use crate::clocks;
use crate::procedure::ladder;

crate::steps! {
    Campaign;
    launch::LaunchCampaign => CampaignLaunched = "campaign.launched.v1";
    include::IncludeItems => ItemIncluded = "campaign.item-included.v1";
    refuse::RefuseProposal => ItemRefused = "campaign.item-refused.v1";
    begin_phase::BeginPhase => PhaseBegun = "campaign.phase-begun.v1";
    assign::AssignByTopic => BatchAssigned = "campaign.batch-assigned.v1";
    judge::JudgeItem => ItemJudged = "campaign.item-judged.v1";
    contract::ContractItem => ItemContracted = "campaign.item-contracted.v1";
    hold::HoldReception => ActionHeld = "campaign.action-held.v1";
    resolve::ResolveItem => ItemResolved = "campaign.item-resolved.v1";
    write_off::WriteOffItem => ItemWrittenOff = "campaign.item-written-off.v1";
    look_back::LookBackItem => ItemLookedBack = "campaign.item-looked-back.v1", ItemSentBack = "campaign.item-sent-back.v1";
    report_week::ReportWeek => WeekReported = "campaign.week-reported.v1", WeekReturned = "campaign.week-returned.v1";
    draft_notice::DraftNotice => NoticeDrafted = "campaign.notice-drafted.v1";
    sign_notice::SignNotice => NoticeSigned = "campaign.notice-signed.v1";
    finish::FinishCampaign => CampaignFinished = "campaign.finished.v1";
    @also clocks {
        ClockOpened = "campaign.clock-opened.v1",
        ClockEnded = "campaign.clock-ended.v1",
        ClockWarned = "campaign.clock-warned.v1",
        ClockLapsed = "campaign.clock-lapsed.v1",
        ClockMoved = "campaign.clock-moved.v1"
    }
    @also ladder {
        SlipDrafted = "campaign.slip-drafted.v1",
        RungHeld = "campaign.rung-held.v1",
        DraftWithdrawn = "campaign.draft-withdrawn.v1",
        SlipSigned = "campaign.slip-signed.v1",
        SlipAnswered = "campaign.slip-answered.v1",
        AnswerAccepted = "campaign.answer-accepted.v1",
        AnswerRefused = "campaign.answer-refused.v1",
        Urged = "campaign.promise-urged.v1"
    }
}
