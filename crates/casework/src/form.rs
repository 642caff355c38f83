//! One definition of an act's fields serves the page, the JSON body, the document and the check.
//!
//! [`parse`] takes what a person or a partner sent, checks every field, hands each personal or free
//! text to the shell to be sealed, and returns the JSON of the typed command. After it, no plaintext
//! is left: a step sees [`SealedRef`]s only.

mod flat;
mod parse;

pub use flat::nest;
pub use parse::{FieldError, Seal, parse};

use crate::code::Code;
use crate::ids::SealedId;
use crate::sealed::{FileRef, SealedRef};

/// A field of an act.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The name in JSON and, with dots for groups, in HTML forms.
    pub name: &'static str,
    /// The label on the page.
    pub zh: &'static str,
    /// One line beside the field; empty when the label says it all.
    pub help: &'static str,
    /// What may be entered.
    pub kind: Kind,
    /// Whether it must be filled.
    pub required: bool,
}

/// What may be entered in a field.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A line of personal or free text: sealed under the matter's key. `max` in characters.
    Line {
        /// Most characters.
        max: usize,
    },
    /// Lines of free text: sealed under the matter's key. `max` in characters.
    Text {
        /// Most characters.
        max: usize,
    },
    /// Who reports: one sealed record under a key of its own, of one size whether filled or not (T2).
    Identity,
    /// Names of those who report, beside the one in [`Kind::Identity`]: sealed under the same key.
    /// `max` in characters.
    Named {
        /// Most characters.
        max: usize,
    },
    /// A word that is no personal text (a number, a code): kept as it is.
    Word {
        /// Most characters.
        max: usize,
    },
    /// One of a fixed list.
    Choice(&'static [Code]),
    /// One of a list that depends on the matter, the office or the rules.
    From(Source),
    /// Several of such a list.
    Several(Source),
    /// A local date, `YYYY-MM-DD`.
    Date,
    /// A local date and time, `YYYY-MM-DDTHH:MM`.
    DateTime,
    /// A whole number.
    Number {
        /// Least.
        min: i64,
        /// Most.
        max: i64,
    },
    /// Yes or no.
    Flag,
    /// The same fields several times.
    Group {
        /// The fields of one entry.
        fields: &'static [Field],
        /// Least entries.
        min: usize,
        /// Most entries: stops a form that would exhaust memory.
        max: usize,
    },
    /// Uploaded files, by the tokens the upload returned.
    Files {
        /// Most files.
        max: usize,
    },
}

