//! The acts of a matter, in the order of its life: one line each.

use super::Matter;
use crate::clocks;

crate::steps! {
    Matter;
    receive::Receive => Received = "matter.received.v1";
    acknowledge::Acknowledge => Acknowledged = "matter.acknowledged.v1";
    scan::Scan => Scanned = "matter.scanned.v1";
    record_reception::RecordReception => ReceptionRecorded = "matter.reception-recorded.v1";
    tell_leader::TellLeader => LeaderTold = "matter.leader-told.v1";
    phone_instruct::PhoneInstruct => PhoneInstructed = "matter.phone-instructed.v1";
    confirm_instruction::ConfirmInstruction => InstructionConfirmed = "matter.instruction-confirmed.v1";
    log_call::LogCall => CallLogged = "matter.call-logged.v1";
    mark::Mark =>
        UrgencySet = "matter.urgency-set.v1",
        SecrecySet = "matter.secrecy-set.v1";
    register::Register => Registered = "matter.registered.v1";
    correct_flags::CorrectFlags => FlagsCorrected = "matter.flags-corrected.v1";
    ask_correction::AskCorrection => CorrectionAsked = "matter.correction-asked.v1";
    ask_void::AskVoid => VoidAsked = "matter.void-asked.v1";
    decide_repair::DecideRepair =>
        CorrectionApproved = "matter.correction-approved.v1",
        CorrectionRefused = "matter.correction-refused.v1",
        Voided = "matter.voided.v1",
        VoidRefused = "matter.void-refused.v1";
    check_name::CheckName =>
        NameChecked = "matter.name-checked.v1",
        NameDenied = "matter.name-denied.v1";
    join::Join => JoinedInto = "matter.joined-into.v1";
    tell_apart::TellApart => ToldApart = "matter.told-apart.v1";
    split::Split => SplitOff = "matter.split-off.v1";
    begin_part::BeginPart => PartBegun = "matter.part-begun.v1";
    note_part::NotePart =>
        PartConcluded = "matter.part-concluded.v1",
        PartReopened = "matter.part-reopened.v1";
    note_campaign::NoteCampaign => CampaignNoted = "matter.campaign-noted.v1";
    undo_split::UndoSplit => SplitUndone = "matter.split-undone.v1";
    take_part_back::TakePartBack => PartTakenBack = "matter.part-taken-back.v1";
    take_repeat::TakeRepeat => RepeatTaken = "matter.repeat-taken.v1";
    separate::Separate => Separated = "matter.separated.v1";
    release_repeat::ReleaseRepeat => RepeatReleased = "matter.repeat-released.v1";
    screen::Screen =>
        Screened = "matter.screened.v1",
        ScreenedOut = "matter.screened-out.v1";
    review_exclusion::ReviewExclusion =>
        ExclusionConfirmed = "matter.exclusion-confirmed.v1",
        ExclusionSentBack = "matter.exclusion-sent-back.v1";
    convene_study::ConveneStudy => StudyConvened = "matter.study-convened.v1";
    answer_study::AnswerStudy =>
        StudyAnswered = "matter.study-answered.v1",
        StudyComplete = "matter.study-complete.v1";
    decide_study::DecideStudy => StudyDecided = "matter.study-decided.v1";
    present::Present => PresentedTo = "matter.presented.v1";
    circle::Circle => Circled = "matter.circled.v1";
    instruct::Instruct => Instructed = "matter.instructed.v1";
    enter_instruction::EnterInstruction => InstructionEntered = "matter.instruction-entered.v1";
    check_entry::CheckEntry =>
        InstructionChecked = "matter.instruction-checked.v1",
        EntriesSettled = "matter.entries-settled.v1";
    route::Route => Routed = "matter.routed.v1";
    issue_assignment::IssueAssignment => AssignmentNoticed = "matter.assignment-noticed.v1";
    pass_up::PassUp => PassedUp = "matter.passed-up.v1";
    return_down::ReturnDown => ReturnedDown = "matter.returned-down.v1";
    designate::Designate => ;
    name_joint::NameJoint => JointNamed = "matter.joint-named.v1";
    release_joint::ReleaseJoint => JointReleased = "matter.joint-released.v1";
    give_opinion::GiveOpinion => OpinionGiven = "matter.opinion-given.v1";
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
    review_liaison::ReviewLiaison => LiaisonReviewed = "matter.liaison-reviewed.v1";
    audit::Audit =>
        AuditPassed = "matter.audit-passed.v1",
        AuditReturned = "matter.audit-returned.v1";
    hand_over::HandOver => HandoverProposed = "matter.handover-proposed.v1";
    confirm_handover::ConfirmHandover =>
        HandoverConfirmed = "matter.handover-confirmed.v1",
        HandoverDeclined = "matter.handover-declined.v1",
        HandedOver = "matter.handed-over.v1";
    pass_over::PassOver => PassedOver = "matter.passed-over.v1";
    remind::Remind => Reminded = "matter.reminded.v1";
    draft_slip::DraftSlip => SlipDrafted = "matter.slip-drafted.v1";
    hold_rung::HoldRung => RungHeld = "matter.rung-held.v1";
    withdraw_draft::WithdrawDraft => DraftWithdrawn = "matter.draft-withdrawn.v1";
    sign_slip::SignSlip => SlipSigned = "matter.slip-signed.v1";
    answer_slip::AnswerSlip => SlipAnswered = "matter.slip-answered.v1";
    examine_answer::ExamineAnswer =>
        AnswerAccepted = "matter.answer-accepted.v1",
        AnswerRefused = "matter.answer-refused.v1";
    urge::Urge => Urged = "matter.urged.v1";
    propose_accountability::ProposeAccountability =>
        AccountabilityProposed = "matter.accountability-proposed.v1";
    decide_accountability::DecideAccountability =>
        AccountabilityAgreed = "matter.accountability-agreed.v1",
        AccountabilityDeclined = "matter.accountability-declined.v1";
    record_talk::RecordTalk => TalkRecorded = "matter.talk-recorded.v1";
    conclude_accountability::ConcludeAccountability =>
        AccountabilityConcluded = "matter.accountability-concluded.v1";
    clear_duty::ClearDuty => DutyCleared = "matter.duty-cleared.v1";
    settle_passing::SettlePassing => PassingSettled = "matter.passing-settled.v1";
    publicise::Publicise => Publicised = "matter.publicised.v1";
    record_measurement::RecordMeasurement => MeasurementRecorded = "matter.measurement-recorded.v1";
    record_watching::RecordWatching => WatchingRecorded = "matter.watching-recorded.v1";
    supplement::Supplement => Supplemented = "matter.supplemented.v1";
    ask_reporter::AskReporter => ReporterAsked = "matter.reporter-asked.v1";
    answer_question::AnswerQuestion => QuestionAnswered = "matter.question-answered.v1";
    contact::Contact =>
        AcceptanceTold = "matter.acceptance-told.v1",
        ProgressTold = "matter.progress-told.v1",
        Contacted = "matter.contacted.v1";
    ask_contact::AskContact => ContactAsked = "matter.contact-asked.v1";
    decide_contact::DecideContact =>
        ContactGranted = "matter.contact-granted.v1",
        ContactRefused = "matter.contact-refused.v1";
    hold_meeting::HoldMeeting => MeetingHeld = "matter.meeting-held.v1";
    ask_extension::AskExtension => ExtensionAsked = "matter.extension-asked.v1";
    decide_extension::DecideExtension =>
        ExtensionApproved = "matter.extension-approved.v1",
        ExtensionRefused = "matter.extension-refused.v1";
    ask_pause::AskPause => PauseAsked = "matter.pause-asked.v1";
    decide_pause::DecidePause =>
        PauseApproved = "matter.pause-approved.v1",
        PauseRefused = "matter.pause-refused.v1";
    resume::Resume => Resumed = "matter.resumed.v1";
    note_supplements::NoteSupplements => SupplementsNoted = "matter.supplements-noted.v1";
    reply::Reply => Replied = "matter.replied.v1";
    report_up::ReportUp => ReportedUp = "matter.reported-up.v1";
    propose_feedback::ProposeFeedback => FeedbackProposed = "matter.feedback-proposed.v1";
    approve_feedback::ApproveFeedback =>
        FeedbackApproved = "matter.feedback-approved.v1",
        FeedbackReturned = "matter.feedback-returned.v1";
    give_feedback::GiveFeedback => ;
    receipt_reply::ReceiptReply => ReplyReceipted = "matter.reply-receipted.v1";
    evaluate::Evaluate => Evaluated = "matter.evaluated.v1";
    call_back::CallBack =>
        CallBackTried = "matter.call-back-tried.v1",
        CallBackEnded = "matter.call-back-ended.v1";
    settle::Settle => Settled = "matter.settled.v1";
    visit_back::VisitBack => VisitedBack = "matter.visited-back.v1";
    request_reopening::RequestReopening => ReopeningRequested = "matter.reopening-requested.v1";
    record_reopening::RecordReopening => ;
    judge_reopening::JudgeReopening =>
        ReopeningGranted = "matter.reopening-granted.v1",
        ReopeningRefused = "matter.reopening-refused.v1";
    ask_consent::AskConsent => ConsentAsked = "matter.consent-asked.v1";
    answer_consent::AnswerConsent =>
        ConsentGiven = "matter.consent-given.v1",
        ConsentDeclined = "matter.consent-declined.v1",
        ConsentWithdrawn = "matter.consent-withdrawn.v1";
    record_consent::RecordConsent => ;
    ask_handing::AskHanding => HandingAsked = "matter.handing-asked.v1";
    decide_handing::DecideHanding =>
        HandingApproved = "matter.handing-approved.v1",
        HandingRefused = "matter.handing-refused.v1";
    hand_demand::HandDemand => DemandHanded = "matter.demand-handed.v1";
    tell_refusal::TellRefusal => RefusalTold = "matter.refusal-told.v1";
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
    number_nationally::NumberNationally => NumberedNationally = "matter.numbered-nationally.v1";
    erase::Erase => ReportErased = "matter.report-erased.v1";
    keep_original::KeepOriginal => OriginalKept = "matter.original-kept.v1";
    hand_original::HandOriginal => OriginalHanded = "matter.original-handed.v1";
    take_original::TakeOriginal =>
        OriginalTaken = "matter.original-taken.v1",
        OriginalDeclined = "matter.original-declined.v1";
    lend_original::LendOriginal => OriginalLent = "matter.original-lent.v1";
    return_original::ReturnOriginal =>
        OriginalReturned = "matter.original-returned.v1",
        OriginalsHome = "matter.originals-home.v1";
    check_original::CheckOriginal => OriginalChecked = "matter.original-checked.v1";
    archive_original::ArchiveOriginal => OriginalArchived = "matter.original-archived.v1";
    warn::Warn => ;
    recount::Recount => ;
    @also clocks {
        ClockOpened = "matter.clock-opened.v1",
        ClockEnded = "matter.clock-ended.v1",
        ClockWarned = "matter.clock-warned.v1",
        ClockLapsed = "matter.clock-lapsed.v1",
        ClockMoved = "matter.clock-moved.v1",
        ClockExtended = "matter.clock-extended.v1",
        ClockPaused = "matter.clock-paused.v1",
        ClockResumed = "matter.clock-resumed.v1",
        ClockReopened = "matter.clock-reopened.v1"
    }
}
