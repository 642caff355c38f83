//! A matter in a campaign: its grade, its contract, and how it was cleared.

use super::Traits;
use crate::ids::{MatterId, PersonId, UnitId};
use crate::matter::Finding;
use crate::office::Level;
use crate::sealed::{FileRef, SealedRef};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Where an item stands.
    pub enum ItemState {
        /// Taken in, and nobody has it yet.
        Open = "open" => "待包案",
        /// A leader has it.
        Contracted = "contracted" => "在办",
        /// Its demands are met, and it is not written off.
        Resolved = "resolved" => "已化解",
        /// Written off.
        WrittenOff = "written-off" => "已销号",
        /// Looked back on, and it held.
        LookedBack = "looked-back" => "已回头看",
        /// Not taken in: it is never proposed again.
        Refused = "refused" => "不列入",
    }
}

crate::codes! {
    /// How an item was cleared.
    pub enum Way {
        /// The reporter settled, in words of their own.
        Settled = "settled" => "息访承诺",
        /// On the spot (立即办、马上办).
        OnTheSpot = "on-the-spot" => "立行立改、当场解决",
        /// The findings were explained, and accepted.
        Explained = "explained" => "释明反馈",
        /// The department in charge met a reasonable demand.
        Department = "department" => "督促部门解决合理诉求",
    }
}

/// A matter in a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number, from 1.
    pub number: u32,
    /// Which matter.
    pub matter: MatterId,
    /// The organ that answers for it.
    pub unit: UnitId,
    /// The level of that organ.
    pub level: Level,
    /// What the criteria saw.
    pub traits: Traits,
    /// Whether it is three-many.
    pub three_many: bool,
    /// Its grade.
    pub grade: String,
    /// Where it stands.
    pub state: ItemState,
    /// When it was taken in, or refused.
    pub included: DateTime,
    /// Why it was refused.
    pub refused: Option<SealedRef>,
    /// What was judged of it at first sight.
    pub judgement: Option<Judgement>,
    /// One leader, one team, one plan.
    pub contract: Option<Contract>,
    /// How it was cleared.
    pub resolution: Option<Resolution>,
    /// When it was written off.
    pub written_off: Option<DateTime>,
    /// When it was looked back on.
    pub looked_back: Option<DateTime>,
    /// How often a look-back sent it back.
    pub sent_back: u32,
    /// By when the letter that assigned it wants the result.
    pub assigned_until: Option<Date>,
    /// Who had a hand in it: they do not look back on it.
    pub hands: Vec<PersonId>,
}

impl Item {
    /// One that a proposal became, in a state: of what the criteria saw, nothing else is known yet.
    pub(crate) fn proposed(
        (number, matter): (u32, MatterId),
        (unit, level): (&UnitId, Level),
        traits: &Traits,
        (state, at): (ItemState, DateTime),
    ) -> Self {
        Self {
            number,
            matter,
            unit: unit.clone(),
            level,
            traits: traits.clone(),
            three_many: false,
            grade: String::new(),
            state,
            included: at,
            refused: None,
            judgement: None,
            contract: None,
            resolution: None,
            written_off: None,
            looked_back: None,
            sent_back: 0,
            assigned_until: None,
            hands: Vec::new(),
        }
    }
}

/// What was judged at first sight (初步研判).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Whether what is reported is true.
    pub finding: Finding,
    /// How many problems it names.
    pub issues: u32,
    /// How many of these are true or partly true.
    pub proven: u32,
    /// Whether a case was filed (立案审查).
    pub filed: bool,
    /// Whether the facts are clear and people dealt with, and it is reported still.
    pub cleared_before: bool,
}

/// One leader, one team, one plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// The leader.
    pub leader: PersonId,
    /// As what the leader takes it.
    pub capacity: String,
    /// The team.
    pub team: Vec<PersonId>,
    /// The plan.
    pub plan: SealedRef,
    /// The plan as files.
    pub files: Vec<FileRef>,
    /// Departments and local government that work along.
    pub along: Option<SealedRef>,
    /// Who answers for which duty.
    pub duties: Vec<Duty>,
    /// Since when.
    pub since: DateTime,
}

/// A duty and who answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Which of the catalogue.
    pub duty: String,
    /// Who.
    pub person: SealedRef,
}

/// How an item was cleared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// In which way.
    pub way: Way,
    /// What the reporter says, in their own words.
    pub statement: Option<SealedRef>,
    /// Money recovered or handed out, in fen.
    pub recovered: u64,
    /// When.
    pub at: DateTime,
}

impl Item {
    /// Whether it still has to be cleared.
    pub fn is_open(&self) -> bool {
        matches!(
            self.state,
            ItemState::Open | ItemState::Contracted | ItemState::Resolved
        )
    }

    /// Whether it is of the campaign at all.
    pub fn is_in(&self) -> bool {
        self.state != ItemState::Refused
    }

    /// Whether it is written off, looked back on or not.
    pub fn is_cleared(&self) -> bool {
        matches!(self.state, ItemState::WrittenOff | ItemState::LookedBack)
    }

    /// Notes that a person had a hand in it.
    pub(crate) fn note_hand(&mut self, person: Option<&PersonId>) {
        if let Some(person) = person.filter(|person| !self.hands.contains(person)) {
            self.hands.push(person.clone());
        }
    }
}