/// Where the choices of a field come from; resolved by [`crate::matter::choices`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Units this matter could be sent to.
    Receivers,
    /// Units of the whole office.
    Units,
    /// Persons of the holder's organ who may sign as handler.
    Handlers,
    /// Persons of the holder's organ who may sign as leader in charge.
    Chiefs,
    /// Leaders of the holder's organ who may instruct, the one on duty first.
    Leaders,
    /// Every person of the office.
    Persons,
    /// Problem categories of the edition in force.
    Categories,
    /// Domain tags.
    Domains,
    /// Regions.
    Regions,
    /// Disposals valid today.
    Disposals,
    /// The matter's leads.
    Leads,
    /// The matter's issues.
    Issues,
    /// The matter's reports.
    Reports,
    /// The filings of the matter by number: its own and those of repeats.
    Filings,
    /// Questions that wait for the reporter who acts.
    Questions,
    /// What of who reported may go along to another body.
    ContactParts,
    /// Questions to the reporter about what has not gone to another body yet.
    ConsentAsks,
    /// Requests to hand on with identity that wait for a second person.
    HandingAsked,
    /// Attachments of the reporter that have a cleaned copy.
    CleanFiles,
    /// How people are dealt with.
    Measures,
    /// Joint units that owe their opinion.
    Joints,
    /// Persons recused from the matter.
    Recused,
    /// What asks for the matter to be handled again and nobody judged yet.
    Pleas,
    /// Refusals to handle it again that the reporter was not told of.
    Untold,
    /// Others' requests to see an identity that wait for a decision.
    IdentityAsked,
    /// The actor's own requests that may be withdrawn.
    IdentityOwn,
    /// The actor's own requests that were approved and may be opened now.
    IdentityApproved,
    /// Roles of the catalogue.
    Roles,
    /// The matter's paper originals that are not archived.
    Originals,
    /// Partner systems whose key stands.
    Partners,
    /// People of the acting person's organ.
    Colleagues,
    /// Classes of acts that may be lent.
    ActClasses,
    /// Classes of matters.
    Classes,
    /// Persons who may instruct the matter by a right of their own.
    Instructors,
    /// Offices of the holder's organ that may be asked to study the matter.
    StudyOffices,
    /// Bodies responsible for what a commission is not.
    Bodies,
    /// Platforms that demands and leads come from.
    Platforms,
    /// Instructions entered for a leader who has not said yes or no yet.
    Entered,
    /// A list that a procedure keeps itself, by its name; resolved by [`crate::procedure::Procedure`].
    Own(&'static str),
    /// Running clocks that somebody of the office owes.
    OwedClocks,
    /// Rungs of the acting organ that are still to come.
    Rungs,
    /// The acting organ's slips that wait for a signature.
    DraftSlips,
    /// Slips that the acting organ owes an answer to.
    OwedSlips,
    /// The acting organ's slips whose answer waits for its examination.
    AnsweredSlips,
    /// Units with an overdue clock.
    LateUnits,
    /// Proposals to hold somebody to account that wait for another person.
    Proposals,
    /// What an instruction may demand besides handling.
    Demands,
    /// Proposals to hold to account that were agreed to and not carried out yet.
    AccountDue,
    /// What the ledger shows of a matter and somebody has to look into.
    OpenDuties,
    /// Talks that were agreed to and not held yet.
    TalksDue,
}

impl Field {
    /// A required field.
    pub const fn new(name: &'static str, zh: &'static str, kind: Kind) -> Self {
        Self {
            name,
            zh,
            help: "",
            kind,
            required: true,
        }
    }

    /// The same field, which may be left empty.
    pub const fn optional(self) -> Self {
        Self {
            required: false,
            ..self
        }
    }

    /// The same field with a line of help.
    pub const fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }
}

/// What the shell does with plaintext during [`parse`].
pub trait Sealer {
    /// Seals a text of the matter. `purpose` names the field, e.g. `route.requirement`.
    fn text(&mut self, purpose: &str, text: &str) -> SealedRef;
    /// Seals who reports, under a key of its own. Called for anonymous reports too (T2).
    fn identity(&mut self, identity: &Identity) -> SealedRef;
    /// Seals names of those who report under the report's own identity key (T1).
    fn named(&mut self, purpose: &str, text: &str) -> SealedRef;
    /// The file an upload token names, if it is genuine and still there.
    fn file(&mut self, token: &str) -> Option<FileRef>;
}

/// Seals nothing, for those who want a form checked and throw the command away.
#[derive(Debug, Clone, Copy)]
pub struct Unsealed;

impl Sealer for Unsealed {
    fn text(&mut self, _: &str, _: &str) -> SealedRef {
        SealedRef {
            id: SealedId(uuid::Uuid::nil()),
            commitment: String::new(),
        }
    }

    fn identity(&mut self, _: &Identity) -> SealedRef {
        self.text("", "")
    }

    fn named(&mut self, purpose: &str, text: &str) -> SealedRef {
        self.text(purpose, text)
    }

    fn file(&mut self, _: &str) -> Option<FileRef> {
        None
    }
}

/// Who reports. Every part may be empty: an anonymous reporter leaves nothing, or only a telephone.
#[derive(Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Identity {
    /// Name.
    pub name: String,
    /// Citizen's id number (公民身份号码).
    pub id_number: String,
    /// Telephone.
    pub phone: String,
    /// Address.
    pub address: String,
    /// Anything else that identifies: e-mail, unit, political status.
    pub other: String,
}

impl Identity {
    /// Whether a real-name report can stand on it: a name and a way to reach the person.
    pub fn reachable(&self) -> bool {
        let reached = !self.phone.is_empty() || !self.other.is_empty();
        !self.name.is_empty() && reached
    }
}
