//! The acts of a matter, in the order of its life: one line each.

use super::Matter;
use crate::clocks;

crate::steps! {
    Matter;
    receive::Receive => Received = "matter.received.v1";
    register::Register => Registered = "matter.registered.v1";
    join::Join => JoinedInto = "matter.joined-into.v1";
    take_repeat::TakeRepeat => RepeatTaken = "matter.repeat-taken.v1";
    screen::Screen =>
        Screened = "matter.screened.v1",
        ScreenedOut = "matter.screened-out.v1";
    instruct::Instruct => Instructed = "matter.instructed.v1";
    route::Route => Routed = "matter.routed.v1";
    sign::SignIn => Signed = "matter.signed.v1";
    return_back::ReturnBack => Returned = "matter.returned.v1";
    accept::Accept => HandlingAccepted = "matter.accepted.v1";
    choose_disposal::ChooseDisposal => DisposalChosen = "matter.disposal-chosen.v1";
    progress::Progress => ProgressNoted = "matter.progress-noted.v1";
    find::Find => FindingMade = "matter.finding-made.v1";
    report_result::ReportResult => ResultReported = "matter.result-reported.v1";
    countersign::Countersign =>
        ResultSigned = "matter.result-signed.v1",
        SignatureRefused = "matter.signature-refused.v1",
        Countersigned = "matter.countersigned.v1";
    audit::Audit =>
        AuditPassed = "matter.audit-passed.v1",
        AuditReturned = "matter.audit-returned.v1";
    supplement::Supplement => Supplemented = "matter.supplemented.v1";
    note_supplements::NoteSupplements => SupplementsNoted = "matter.supplements-noted.v1";
    reply::Reply => Replied = "matter.replied.v1";
    write_off::WriteOff => WrittenOff = "matter.written-off.v1";
    reopen::Reopen => Reopened = "matter.reopened.v1";
    recuse::Recuse => Recused = "matter.recused.v1";
    lift_recusal::LiftRecusal => RecusalLifted = "matter.recusal-lifted.v1";
    ask_identity::AskIdentity => IdentityAsked = "matter.identity-asked.v1";
    decide_identity::DecideIdentity =>
        IdentityApproved = "matter.identity-approved.v1",
        IdentityRefused = "matter.identity-refused.v1";
    withdraw_identity::WithdrawIdentity => IdentityWithdrawn = "matter.identity-withdrawn.v1";
    disclose_identity::DiscloseIdentity => IdentityOpened = "matter.identity-opened.v1";
    erase::Erase => ReportErased = "matter.report-erased.v1";
    warn::Warn => ;
    recount::Recount => ;
    @also clocks {
        ClockOpened = "matter.clock-opened.v1",
        ClockEnded = "matter.clock-ended.v1",
        ClockWarned = "matter.clock-warned.v1",
        ClockLapsed = "matter.clock-lapsed.v1",
        ClockMoved = "matter.clock-moved.v1"
    }
}
