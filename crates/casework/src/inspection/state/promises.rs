//! Who owes what in an inspection: the runner the draw and the check, each unit its own items.

use super::{CheckItem, Event, Inspection, ItemState};
use crate::clocks::{Clock, Owed, Promising};
use crate::rules::{ClockRule, Condition, Owner, Way};
use crate::step::Context;

/// The clock that waits for the items of an inspection.
const DRAW: &str = "inspection-draw";

impl Promising for Inspection {
    type Event = Event;

    crate::climbs!();

    fn keeps(&self, rule: &ClockRule, clock: &Clock, event: &Event) -> bool {
        match (clock.item(), event) {
            (Some(item), event) => about(event) == Some(item),
            // A population is all there is to do where everything in it is checked.
            (None, Event::PopulationFixed(_)) => rule.id != DRAW || self.way == Way::Full,
            (None, _) => true,
        }
    }

    fn owed(&self, owner: Owner, event: &Event, _: &Context<'_>) -> Vec<Owed> {
        match owner {
            Owner::Party => self.asked_of(event),
            _ => vec![Owed::by(&self.core.unit, about(event))],
        }
    }

    fn holds(&self, condition: Condition) -> bool {
        match condition {
            Condition::ByHotline => self.way == Way::Hotline,
            Condition::BySample => self.way != Way::Hotline,
            Condition::ItemsFixed => !self.items.is_empty(),
            _ => false,
        }
    }
}

impl Inspection {
    /// What an event asks of units, item by item.
    fn asked_of(&self, event: &Event) -> Vec<Owed> {
        let of = |item: &CheckItem| Owed::by(&item.unit, Some(item.number));
        match (about(event), event) {
            (Some(item), _) => self.item(item).map(of).into_iter().collect(),
            (None, Event::ComplaintsNotified(_)) => {
                let asked = |item: &&CheckItem| item.state == ItemState::Asked;
                self.items.iter().filter(asked).map(of).collect()
            }
            (None, _) => Vec::new(),
        }
    }
}

/// Which item an event is about.
fn about(event: &Event) -> Option<u32> {
    Some(match event {
        Event::ItemChecked(event) => event.item,
        Event::RectificationOrdered(event) => event.item,
        Event::RectificationReported(event) => event.item,
        Event::RectificationAccepted(event) => event.item,
        Event::RectificationRefused(event) => event.item,
        Event::ComplaintCollected(event) => event.item,
        Event::ComplaintAdmitted(event) => event.item,
        Event::ComplaintDenied(event) => event.item,
        _ => return None,
    })
}
