//! The parts of a matter.

use super::codes::{CountersignSlot, Finding, Mode, Rank};
use super::identity::Sought;
use crate::actor::Actor;
use crate::ids::{MatterId, PersonId, ReportId, UnitId};
use crate::office::Level;
use crate::sealed::{FileRef, SealedRef};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// One arrival (件次).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Its id: also the scope of its keys.
    pub id: ReportId,
    /// Its own number; the first report bears the matter's.
    pub number: String,
    /// Declared as real-name with a usable contact.
    pub real_name: bool,
    /// Title, sealed.
    pub title: SealedRef,
    /// Text, sealed.
    pub text: SealedRef,
    /// Who reports: always there, whether anything was given or not (T2).
    pub identity: SealedRef,
    /// Who is accused, in the reporter's own words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accused: Vec<Accused>,
    /// What came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
    /// The row of an old book it came from, whole and sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SealedRef>,
    /// An answer given before it came here, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub past_reply: Option<SealedRef>,
}

/// An accused (被反映人) as the reporter names them; each part sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accused {
    /// Name.
    pub name: SealedRef,
    /// Unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<SealedRef>,
    /// Post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<SealedRef>,
}

/// A lead (问题线索): one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Number within the matter, from 1.
    pub number: u32,
    /// The accused: name, sealed.
    pub subject: SealedRef,
    /// Post and employer, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<SealedRef>,
    /// The unit of this office the subject belongs to, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The person of this office who is accused, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Rank.
    pub rank: Rank,
    /// The level that manages the subject (干部管理权限).
    pub managed_at: Level,
    /// The disposal chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposal: Option<Disposition>,
    /// Its issues, in order.
    pub issues: Vec<Issue>,
}

/// An issue (问题): a finding each (S4-11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Category or sub-class of the edition the matter was registered under.
    pub category: String,
    /// What is alleged, sealed.
    pub text: SealedRef,
    /// What was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Finding>,
    /// Grounds of the finding, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grounds: Option<SealedRef>,
}

/// A disposal (处置方式) chosen for a lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposition {
    /// Id in `disposals.toml`.
    pub disposal: String,
    /// On which day: the list is valid by date (S2-15).
    pub on: Date,
}

/// A hand-over of the matter to a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// From which unit.
    pub from: UnitId,
    /// The organ of that unit.
    pub from_organ: UnitId,
    /// To which unit.
    pub to: UnitId,
    /// The organ of that unit.
    pub to_organ: UnitId,
    /// Within one organ.
    pub inside: bool,
    /// To an organ above the one it came from.
    pub upward: bool,
    /// How.
    pub mode: Mode,
    /// When.
    pub routed: DateTime,
    /// When it was signed.
    pub signed: Option<DateTime>,
    /// Who took it in hand.
    pub accepted: Option<Accepted>,
    /// When it was returned.
    pub returned: Option<DateTime>,
    /// Units that may see the matter because of this assignment.
    pub widened: Vec<UnitId>,
}

/// The named responsibility for a matter (S1-14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Who handles it.
    pub handler: PersonId,
    /// The leader in charge.
    pub leader: PersonId,
    /// Since when.
    pub on: Date,
}

/// A signature under the present result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// As what.
    pub slot: CountersignSlot,
    /// Whose signature it is.
    pub person: PersonId,
    /// Who gave it: another where it was given in that person's name (代签, P-08).
    pub by: PersonId,
}

impl Sign {
    /// Whether an actor, or whoever they act for, had a hand in this signature.
    pub fn involves(&self, actor: &Actor) -> bool {
        actor.involves(&self.person) || actor.involves(&self.by)
    }
}

/// An identity opened for one person, for one purpose, for a limited time (T1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// For whom.
    pub person: PersonId,
    /// Of which report.
    pub report: ReportId,
    /// What of it.
    pub what: Sought,
    /// Until when, milliseconds UTC.
    pub until: i64,
    /// On which approved request; none for those of the time before two keys.
    pub request: Option<u32>,
}

/// A repeat and the matter it went into, seen from either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The other matter.
    pub matter: MatterId,
    /// Its number.
    pub number: String,
}
