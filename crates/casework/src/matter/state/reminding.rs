//! What was urged of a matter (催办): when, by whom and how often.

use crate::ids::PersonId;
use jiff::civil::DateTime;

/// The reminders so far, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reminders {
    /// Who reminded, when.
    pub given: Vec<(PersonId, DateTime)>,
}

impl Reminders {
    /// Whether a person already reminded on the day of a time.
    pub fn given_on(&self, person: &PersonId, at: DateTime) -> bool {
        let same = |(by, on): &&(PersonId, DateTime)| by == person && on.date() == at.date();
        self.given.iter().any(|known| same(&known))
    }
}
