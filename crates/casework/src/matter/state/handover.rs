//! What a person owes in a matter, and handing it over to another (交接, P-14).

use super::{Custody, Matter, Presented, Stage};
use crate::codes;
use crate::ids::{PersonId, UnitId};

codes! {
    /// What a person owes.
    pub enum DutyKind {
        /// Handles the matter.
        Handler = "handler" => "承办",
        /// Is the leader in charge of its handling.
        Leader = "leader" => "分管",
        /// Keeps a paper original.
        Keeper = "keeper" => "保管原件",
        /// Borrowed one.
        Borrower = "borrower" => "借阅原件",
        /// Is being handed one.
        Taker = "taker" => "待接收原件",
        /// Decides a study.
        Decider = "decider" => "审定研判",
        /// Was asked to read it.
        Reader = "reader" => "待阅",
    }
}

/// One thing a person owes in a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Who.
    pub person: PersonId,
    /// What.
    pub kind: DutyKind,
    /// Which original; 0 where it is none.
    pub number: u32,
}

/// A hand-over under way: it counts once both have confirmed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Who leaves.
    pub from: PersonId,
    /// Who takes over.
    pub to: PersonId,
    /// Whether the leaver confirmed.
    pub given: bool,
    /// Whether the successor confirmed.
    pub taken: bool,
}

impl Matter {
    /// Whether its handler and its leader still owe their part: before that nobody took it in hand, after
    /// it they are who handled it, and stay so.
    fn is_worked_on(&self) -> bool {
        let working = [Stage::Accepted, Stage::Reported, Stage::Countersigned];
        working.contains(&self.stage)
    }

    /// Everything people owe in it.
    pub fn duties(&self) -> Vec<Duty> {
        let mut duties = Vec::new();
        if self.is_void() {
            return duties;
        }
        let mut owe = |person: &PersonId, kind, number| {
            let person = person.clone();
            duties.push(Duty {
                person,
                kind,
                number,
            });
        };
        if let Some(accepted) = self.accepted().filter(|_| self.is_worked_on()) {
            owe(&accepted.handler, DutyKind::Handler, 0);
            owe(&accepted.leader, DutyKind::Leader, 0);
        }
        for original in self
            .originals
            .iter()
            .filter(|o| o.custody() != Custody::Archived)
        {
            owe(&original.keeper, DutyKind::Keeper, original.number);
            if let Some(loan) = &original.loan {
                owe(&loan.to, DutyKind::Borrower, original.number);
            }
            if let Some(taker) = &original.handing {
                owe(taker, DutyKind::Taker, original.number);
            }
        }
        if let Some(study) = self.study() {
            owe(&study.leader, DutyKind::Decider, 0);
        }
        for presented in self.deciding.presented.iter().filter(|_| !self.is_over()) {
            owe(&presented.leader, DutyKind::Reader, 0);
        }
        duties
    }

    /// What one person owes in it.
    pub fn duties_of<'a>(&'a self, person: &'a PersonId) -> impl Iterator<Item = Duty> + 'a {
        let owed = self.duties().into_iter();
        owed.filter(move |duty| duty.person == *person)
    }

    /// The hand-over that waits for a person's word.
    pub fn handover_of(&self, person: &PersonId) -> Option<&Handover> {
        self.handovers.iter().find(|known| {
            (known.from == *person && !known.given) || (known.to == *person && !known.taken)
        })
    }

    /// Everything one person owes becomes another's; what was granted to the person alone is not theirs
    /// to pass on, and ends with their post.
    pub(crate) fn pass_on(&mut self, from: &PersonId, to: &PersonId, unit: &UnitId, at: i64) {
        let swap = |known: &mut PersonId| {
            if known == from {
                known.clone_from(to);
            }
        };
        let working = self.is_worked_on();
        let accepted = self.assignment_mut().and_then(|a| a.accepted.as_mut());
        if let Some(accepted) = accepted.filter(|_| working) {
            swap(&mut accepted.handler);
            swap(&mut accepted.leader);
        }
        for original in &mut self.originals {
            if original.keeper == *from && original.archived.is_none() {
                original.keeper = to.clone();
                original.unit = unit.clone();
                original.since = at;
            }
            if let Some(loan) = &mut original.loan {
                swap(&mut loan.to);
            }
            if let Some(taker) = &mut original.handing {
                swap(taker);
            }
            // Nobody hands an original to themselves.
            if original.handing.as_ref() == Some(&original.keeper) {
                original.handing = None;
            }
        }
        if let Some(study) = self.study_mut() {
            swap(&mut study.leader);
        }
        let presented: Vec<Presented> = std::mem::take(&mut self.deciding.presented);
        for mut known in presented {
            swap(&mut known.leader);
            let twice = self
                .deciding
                .presented
                .iter()
                .any(|other| other.leader == known.leader);
            if !twice {
                self.deciding.presented.push(known);
            }
        }
        self.handovers.retain(|known| known.from != *from);
    }
}
