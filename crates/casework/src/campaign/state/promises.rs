//! What is promised in a campaign, and by whom.

use crate::campaign::{Campaign, Phase, steps::Event};
use crate::clocks::{Clock, Owed, Promising};
use crate::rules::{ClockRule, Condition, Owner};
use crate::step::Context;
use calendar::Term;

impl Promising for Campaign {
    type Event = Event;

    crate::climbs!();

    fn keeps(&self, rule: &ClockRule, clock: &Clock, event: &Event) -> bool {
        if let Some(item) = about(event) {
            return clock.about == Some(item);
        }
        match event {
            Event::WeekReported(week) => clock.owner == week.unit,
            // Weeks are reported while items are cleared.
            Event::PhaseBegun(_) => rule.owner == Owner::Runner || self.phase != Phase::Clear,
            _ => true,
        }
    }

    fn owed(&self, owner: Owner, event: &Event, _ctx: &Context<'_>) -> Vec<Owed> {
        if owner == Owner::Runner {
            let clearing = self.phase == Phase::Clear;
            let notices = matches!(event, Event::WeekReported(_) | Event::NoticeSigned(_));
            let owes = !notices || clearing;
            let owed = Owed::by(&self.core.unit, about(event));
            return Some(owed).filter(|_| owes).into_iter().collect();
        }
        match event {
            Event::PhaseBegun(_) | Event::WeekReported(_) if self.phase != Phase::Clear => {
                Vec::new()
            }
            Event::PhaseBegun(_) => {
                let parties = self.core.parties.iter();
                parties.map(|unit| Owed::by(unit, None).beside()).collect()
            }
            Event::WeekReported(week) => vec![Owed::by(&week.unit, None).beside()],
            Event::WeekReturned(week) => vec![Owed::by(&week.unit, None).beside()],
            Event::BatchAssigned(letter) => {
                let items = letter.items.iter().filter_map(|number| self.item(*number));
                items
                    .map(|item| Owed::by(&item.unit, Some(item.number)))
                    .collect()
            }
            event => {
                let item = about(event).and_then(|number| self.item(number));
                item.map(|item| Owed::by(&item.unit, Some(item.number)))
                    .into_iter()
                    .collect()
            }
        }
    }

    fn holds(&self, _condition: Condition) -> bool {
        false
    }

    fn within(owner: Owner, event: &Event) -> Option<Term> {
        match (owner, event) {
            (Owner::Runner, Event::CampaignLaunched(launched)) => Some(launched.days),
            (Owner::Runner, Event::PhaseBegun(begun)) => Some(begun.days),
            (Owner::Party, Event::ItemContracted(contracted)) => Some(contracted.days),
            (Owner::Party, Event::BatchAssigned(letter)) => Some(letter.days),
            _ => None,
        }
        .map(Term::CalendarDays)
    }
}

/// The item an event is about.
fn about(event: &Event) -> Option<u32> {
    match event {
        Event::ItemIncluded(event) => Some(event.item),
        Event::ItemContracted(event) => Some(event.item),
        Event::ItemResolved(event) => Some(event.item),
        Event::ItemWrittenOff(event) => Some(event.item),
        Event::ItemLookedBack(event) => Some(event.item),
        Event::ItemSentBack(event) => Some(event.item),
        _ => None,
    }
}
