//! Everything that can happen to an analysis, one file an act.

use super::Analysis;
use crate::clocks;
use crate::procedure::ladder;

crate::steps! {
    Analysis;
    open::OpenAnalysis =>
        AnalysisOpened = "analysis.opened.v1",
        AnalysisPlanned = "analysis.planned.v1";
    freeze::FreezeAnalysis => AnalysisFrozen = "analysis.frozen.v1";
    find::AddFinding => FindingAdded = "analysis.finding-added.v1";
    choose_case::ChooseCase => CaseChosen = "analysis.case-chosen.v1";
    leave_case::LeaveCase => CaseLeft = "analysis.case-left.v1";
    submit::SubmitAnalysis => AnalysisSubmitted = "analysis.submitted.v1";
    instruct::InstructAnalysis => AnalysisInstructed = "analysis.instructed.v1";
    task::TaskFinding => TaskGiven = "analysis.task-given.v1";
    report::ReportTask =>
        TaskProgressed = "analysis.task-progressed.v1",
        TaskReported = "analysis.task-reported.v1";
    judge::JudgeTask =>
        TaskAccepted = "analysis.task-accepted.v1",
        TaskReturned = "analysis.task-returned.v1";
    deliver::DeliverAnalysis => AnalysisDelivered = "analysis.delivered.v1";
    receive::ReceiveAnalysis => AnalysisReceived = "analysis.received.v1";
    @also clocks {
        ClockOpened = "analysis.clock-opened.v1",
        ClockEnded = "analysis.clock-ended.v1",
        ClockWarned = "analysis.clock-warned.v1",
        ClockLapsed = "analysis.clock-lapsed.v1",
        ClockMoved = "analysis.clock-moved.v1"
    }
    @also ladder {
        SlipDrafted = "analysis.slip-drafted.v1",
        RungHeld = "analysis.rung-held.v1",
        DraftWithdrawn = "analysis.draft-withdrawn.v1",
        SlipSigned = "analysis.slip-signed.v1",
        SlipAnswered = "analysis.slip-answered.v1",
        AnswerAccepted = "analysis.answer-accepted.v1",
        AnswerRefused = "analysis.answer-refused.v1",
        Urged = "analysis.promise-urged.v1"
    }
}
