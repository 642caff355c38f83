//! Everything that can happen to an inspection, one file an act.

use super::Inspection;
use crate::clocks;
use crate::procedure::ladder;

crate::steps! {
    Inspection;
    open::OpenInspection => InspectionOpened = "inspection.opened.v1";
    fix_population::FixPopulation => PopulationFixed = "inspection.population-fixed.v1";
    draw::DrawSample => SampleDrawn = "inspection.drawn.v1";
    name_venues::NameVenues => VenuesNamed = "inspection.venues-named.v1";
    collect_complaint::CollectComplaint => ComplaintCollected = "inspection.complaint-collected.v1";
    notify_complaints::NotifyComplaints => ComplaintsNotified = "inspection.complaints-notified.v1";
    answer_complaint::AnswerComplaint =>
        ComplaintAdmitted = "inspection.complaint-admitted.v1",
        ComplaintDenied = "inspection.complaint-denied.v1";
    check_item::CheckItem => ItemChecked = "inspection.item-checked.v1";
    order_rectification::OrderRectification =>
        RectificationOrdered = "inspection.rectification-ordered.v1";
    report_rectification::ReportRectification =>
        RectificationReported = "inspection.rectification-reported.v1";
    decide_rectification::DecideRectification =>
        RectificationAccepted = "inspection.rectification-accepted.v1",
        RectificationRefused = "inspection.rectification-refused.v1";
    record_consequence::RecordConsequence =>
        ConsequenceRecorded = "inspection.consequence-recorded.v1";
    conclude::ConcludeInspection => InspectionConcluded = "inspection.concluded.v1";
    call_off::CallOffInspection => InspectionCalledOff = "inspection.called-off.v1";
    @also clocks {
        ClockOpened = "inspection.clock-opened.v1",
        ClockEnded = "inspection.clock-ended.v1",
        ClockWarned = "inspection.clock-warned.v1",
        ClockLapsed = "inspection.clock-lapsed.v1",
        ClockMoved = "inspection.clock-moved.v1"
    }
    @also ladder {
        SlipDrafted = "inspection.slip-drafted.v1",
        RungHeld = "inspection.rung-held.v1",
        DraftWithdrawn = "inspection.draft-withdrawn.v1",
        SlipSigned = "inspection.slip-signed.v1",
        SlipAnswered = "inspection.slip-answered.v1",
        AnswerAccepted = "inspection.answer-accepted.v1",
        AnswerRefused = "inspection.answer-refused.v1",
        Urged = "inspection.promise-urged.v1"
    }
}
