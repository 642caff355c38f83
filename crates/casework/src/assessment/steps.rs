//! Everything that can happen to an assessment, one file an act.

use super::Assessment;
use crate::clocks;
use crate::procedure::ladder;

crate::steps! {
    Assessment;
    open::OpenAssessment => AssessmentOpened = "assessment.opened.v1";
    set_target::SetTarget => TargetSet = "assessment.target-set.v1";
    give_points::GivePoints => PointsGiven = "assessment.points-given.v1";
    freeze_month::FreezeMonth => MonthFrozen = "assessment.month-frozen.v1";
    object::Object => Objected = "assessment.objected.v1";
    decide_objection::DecideObjection => ObjectionDecided = "assessment.objection-decided.v1";
    explain_target::ExplainTarget => TargetExplained = "assessment.target-explained.v1";
    close::CloseAssessment => AssessmentClosed = "assessment.closed.v1";
    @also clocks {
        ClockOpened = "assessment.clock-opened.v1",
        ClockEnded = "assessment.clock-ended.v1",
        ClockWarned = "assessment.clock-warned.v1",
        ClockLapsed = "assessment.clock-lapsed.v1",
        ClockMoved = "assessment.clock-moved.v1"
    }
    @also ladder {
        SlipDrafted = "assessment.slip-drafted.v1",
        RungHeld = "assessment.rung-held.v1",
        DraftWithdrawn = "assessment.draft-withdrawn.v1",
        SlipSigned = "assessment.slip-signed.v1",
        SlipAnswered = "assessment.slip-answered.v1",
        AnswerAccepted = "assessment.answer-accepted.v1",
        AnswerRefused = "assessment.answer-refused.v1",
        Urged = "assessment.promise-urged.v1"
    }
}
