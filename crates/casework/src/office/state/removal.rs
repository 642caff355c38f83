//! A removal in haste (紧急停用, P-14): a leader asks, an administrator carries it out; what the person
//! owes passes to the leader.

use super::Office;
use crate::ids::PersonId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Somebody who is to lose every right before anything was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// Who.
    pub person: PersonId,
    /// Which leader asked, and takes over.
    pub by: PersonId,
    /// When.
    pub on: Date,
    /// Whether an administrator carried it out.
    #[serde(default)]
    pub done: bool,
}

/// For how many days a request holds.
const DAYS: i32 = 3;

impl Removal {
    /// Whether it may be carried out on a day.
    pub fn holds_on(&self, on: Date) -> bool {
        let days = on.since(self.on).map_or(i32::MAX, |span| span.get_days());
        !self.done && (0..=DAYS).contains(&days)
    }
}

impl Office {
    /// The request to remove a person that holds on a day.
    pub fn removal_of(&self, person: &PersonId, on: Date) -> Option<&Removal> {
        let of = |known: &&Removal| known.person == *person && known.holds_on(on);
        self.removals.iter().find(of)
    }

    /// It was carried out; evolving only.
    pub(crate) fn removed(&mut self, person: &PersonId) {
        let open = self
            .removals
            .iter_mut()
            .filter(|known| known.person == *person);
        for known in open {
            known.done = true;
        }
    }
}
