//! What handling a matter leaves behind besides its result: contacts with the reporter, permissions to
//! contact them, meetings, an extension, a pause, evidence files.

use super::codes_of_handling::ContactMode;
use crate::ids::{PersonId, ReportId};
use crate::sealed::FileRef;
use jiff::civil::{Date, DateTime};

/// The handling so far. What belongs to one round of it counts reopenings: a matter opened again is
/// handled anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handling {
    /// Contacts with the reporter that reached them, oldest first.
    pub contacts: Vec<Contact>,
    /// Permissions to contact, asked for and decided, oldest first.
    pub permissions: Vec<Permission>,
    /// Joint meetings.
    pub meetings: Vec<Meeting>,
    /// The extension asked for in the last round that asked for one.
    pub extension: Option<Extension>,
    /// The pause asked for or in force.
    pub pause: Option<Pause>,
    /// Evidence files that acts of the handling brought.
    pub files: Vec<FileRef>,
}

/// Which of the three feedbacks (三反馈, S1-16) a contact is; the third is the reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feedback {
    /// Before: told that it is accepted (事前).
    Acceptance,
    /// During: told how it goes (事中).
    Progress,
    /// None of them.
    None,
}

/// A contact that reached the reporter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Which feedback it is.
    pub feedback: Feedback,
    /// How.
    pub mode: ContactMode,
    /// When, local.
    pub at: DateTime,
}

/// A permission to contact the reporter (联系授权, P-19).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// Who asked.
    pub person: PersonId,
    /// Whose reporter.
    pub report: ReportId,
    /// What was decided; nothing while it waits.
    pub decided: Option<Decided>,
}

/// What was decided on a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// Granted, until this instant (milliseconds UTC).
    Until(i64),
    /// Refused.
    Refused,
}

/// A joint meeting (案件联席会议, S2-11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The day.
    pub on: Date,
    /// In which round of the handling.
    pub round: u32,
}

/// An extension (延期).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// Which clock.
    pub clock: u32,
    /// To which day.
    pub until: Date,
    /// In which round of the handling.
    pub round: u32,
    /// What was decided; nothing while it waits.
    pub approved: Option<bool>,
}

/// A pause (中止).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// Since when the clocks stand; nothing while it waits for approval.
    pub since: Option<DateTime>,
}

impl Handling {
    /// The permission that waits for a decision.
    pub fn asked(&self) -> Option<&Permission> {
        self.permissions
            .iter()
            .find(|permission| permission.decided.is_none())
    }

    /// The permission a person holds at an instant.
    pub fn permission_of(&self, person: &PersonId, at: i64) -> Option<&Permission> {
        let holds = |permission: &&Permission| {
            permission.person == *person
                && matches!(permission.decided, Some(Decided::Until(until)) if at < until)
        };
        self.permissions.iter().rev().find(holds)
    }

    /// Whether its clocks stand still.
    pub fn is_paused(&self) -> bool {
        self.pause
            .as_ref()
            .is_some_and(|pause| pause.since.is_some())
    }

    /// Whether a pause waits for approval.
    pub fn is_pause_asked(&self) -> bool {
        self.pause
            .as_ref()
            .is_some_and(|pause| pause.since.is_none())
    }

    /// When a feedback was given first.
    pub fn told(&self, feedback: Feedback) -> Option<&Contact> {
        self.contacts
            .iter()
            .find(|contact| contact.feedback == feedback)
    }
}
