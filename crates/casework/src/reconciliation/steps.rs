//! Everything that can happen to a reconciliation, one file an act.

use super::Reconciliation;
use crate::clocks;
use crate::procedure::ladder;

crate::steps! {
    Reconciliation;
    open::OpenReconciliation => ReconciliationOpened = "reconciliation.opened.v1";
    recount::RecountReconciliation => ReconciliationCounted = "reconciliation.counted.v1";
    note_difference::NoteDifference => DifferenceNoted = "reconciliation.difference-noted.v1";
    explain::ExplainDifference => DifferenceExplained = "reconciliation.difference-explained.v1";
    sign::SignReconciliation => ReconciliationSigned = "reconciliation.signed.v1";
    hand_back::HandBackReconciliation => ReconciliationHandedBack = "reconciliation.handed-back.v1";
    confirm::ConfirmReconciliation => ReconciliationConfirmed = "reconciliation.confirmed.v1";
    @also clocks {
        ClockOpened = "reconciliation.clock-opened.v1",
        ClockEnded = "reconciliation.clock-ended.v1",
        ClockWarned = "reconciliation.clock-warned.v1",
        ClockLapsed = "reconciliation.clock-lapsed.v1",
        ClockMoved = "reconciliation.clock-moved.v1"
    }
    @also ladder {
        SlipDrafted = "reconciliation.slip-drafted.v1",
        RungHeld = "reconciliation.rung-held.v1",
        DraftWithdrawn = "reconciliation.draft-withdrawn.v1",
        SlipSigned = "reconciliation.slip-signed.v1",
        SlipAnswered = "reconciliation.slip-answered.v1",
        AnswerAccepted = "reconciliation.answer-accepted.v1",
        AnswerRefused = "reconciliation.answer-refused.v1",
        Urged = "reconciliation.promise-urged.v1"
    }
}
