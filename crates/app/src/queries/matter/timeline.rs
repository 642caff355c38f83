//! The timeline: what happened, read like minutes. Each part of a matter's life has a module with its
//! words.

mod answering;
mod arriving;
mod campaigning;
mod clocks;
mod deciding;
mod guarding;
mod handing;
mod handling;
mod joining;
mod papers;
mod repairing;
mod routing;
mod supervising;
mod talking;

use super::dossier::View;
use super::files::FileView;
use crate::Fault;
use crate::queries::supervision::told;
use crate::queries::todo::shown;
use crate::stream::MatterEvent;
use casework::Actor;
use casework::matter::steps::Event;
use casework::sealed::{FileRef, SealedRef};
use serde::Serialize;

/// An entry of the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Version of the stream, for the trail.
    pub version: i64,
    /// When it was entered.
    pub at: String,
    /// When it happened.
    pub happened: String,
    /// Entered on a later day than it happened (补录, P-09).
    pub late: bool,
    /// Who.
    pub who: String,
    /// What.
    pub zh: String,
    /// Details, as label and text.
    pub lines: Vec<(&'static str, String)>,
    /// The files it brought.
    pub files: Vec<FileView>,
}

/// The minutes, oldest first. Clocks that merely open and end are shown elsewhere.
pub(super) fn timeline(view: &View<'_>, events: &[MatterEvent]) -> Result<Vec<Entry>, Fault> {
    let mut entries = Vec::new();
    for (recorded, version) in told_to(view, events) {
        let Some((zh, mut lines)) = told(view, &recorded.event, &recorded.by)? else {
            continue;
        };
        if let Some(sheet) = recorded.by.sheet() {
            lines.push(("补录原因", format!("离线任务单{sheet}")));
        }
        let files = files_of(&recorded.event)
            .iter()
            .map(|file| view.file(file))
            .collect::<Result<_, _>>()?;
        let entered = crate::moment::moment(recorded.at).local;
        entries.push(Entry {
            version,
            at: shown(recorded.at),
            happened: recorded.happened.strftime("%Y-%m-%d %H:%M").to_string(),
            late: entered.date() > recorded.happened.date(),
            who: who(view, &recorded.by),
            zh,
            lines,
            files,
        });
    }
    Ok(entries)
}

/// The entries a reader is told of, with their versions.
pub(super) fn told_to<'a>(
    view: &'a View<'_>,
    events: &'a [MatterEvent],
) -> impl Iterator<Item = (&'a MatterEvent, i64)> {
    let told = events.iter().zip(1..);
    told.filter(|(recorded, version)| {
        let known = view.reads.tells(*version) && view.kin.tells(&recorded.event);
        let shown = told::tells(view.app, view.reader, view.matter, &recorded.event);
        known && shown && campaigning::tells(view, &recorded.event)
    })
}

/// When the result was told last, and how: the third feedback.
pub(super) fn replied(events: &[MatterEvent]) -> Option<(String, &'static str)> {
    events
        .iter()
        .rev()
        .find_map(|recorded| match &recorded.event {
            Event::Replied(reply) => Some((recorded.happened.date().to_string(), reply.mode.zh())),
            _ => None,
        })
}

/// Who acts, in words; a reporter is never more than 举报人.
pub(super) fn who(view: &View<'_>, actor: &Actor) -> String {
    crate::queries::trail::actor_in_words(view.app, &view.reader.office, actor)
}

