//! Who owes what in an analysis.

use crate::analysis::Analysis;
use crate::analysis::steps::Event;
use crate::clocks::{Clock, Owed, Promising};
use crate::rules::{ClockRule, Condition, Owner};
use crate::step::Context;
use calendar::Term;

impl Promising for Analysis {
    type Event = Event;

    crate::climbs!();

    fn keeps(&self, _: &ClockRule, clock: &Clock, event: &Event) -> bool {
        match about(event) {
            Some(finding) => clock.item() == Some(finding),
            None => true,
        }
    }

    fn owed(&self, owner: Owner, event: &Event, _: &Context<'_>) -> Vec<Owed> {
        let own = |finding: u32| Owed::by(&self.core.unit, Some(finding)).beside();
        match (owner, event) {
            (Owner::Party, Event::AnalysisDelivered(event)) => {
                vec![Owed::by(&event.unit, Some(event.delivery)).beside()]
            }
            (Owner::Party, event) => {
                let finding = about(event).and_then(|number| self.finding(&number.to_string()));
                let task = finding.and_then(|known| Some((known.number, known.task.as_ref()?)));
                task.map(|(number, task)| Owed::by(&task.unit, Some(number)).beside())
                    .into_iter()
                    .collect()
            }
            (_, Event::AnalysisInstructed(event)) => {
                event.findings.iter().copied().map(own).collect()
            }
            (_, event) => match about(event) {
                Some(finding) => vec![own(finding)],
                None => vec![Owed::by(&self.core.unit, None)],
            },
        }
    }

    fn holds(&self, _: Condition) -> bool {
        false
    }

    fn within(owner: Owner, event: &Event) -> Option<Term> {
        match (owner, event) {
            (Owner::Runner, Event::AnalysisPlanned(event)) => Some(Term::CalendarDays(event.days)),
            _ => None,
        }
    }
}

/// Which finding or delivery an event is about; a rule is about the one or the other.
fn about(event: &Event) -> Option<u32> {
    match event {
        Event::TaskGiven(event) => Some(event.finding),
        Event::TaskReported(event) => Some(event.finding),
        Event::TaskAccepted(event) => Some(event.finding),
        Event::TaskReturned(event) => Some(event.finding),
        Event::AnalysisDelivered(event) => Some(event.delivery),
        Event::AnalysisReceived(event) => Some(event.delivery),
        _ => None,
    }
}
