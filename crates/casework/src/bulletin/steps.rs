//! Everything that can happen to a bulletin, one file an act.

use super::Bulletin;
use crate::clocks;
use crate::procedure::ladder;

crate::steps! {
    Bulletin;
    draft::DraftBulletin => BulletinDrafted = "bulletin.drafted.v1";
    edit::EditBulletin => BulletinEdited = "bulletin.edited.v1";
    sign::SignBulletin => BulletinSigned = "bulletin.signed.v1";
    withdraw::WithdrawBulletin => BulletinWithdrawn = "bulletin.withdrawn.v1";
    acknowledge::AcknowledgeBulletin => BulletinAcknowledged = "bulletin.acknowledged.v1";
    @also clocks {
        ClockOpened = "bulletin.clock-opened.v1",
        ClockEnded = "bulletin.clock-ended.v1",
        ClockWarned = "bulletin.clock-warned.v1",
        ClockLapsed = "bulletin.clock-lapsed.v1",
        ClockMoved = "bulletin.clock-moved.v1"
    }
    @also ladder {
        SlipDrafted = "bulletin.slip-drafted.v1",
        RungHeld = "bulletin.rung-held.v1",
        DraftWithdrawn = "bulletin.draft-withdrawn.v1",
        SlipSigned = "bulletin.slip-signed.v1",
        SlipAnswered = "bulletin.slip-answered.v1",
        AnswerAccepted = "bulletin.answer-accepted.v1",
        AnswerRefused = "bulletin.answer-refused.v1",
        Urged = "bulletin.promise-urged.v1"
    }
}
