//! Everything that can happen to a key supervised county, one file an act.

use super::KeyCounty;
use crate::clocks;
use crate::procedure::ladder;

crate::steps! {
    KeyCounty;
    propose::ProposeKeyCounty => KeyCountyProposed = "key-county.proposed.v1";
    decide::DecideKeyCounty =>
        KeyCountyNamed = "key-county.named.v1",
        KeyCountyDeclined = "key-county.declined.v1";
    record_check::RecordCheck => CheckRecorded = "key-county.check-recorded.v1";
    notify_leader::NotifyLeader => LeaderNotified = "key-county.leader-notified.v1";
    read_notice::ReadNotice => NoticeRead = "key-county.notice-read.v1";
    keep::KeepKeyCounty => KeyCountyKept = "key-county.kept.v1";
    leave::LeaveKeyCounty => KeyCountyLeft = "key-county.left.v1";
    @also clocks {
        ClockOpened = "key-county.clock-opened.v1",
        ClockEnded = "key-county.clock-ended.v1",
        ClockWarned = "key-county.clock-warned.v1",
        ClockLapsed = "key-county.clock-lapsed.v1",
        ClockMoved = "key-county.clock-moved.v1"
    }
    @also ladder {
        SlipDrafted = "key-county.slip-drafted.v1",
        RungHeld = "key-county.rung-held.v1",
        DraftWithdrawn = "key-county.draft-withdrawn.v1",
        SlipSigned = "key-county.slip-signed.v1",
        SlipAnswered = "key-county.slip-answered.v1",
        AnswerAccepted = "key-county.answer-accepted.v1",
        AnswerRefused = "key-county.answer-refused.v1",
        Urged = "key-county.promise-urged.v1"
    }
}
