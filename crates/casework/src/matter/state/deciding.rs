//! Where the deciding of a matter stands: studies, instructions entered for leaders, exclusions under
//! review, and who was asked to read it.

use super::{Matter, Stage};
use crate::codes;
use crate::ids::{PersonId, UnitId};
use crate::sealed::FileRef;
use jiff::civil::{Date, DateTime};
use std::collections::BTreeSet;

/// What is known of the deciding of a matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deciding {
    /// Collective studies (集体研判), oldest first; only the last can be open.
    pub studies: Vec<Study>,
    /// Instructions that somebody entered for a leader (代录批示).
    pub entered: Vec<Entered>,
    /// How many instructions stand: objected ones do not count.
    pub instructions: u32,
    /// The exclusion, where screening excluded it.
    pub exclusion: Option<Exclusion>,
    /// Leaders it was presented to (呈阅), with the time, and who have not read it yet.
    pub presented: Vec<Presented>,
    /// Leaders who marked it as read (圈阅), and when.
    pub circled: Vec<Presented>,
}

codes! {
    /// What an office proposes in a study (研判意见).
    pub enum Stance {
        /// Handle it.
        Handle = "handle" => "建议受理办理",
        /// Exclude it.
        Exclude = "exclude" => "建议剔除",
        /// More has to be known first.
        Clarify = "clarify" => "建议补充了解后再定",
    }
}

/// A collective study (集体研判, S1-33).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Study {
    /// Number within the matter, from 1.
    pub number: u32,
    /// The offices asked.
    pub offices: Vec<UnitId>,
    /// The leader named to decide.
    pub leader: PersonId,
    /// Since when.
    pub convened: DateTime,
    /// Units that see the matter only because they were asked.
    pub widened: Vec<UnitId>,
    /// Opinions given, in order.
    pub opinions: Vec<Opinion>,
    /// Whether the leader has decided.
    pub decided: bool,
}

/// An office's opinion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// Which office.
    pub unit: UnitId,
    /// What it proposes.
    pub stance: Stance,
}

/// An instruction entered for a leader (代录批示, P-07).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// Number within the matter, from 1.
    pub number: u32,
    /// Who wrote it.
    pub leader: PersonId,
    /// On which day.
    pub written: Date,
    /// When it was entered, local.
    pub at: DateTime,
    /// The scanned paper.
    pub scan: Vec<FileRef>,
    /// What the leader said of it; nothing yet.
    pub word: Option<LeadersWord>,
}

impl Deciding {
    /// Whether what was entered for a leader counts: they have not said that it is wrong.
    pub fn stands(&self, number: u32) -> bool {
        let entered = self.entered.iter().find(|entered| entered.number == number);
        entered.is_some_and(|entered| entered.word != Some(LeadersWord::Object))
    }
}

codes! {
    /// What a leader says of what was entered in their name.
    pub enum LeadersWord {
        /// It is what they wrote.
        Confirm = "confirm" => "与原件一致",
        /// It is not.
        Object = "object" => "有误，不予确认",
    }
}

/// An exclusion (剔除, S1-32).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// The body of the catalogue it was said to belong to.
    pub body: Option<String>,
    /// Who proposed it.
    pub by: Option<PersonId>,
    /// When, local.
    pub at: DateTime,
    /// Whether it was confirmed.
    pub confirmed: bool,
}

/// A leader and a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    /// Who.
    pub leader: PersonId,
    /// When, local.
    pub at: DateTime,
}

impl Deciding {
    /// The scans of what leaders wrote on paper.
    pub fn scans(&self) -> impl Iterator<Item = &FileRef> {
        self.entered.iter().flat_map(|entered| &entered.scan)
    }
}

impl Entered {
    /// Whether the leader has not said yes or no.
    pub fn is_open(&self) -> bool {
        self.word.is_none()
    }
}

impl Study {
    /// Offices that have not given their opinion.
    pub fn missing(&self) -> impl Iterator<Item = &UnitId> {
        let given = |unit: &UnitId| self.opinions.iter().any(|opinion| opinion.unit == *unit);
        self.offices.iter().filter(move |unit| !given(unit))
    }
}

impl Matter {
    /// The study under way; none of a matter that is over: what was voided meanwhile is not decided on, and stays void.
    pub fn study(&self) -> Option<&Study> {
        let last = self.deciding.studies.last();
        last.filter(|study| !study.decided && !self.is_over())
    }

    /// The study under way, to be changed.
    pub(crate) fn study_mut(&mut self) -> Option<&mut Study> {
        self.deciding
            .studies
            .last_mut()
            .filter(|study| !study.decided)
    }

    /// Whether a unit is asked for its opinion now.
    pub fn is_asked(&self, unit: &UnitId) -> bool {
        self.study()
            .is_some_and(|study| study.offices.contains(unit))
    }

    /// Whether an exclusion waits for its review (S1-32).
    pub fn awaits_exclusion_review(&self) -> bool {
        let open = self
            .deciding
            .exclusion
            .as_ref()
            .is_some_and(|exclusion| !exclusion.confirmed);
        open && self.excluded && self.stage == Stage::Concluded
    }

    /// A leader has it in hand: nothing more is to be read to them.
    pub(crate) fn read_by(&mut self, leader: &PersonId) {
        self.deciding
            .presented
            .retain(|presented| presented.leader != *leader);
    }

    /// Leaders who circled it, each once.
    pub fn readers(&self) -> BTreeSet<&PersonId> {
        self.deciding
            .circled
            .iter()
            .map(|circled| &circled.leader)
            .collect()
    }
}
