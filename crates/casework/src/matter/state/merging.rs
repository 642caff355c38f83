//! What joining changed on either side, so that it can be undone (撤销并案, P-02).

use super::codes::Stage;
use super::intake::Came;
use crate::ids::{MatterId, PersonId};
use crate::matter::{Joined, Likeness, Matter};
use jiff::civil::DateTime;

/// What joining changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merging {
    /// Where this matter stood before it went into another; none where it stands by itself.
    pub stage: Option<Stage>,
    /// What each repeat brought to this matter.
    pub taken: Vec<Taken>,
    /// Matters it was joined with once, and is no more.
    pub once: Vec<MatterId>,
    /// Whether a superior wanted the result, and had it, before any repeat was taken.
    pub wanted: Option<(bool, bool)>,
    /// What people decided about it and earlier matters, one a matter, the latest.
    pub decided: Vec<Pairing>,
}

/// What a person decided about this matter and an earlier one (比对判定).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairing {
    /// The earlier matter.
    pub other: Joined,
    /// Whether both are one grievance.
    pub same: bool,
    /// When.
    pub at: DateTime,
    /// How alike they were found to be; none where there was nothing to compare.
    pub shown: Option<Likeness>,
}

/// What a repeat brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The repeat.
    pub repeat: MatterId,
    /// Whether it is real-name.
    pub real_name: bool,
    /// Who of the office is accused in it.
    pub accused: Vec<PersonId>,
    /// How it came.
    pub came: Option<Came>,
}

impl Matter {
    /// Whether a person decided that it is not the same grievance as another.
    pub fn is_apart_from(&self, other: MatterId) -> bool {
        let mut decided = self.merging.decided.iter();
        decided.any(|pair| pair.other.matter == other && !pair.same)
    }

    /// Keeps a decision in place of an earlier one about the same two.
    pub(crate) fn pair(&mut self, pairing: Pairing) {
        self.unpair(pairing.other.matter);
        self.merging.decided.push(pairing);
    }

    /// Takes a decision back.
    pub(crate) fn unpair(&mut self, other: MatterId) {
        let decided = &mut self.merging.decided;
        decided.retain(|pair| pair.other.matter != other);
    }

    /// Notes what a repeat brings, before it is taken.
    pub(crate) fn take(&mut self, taken: Taken) {
        if self.merging.taken.is_empty() {
            let arrival = &self.intake.arrival;
            self.merging.wanted = Some((arrival.wants_result, self.intake.reported_up));
        }
        self.merging.taken.push(taken);
    }

    /// Gives back what a repeat brought. Who is accused in this matter or another of its repeats stays so.
    pub(crate) fn release(&mut self, repeat: MatterId) {
        let Some(at) = self
            .merging
            .taken
            .iter()
            .position(|taken| taken.repeat == repeat)
        else {
            return;
        };
        let gone = self.merging.taken.remove(at);
        self.merging.once.push(repeat);
        let left = &self.merging.taken;
        self.repeat_real_name = left.iter().any(|taken| taken.real_name);
        let own = self.leads.iter().filter_map(|lead| lead.person.as_ref());
        let still = own.chain(left.iter().flat_map(|taken| &taken.accused));
        let still: Vec<&PersonId> = still.collect();
        self.accused
            .retain(|person| still.contains(&person) || !gone.accused.contains(person));
        if let Some(came) = &gone.came
            && let Some(at) = self.intake.again.iter().position(|known| known == came)
        {
            self.intake.again.remove(at);
        }
        let wanted = left
            .iter()
            .flat_map(|taken| &taken.came)
            .any(|came| came.wants_result);
        if let (Some((wants, reported)), false) = (self.merging.wanted, wanted) {
            self.intake.arrival.wants_result = wants;
            self.intake.reported_up |= reported;
        }
    }
}
