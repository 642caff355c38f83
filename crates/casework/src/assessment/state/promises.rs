//! Who owes what in an assessment: the runner each month and each decision, an organ its explanations.

use super::super::steps::Event;
use super::Assessment;
use crate::clocks::{Clock, Owed, Promising};
use crate::rules::{ClockRule, Condition, Owner};
use crate::step::Context;

impl Promising for Assessment {
    type Event = Event;

    crate::climbs!();

    fn keeps(&self, _: &ClockRule, clock: &Clock, event: &Event) -> bool {
        clock.about.is_none() || clock.about == about(event)
    }

    fn owed(&self, owner: Owner, event: &Event, _: &Context<'_>) -> Vec<Owed> {
        match (owner, event) {
            (Owner::Party, Event::MonthFrozen(event)) => {
                let missed = event.missed.iter();
                missed
                    .map(|missed| Owed::by(&missed.unit, Some(missed.number)))
                    .collect()
            }
            (Owner::Party, _) => Vec::new(),
            _ => vec![Owed::by(&self.core.unit, about(event))],
        }
    }

    fn holds(&self, condition: Condition) -> bool {
        match condition {
            Condition::MonthsLeft => self.next_month().is_some(),
            _ => false,
        }
    }
}

/// Which missed target or objection an event is about.
fn about(event: &Event) -> Option<u32> {
    match event {
        Event::Objected(event) => Some(event.number),
        Event::ObjectionDecided(event) => Some(event.number),
        Event::TargetExplained(event) => Some(event.number),
        _ => None,
    }
}
