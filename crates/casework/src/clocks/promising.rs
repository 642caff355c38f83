//! What keeps promises: a matter, or a procedure. Clocks are counted the same in both.

use super::{Clock, ClockEnded, ClockLapsed, ClockMoved, ClockOpened, ClockWarned};
use crate::escalation::SlipEvent;
use crate::ids::UnitId;
use crate::rules::{ClockRule, Condition, Issuer, Owner};
use crate::step::Context;
use calendar::Term;
use jiff::civil::DateTime;

/// A state with clocks, as the events of clocks change it.
pub trait Timed {
    /// Its clocks, by number.
    fn clocks(&self) -> &[Clock];

    /// The same, to be changed.
    fn clocks_mut(&mut self) -> &mut Vec<Clock>;

    /// The clock of a number.
    fn clock(&self, number: u32) -> Option<&Clock> {
        self.clocks().iter().find(|clock| clock.number == number)
    }

    /// What else ends with a clock of a rule.
    fn ended(&mut self, _rule: &str) {}
}

/// Whose a promise is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Who owes it.
    pub unit: UnitId,
    /// Which item of the procedure it is about; none where it is about the whole.
    pub about: Option<u32>,
    /// Whether it may run beside another of the same rule.
    pub beside: bool,
}

impl Owed {
    /// What a unit owes, of an item or of the whole.
    pub fn by(unit: &UnitId, about: Option<u32>) -> Self {
        Self {
            unit: unit.clone(),
            about,
            beside: false,
        }
    }

    /// The same, running beside another of its rule.
    #[must_use]
    pub fn beside(self) -> Self {
        Self {
            beside: true,
            ..self
        }
    }
}

/// A state whose events open and end clocks.
pub trait Promising: Timed {
    /// The noun's events.
    type Event: From<ClockOpened>
        + From<ClockEnded>
        + From<ClockWarned>
        + From<ClockLapsed>
        + From<ClockMoved>;

    /// An event's permanent name without version.
    fn name_of(event: &Self::Event) -> &'static str;

    /// Whether it is over: only promises that outlive it go on.
    fn is_over(&self) -> bool;

    /// Whether it counts for nothing any more.
    fn is_void(&self) -> bool {
        false
    }

    /// Whether every promise ends with this event, because all begins again.
    fn begins_again(_event: &Self::Event) -> bool {
        false
    }

    /// Whether an event that discharges a rule's clocks discharges this one.
    fn keeps(&self, rule: &ClockRule, clock: &Clock, event: &Self::Event) -> bool;

    /// Who owes what the event promises.
    fn owed(&self, owner: Owner, event: &Self::Event, ctx: &Context<'_>) -> Vec<Owed>;

    /// Whether a condition of a rule holds.
    fn holds(&self, condition: Condition) -> bool;

    /// The time an event itself gives instead of the rule's term.
    fn within(_owner: Owner, _event: &Self::Event) -> Option<Term> {
        None
    }

    /// What an event is to a slip of a ladder, where it is anything to one.
    fn of_slip(event: &Self::Event) -> Option<SlipEvent<'_>>;

    /// The organ that takes a rung of a ladder.
    fn issuer(&self, owner: &UnitId, from: Issuer, ctx: &Context<'_>) -> UnitId;

    /// From when a clock counts that carries on an earlier one.
    fn carried_from(&self, _rule: &ClockRule) -> Option<DateTime> {
        None
    }
}
