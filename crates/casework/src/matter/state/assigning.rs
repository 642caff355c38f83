//! Notices that went with what was assigned (交办通知单, S2-14), and the instruction they go back to.

use super::Matter;
use super::deciding::LeadersWord;
use crate::ids::{PersonId, UnitId};
use crate::matter::steps::Event;
use crate::sealed::SealedRef;
use crate::step::Recorded;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// By which instruction something was assigned: who instructed, on which day. Its words stay with the organ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByInstruction {
    /// The leader.
    pub leader: PersonId,
    /// The day.
    pub on: Date,
}

/// A notice that was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignmentNotice {
    /// Number within the matter, from 1.
    pub number: u32,
    /// Whose.
    pub organ: UnitId,
    /// To which unit.
    pub to: UnitId,
    /// Of which year its number is.
    pub year: i16,
    /// Which of the organ's notices of that year.
    pub serial: u32,
    /// By when the result is owed.
    pub until: Date,
    /// What is required.
    pub demand: SealedRef,
    /// By which instruction.
    pub instruction: Option<ByInstruction>,
    /// Who issued it.
    pub by: Option<PersonId>,
    /// When.
    pub at: DateTime,
}

/// The notices of a matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assigning {
    /// Notices, oldest first.
    pub notices: Vec<AssignmentNotice>,
    /// The last instruction that a leader gave.
    pub instruction: Option<ByInstruction>,
}

impl Assigning {
    /// A notice by its number within the matter.
    pub fn notice(&self, number: u32) -> Option<&AssignmentNotice> {
        self.notices.iter().find(|notice| notice.number == number)
    }

    /// Notes who instructed last; what a clerk entered for a leader is the leader's (P-07), until they object.
    pub(crate) fn note(&mut self, recorded: &Recorded<Event>) {
        let day = recorded.happened.date();
        self.instruction = match &recorded.event {
            Event::Instructed(event) => by(&event.leader, day),
            Event::InstructionEntered(event) => by(&event.leader, event.written),
            Event::StudyDecided(_) => recorded.by.authority().and_then(|leader| by(leader, day)),
            Event::InstructionChecked(event) if event.word == LeadersWord::Object => None,
            _ => return,
        };
    }
}

fn by(leader: &PersonId, on: Date) -> Option<ByInstruction> {
    Some(ByInstruction {
        leader: leader.clone(),
        on,
    })
}

impl Matter {
    /// The unit that an organ handed the matter to and that did not give it back.
    pub(crate) fn assigned_by(&self, organ: &UnitId) -> Option<&UnitId> {
        let standing = self
            .assignments
            .iter()
            .rev()
            .filter(|a| a.returned.is_none());
        let mut own = standing.filter(|a| a.from_organ == *organ);
        own.next().map(|assignment| &assignment.to)
    }
}
