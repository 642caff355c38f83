//! What the rules of arrival (收件规则) keep of a matter beside its channel, class and leads.

use super::arrival::{Arrival, Secrecy, Turn, Urgency, Visit};
use crate::matter::Matter;

/// What is known of how a matter came in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Intake {
    /// How it arrived; urgency and secrecy as they stand now.
    pub arrival: Arrival,
    /// Whether it came to an organ above the one that should have it (越级).
    pub over_level: bool,
    /// Whether it is new to the organs, once registered.
    pub turn: Option<Turn>,
}

impl Matter {
    /// How urgent it is now.
    pub fn urgency(&self) -> Urgency {
        self.intake.arrival.urgency
    }

    /// How secret it is now.
    pub fn secrecy(&self) -> Secrecy {
        self.intake.arrival.secrecy
    }

    /// Whether five or more came together (集体访, P-12).
    pub fn is_collective(&self) -> bool {
        let visit = self.intake.arrival.visit.as_ref();
        visit.is_some_and(Visit::is_collective)
    }

    /// How many stood at the window (人次); none where nobody visited.
    pub fn heads(&self) -> u32 {
        self.intake
            .arrival
            .visit
            .as_ref()
            .map_or(0, |visit| visit.heads)
    }
}
