//! Acts of the office, in the invented office.

use super::story::{instant, local};
use super::world::WORLD;
use crate::actor::Actor;
use crate::moment::Moment;
use crate::office::Office;
use crate::office::steps::{Command, Event};
use crate::refusal::Refused;
use crate::step::{Context, Facts, Owed, Recorded};
use serde_json::Value;

/// What an act of the office brought about.
pub(crate) struct OfficeWhen {
    /// The office after it.
    pub office: Office,
    /// The events, or why not.
    pub outcome: Result<Vec<Event>, Refused>,
}

/// Somebody at the console acts on the invented office, on 2 March 2026.
pub(crate) fn office_when(act: &str, fields: Value) -> OfficeWhen {
    OfficeWhen {
        office: WORLD.office.clone(),
        outcome: Ok(Vec::new()),
    }
    .when(act, fields)
}

/// The same where the person named still owes matters, or papers alone.
pub(crate) fn owing(act: &str, fields: Value, matters: bool) -> OfficeWhen {
    let facts = Facts {
        owed: Owed {
            matters,
            papers: true,
        },
        ..Facts::default()
    };
    let nothing = OfficeWhen {
        office: WORLD.office.clone(),
        outcome: Ok(Vec::new()),
    };
    nothing.with(&Actor::Console, &facts, act, fields)
}

impl OfficeWhen {
    /// The next act by whoever acted before: the province's principal.
    pub(crate) fn again(self, act: &str, fields: Value) -> Self {
        let actor = Actor::Person {
            person: "prov-principal".into(),
            unit: "prov".into(),
            role: "principal".into(),
            behalf: None,
            acting: false,
            sheet: None,
        };
        self.with(&actor, &Facts::default(), act, fields)
    }

    /// The same without what the shell draws.
    pub(crate) fn without_facts(act: &str, fields: Value) -> Self {
        let nothing = OfficeWhen {
            office: WORLD.office.clone(),
            outcome: Ok(Vec::new()),
        };
        nothing.with(&Actor::Console, &Facts::default(), act, fields)
    }

    /// The same by somebody of the office.
    pub(crate) fn by(actor: &Actor, act: &str, fields: Value) -> Self {
        let nothing = OfficeWhen {
            office: WORLD.office.clone(),
            outcome: Ok(Vec::new()),
        };
        nothing.with(actor, &Facts::default(), act, fields)
    }

    /// The next act.
    pub(crate) fn when(self, act: &str, fields: Value) -> Self {
        let drawn = Facts {
            partner_key: Some(format!("{:064x}", self.office.version)),
            ..Facts::default()
        };
        self.with(&Actor::Console, &drawn, act, fields)
    }

    fn with(mut self, actor: &Actor, facts: &Facts, act: &str, fields: Value) -> Self {
        let command = Command::read(act, fields)
            .unwrap_or_else(|| panic!("no step is called {act}"))
            .unwrap_or_else(|wrong| panic!("{act}: {wrong}"));
        let now = local("2026-03-02T09:00");
        let ctx = Context {
            now: Moment {
                at: instant(now),
                local: now,
            },
            happened: now,
            actor,
            office: &self.office,
            rules: &WORLD.rules,
            calendar: &WORLD.calendar,
            facts,
        };
        let outcome = command.decide(&self.office, &ctx);
        let events = outcome.iter().flatten().cloned();
        let events: Vec<_> = events.map(|event| Recorded::new(event, &ctx)).collect();
        for event in &events {
            self.office.apply(event);
        }
        Self {
            office: self.office,
            outcome,
        }
    }

    /// It went through, with this one event.
    pub(crate) fn event(&self) -> &Event {
        let events = self.outcome.as_ref().unwrap();
        assert_eq!(events.len(), 1);
        &events[0]
    }

    /// It was refused.
    pub(crate) fn refused(self) -> Option<Refused> {
        self.outcome.err()
    }
}