/// Adds a line to an entry: its label, and the text it opens.
type Line<'a> = &'a mut dyn FnMut(&'static str, Option<&SealedRef>) -> Result<(), Fault>;

/// Lines of an entry: label and text.
type Lines = Vec<(&'static str, String)>;

/// What an event says, with its lines; nothing for what the minutes leave out. The compiler shows here
/// which words a new event still lacks.
fn told(view: &View<'_>, event: &Event, by: &Actor) -> Result<Option<(String, Lines)>, Fault> {
    let mut lines = Lines::new();
    let mut line = |label, reference: Option<&SealedRef>| -> Result<(), Fault> {
        if let Some(reference) = reference {
            lines.push((label, view.texts.of(reference)?.to_owned()));
        }
        Ok(())
    };
    let zh = match event {
        Event::Received(_)
        | Event::PassedUp(_)
        | Event::Acknowledged(_)
        | Event::ReturnedDown(_)
        | Event::Scanned(_)
        | Event::ReceptionRecorded(_)
        | Event::LeaderTold(_)
        | Event::PhoneInstructed(_)
        | Event::InstructionConfirmed(_)
        | Event::CallLogged(_)
        | Event::UrgencySet(_)
        | Event::SecrecySet(_)
        | Event::FlagsCorrected(_)
        | Event::NameChecked(_)
        | Event::NameDenied(_)
        | Event::ReportedUp(_)
        | Event::Registered(_)
        | Event::Screened(_)
        | Event::ScreenedOut(_)
        | Event::Instructed(_)
        | Event::NumberedNationally(_) => arriving::told(view, event, &mut line)?,
        Event::CorrectionAsked(_)
        | Event::CorrectionApproved(_)
        | Event::CorrectionRefused(_)
        | Event::VoidAsked(_)
        | Event::Voided(_)
        | Event::VoidRefused(_) => repairing::told(view, event, &mut line)?,
        Event::SplitOff(_)
        | Event::PartBegun(_)
        | Event::PartConcluded(_)
        | Event::PartReopened(_)
        | Event::SplitUndone(_)
        | Event::PartTakenBack(_)
        | Event::JoinedInto(_)
        | Event::ToldApart(_)
        | Event::Separated(_)
        | Event::RepeatReleased(_)
        | Event::RepeatTaken(_) => joining::told(view, event, &mut line)?,
        Event::LiaisonReviewed(_)
        | Event::Routed(_)
        | Event::AssignmentNoticed(_)
        | Event::JointNamed(_)
        | Event::JointReleased(_)
        | Event::OpinionGiven(_)
        | Event::Signed(_)
        | Event::Returned(_)
        | Event::Reminded(_)
        | Event::HandoverProposed(_)
        | Event::HandoverConfirmed(_)
        | Event::HandoverDeclined(_)
        | Event::HandedOver(_)
        | Event::PassedOver(_) => routing::told(view, event, &mut line)?,
        Event::HandlingAccepted(_)
        | Event::DisposalChosen(_)
        | Event::ProgressNoted(_)
        | Event::FindingMade(_)
        | Event::ResultSigned(_)
        | Event::SignatureRefused(_)
        | Event::Countersigned(_)
        | Event::AuditPassed(_)
        | Event::AuditReturned(_)
        | Event::MeetingHeld(_)
        | Event::ExtensionAsked(_)
        | Event::ExtensionApproved(_)
        | Event::ExtensionRefused(_)
        | Event::PauseAsked(_)
        | Event::PauseApproved(_)
        | Event::PauseRefused(_)
        | Event::Resumed(_) => handling::told(view, event, &mut line)?,
        Event::Supplemented(_)
        | Event::ReporterAsked(_)
        | Event::QuestionAnswered(_)
        | Event::AcceptanceTold(_)
        | Event::ProgressTold(_)
        | Event::Contacted(_)
        | Event::ContactAsked(_)
        | Event::ContactGranted(_)
        | Event::ContactRefused(_)
        | Event::SupplementsNoted(_) => talking::told(view, event, &mut line)?,
        Event::Replied(_)
        | Event::WrittenOff(_)
        | Event::Reopened(_)
        | Event::FeedbackProposed(_)
        | Event::FeedbackApproved(_)
        | Event::FeedbackReturned(_)
        | Event::ReplyReceipted(_)
        | Event::Evaluated(_)
        | Event::CallBackTried(_)
        | Event::CallBackEnded(_)
        | Event::Settled(_)
        | Event::VisitedBack(_)
        | Event::ReopeningRequested(_)
        | Event::ReopeningGranted(_)
        | Event::ReopeningRefused(_)
        | Event::RefusalTold(_) => answering::told(view, event, &mut line)?,
        Event::Recused(_)
        | Event::RecusalLifted(_)
        | Event::IdentityAsked(_)
        | Event::IdentityApproved(_)
        | Event::IdentityRefused(_)
        | Event::IdentityWithdrawn(_)
        | Event::IdentityOpened(_)
        | Event::ReportErased(_) => guarding::told(view, event, &mut line)?,
        Event::OriginalKept(_)
        | Event::OriginalHanded(_)
        | Event::OriginalTaken(_)
        | Event::OriginalDeclined(_)
        | Event::OriginalLent(_)
        | Event::OriginalReturned(_)
        | Event::OriginalChecked(_)
        | Event::OriginalArchived(_) => papers::told(view, event, &mut line)?,
        Event::ClockWarned(_)
        | Event::ClockLapsed(_)
        | Event::ClockMoved(_)
        | Event::ClockReopened(_)
        | Event::ClockExtended(_)
        | Event::ClockPaused(_)
        | Event::ClockResumed(_) => clocks::told(view, event, &mut line)?,
        Event::SlipDrafted(_)
        | Event::RungHeld(_)
        | Event::DraftWithdrawn(_)
        | Event::SlipSigned(_)
        | Event::SlipAnswered(_)
        | Event::AnswerAccepted(_)
        | Event::AnswerRefused(_)
        | Event::Urged(_)
        | Event::AccountabilityProposed(_)
        | Event::AccountabilityAgreed(_)
        | Event::AccountabilityDeclined(_)
        | Event::AccountabilityConcluded(_)
        | Event::PassingSettled(_)
        | Event::DutyCleared(_)
        | Event::Publicised(_)
        | Event::MeasurementRecorded(_)
        | Event::WatchingRecorded(_)
        | Event::TalkRecorded(_) => supervising::told(view, event, &mut line)?,
        Event::CampaignNoted(event) => Some(campaigning::told(view, event)),
        Event::ResultReported(event) => Some(handling::reported(view, event, &mut lines)?),
        Event::ExclusionConfirmed(_)
        | Event::ExclusionSentBack(_)
        | Event::StudyConvened(_)
        | Event::StudyAnswered(_)
        | Event::StudyComplete(_)
        | Event::StudyDecided(_)
        | Event::PresentedTo(_)
        | Event::Circled(_)
        | Event::InstructionEntered(_)
        | Event::InstructionChecked(_) => deciding::told(view, event, by, &mut line)?,
        Event::ConsentAsked(_)
        | Event::ConsentGiven(_)
        | Event::ConsentDeclined(_)
        | Event::ConsentWithdrawn(_)
        | Event::HandingAsked(_)
        | Event::HandingApproved(_)
        | Event::HandingRefused(_)
        | Event::DemandHanded(_) => handing::told(view, event, &mut line)?,
        Event::OriginalsHome(_)
        | Event::EntriesSettled(_)
        | Event::ClockOpened(_)
        | Event::ClockEnded(_) => None,
    };
    Ok(zh.map(|zh| (zh, lines)))
}

/// What is left of a term; none is what is left of the day.
pub(super) fn left(term: calendar::Term) -> String {
    match term.count() {
        0 => "当日".to_owned(),
        _ => term.zh(),
    }
}

/// The files an act brought.
fn files_of(event: &Event) -> &[FileRef] {
    match event {
        Event::Supplemented(event) => &event.files,
        Event::ConsentGiven(event) => &event.files,
        Event::ConsentDeclined(event) => &event.files,
        Event::ConsentWithdrawn(event) => &event.files,
        Event::InstructionEntered(event) => &event.scan,
        Event::QuestionAnswered(event) => &event.files,
        Event::ProgressNoted(event) => &event.files,
        Event::FindingMade(event) => &event.files,
        Event::MeetingHeld(event) => &event.files,
        Event::SlipAnswered(event) => &event.files,
        Event::Urged(event) => &event.files,
        Event::TalkRecorded(event) => &event.files,
        Event::ResultReported(event) => &event.files,
        _ => &[],
    }
}

#[cfg(test)]
mod tests;
