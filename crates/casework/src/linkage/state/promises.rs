//! Who owes what in a linkage: the runner the letter and the judgement, the receiver all the rest.

use super::{Event, Linkage};
use crate::clocks::{Clock, Owed, Promising};
use crate::rules::{ClockRule, Condition, Owner};
use crate::step::Context;

impl Promising for Linkage {
    type Event = Event;

    crate::climbs!();

    fn keeps(&self, _: &ClockRule, _: &Clock, _: &Event) -> bool {
        true
    }

    fn owed(&self, owner: Owner, _: &Event, _: &Context<'_>) -> Vec<Owed> {
        let unit = match owner {
            Owner::Party => &self.receiver,
            _ => &self.core.unit,
        };
        vec![Owed::by(unit, None)]
    }

    fn holds(&self, _: Condition) -> bool {
        false
    }
}
