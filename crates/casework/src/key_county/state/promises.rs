//! What is owed: the runner decides, checks each month, tells the leader, sees that it was read, and looks at
//! the end of the term whether the county may go. The county as such owes nothing here: it is not told.

use super::super::steps::Event;
use super::KeyCounty;
use crate::clocks::{Clock, Owed, Promising};
use crate::rules::{ClockRule, Condition, Owner};
use crate::step::Context;

impl Promising for KeyCounty {
    type Event = Event;

    crate::climbs!();

    fn keeps(&self, _: &ClockRule, clock: &Clock, event: &Event) -> bool {
        clock.about.is_none() || clock.about == about(event)
    }

    fn owed(&self, owner: Owner, event: &Event, _: &Context<'_>) -> Vec<Owed> {
        match owner {
            Owner::Party => Vec::new(),
            _ => vec![Owed::by(&self.core.unit, about(event))],
        }
    }

    fn holds(&self, _: Condition) -> bool {
        false
    }
}

/// Which notice an event is about.
fn about(event: &Event) -> Option<u32> {
    match event {
        Event::LeaderNotified(event) => Some(event.notice),
        Event::NoticeRead(event) => Some(event.notice),
        _ => None,
    }
}
