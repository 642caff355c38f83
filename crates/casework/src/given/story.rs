//! A matter's story, told act by act.

use super::world::WORLD;
use crate::access;
use crate::actor::Actor;
use crate::ids::{MatterId, PersonId};
use crate::matter::steps::{Command, Event};
use crate::matter::{Matter, decide};
use crate::moment::Moment;
use crate::office::Office;
use crate::refusal::Refused;
use crate::rows::Offset;
use crate::rules::Rules;
use crate::step::{Context, Facts, Filing, Recorded};
use calendar::Calendar;
use jiff::ToSpan;
use jiff::civil::DateTime;
use serde_json::Value;
use uuid::Uuid;

/// A matter so far, and under what it is decided next.
#[derive(Clone)]
pub(crate) struct Story {
    /// The matter.
    pub matter: Matter,
    /// Its events.
    pub events: Vec<Recorded<Event>>,
    /// The time of the next act; each act takes twenty minutes.
    pub now: DateTime,
    /// When the next act happened, where that is not when it is entered.
    pub happened: Option<DateTime>,
    /// Who acts next.
    pub actor: Actor,
    /// What the shell hands in.
    pub facts: Facts,
    /// The rules it is decided under.
    pub rules: &'static Rules,
    /// The office.
    pub office: &'static Office,
    /// The calendar.
    pub calendar: &'static Calendar,
}

/// What an act brought about.
pub(crate) struct When {
    /// The story after it; as before where it was refused.
    pub story: Story,
    /// The events, or why not.
    pub outcome: Result<Vec<Recorded<Event>>, Refused>,
}

/// The instant of an office's local time.
pub(crate) fn instant(local: DateTime) -> i64 {
    Offset::CHINA.instant(local)
}

/// A local time, `2026-03-02T09:00`.
pub(crate) fn local(text: &str) -> DateTime {
    text.parse().unwrap()
}

impl Story {
    /// Nothing has arrived yet; it is Monday, 2 March 2026, nine in the morning.
    pub(crate) fn new() -> Self {
        Self::of(1)
    }

    /// The story of another matter.
    pub(crate) fn of(id: u128) -> Self {
        Self {
            matter: Matter::new(MatterId(Uuid::from_u128(id))),
            events: Vec::new(),
            now: local("2026-03-02T09:00"),
            happened: None,
            actor: Actor::Citizen,
            facts: Facts::default(),
            rules: &WORLD.rules,
            office: &WORLD.office,
            calendar: &WORLD.calendar,
        }
    }

    /// Sets the clock on the wall.
    pub(crate) fn at(mut self, now: &str) -> Self {
        self.now = local(now);
        self
    }

    /// Says when the next act happened; it is entered now.
    pub(crate) fn happened(mut self, at: &str) -> Self {
        self.happened = Some(local(at));
        self
    }

    /// The next act is a person's, in the first post they hold; [`Story::when`] looks for the post
    /// that permits it.
    pub(crate) fn by(mut self, person: &str) -> Self {
        let id = PersonId::from(person);
        let post = self.office.posts_of(&id, self.now.date()).next();
        let post = post.unwrap_or_else(|| panic!("{person} holds no post"));
        self.actor = Actor::Person {
            person: id,
            unit: post.unit.clone(),
            role: post.role.clone(),
            behalf: None,
            acting: false,
            sheet: None,
        };
        self
    }

    /// As [`Story::by`], if the person holds a post now.
    pub(crate) fn by_if_posted(self, person: &PersonId) -> Option<Self> {
        self.office.posts_of(person, self.now.date()).next()?;
        Some(self.by(person.as_str()))
    }

    /// The next act is nobody's in the office.
    pub(crate) fn by_actor(mut self, actor: Actor) -> Self {
        self.actor = actor;
        self
    }

    /// Changes what the shell hands in.
    pub(crate) fn facts(mut self, change: impl FnOnce(&mut Facts)) -> Self {
        change(&mut self.facts);
        self
    }

    /// Decides under changed rules from now on.
    pub(crate) fn rules(mut self, change: impl FnOnce(&mut Rules)) -> Self {
        let mut rules = self.rules.clone();
        change(&mut rules);
        self.rules = Box::leak(Box::new(rules));
        self
    }

    /// The context of the next act.
    pub(crate) fn context(&self) -> Context<'_> {
        Context {
            now: Moment {
                at: instant(self.now),
                local: self.now,
            },
            happened: self.happened.unwrap_or(self.now),
            actor: &self.actor,
            office: self.office,
            rules: self.rules,
            calendar: self.calendar,
            facts: &self.facts,
        }
    }

    /// Somebody acts.
    pub(crate) fn when(self, act: &str, fields: Value) -> When {
        let command = Command::read(act, fields)
            .unwrap_or_else(|| panic!("no step is called {act}"))
            .unwrap_or_else(|wrong| panic!("{act}: {wrong}"));
        self.decide(command)
    }

    /// Somebody gives a typed command.
    pub(crate) fn decide(mut self, command: Command) -> When {
        if let Some(permitted) = self.permitted(command.act().name) {
            self.actor = permitted;
        }
        let outcome = decide(&self.matter, command, &self.context());
        for event in outcome.iter().flatten() {
            self.matter.apply(event);
            self.events.push(event.clone());
        }
        if outcome.is_ok() {
            self.now = self.now.checked_add(20.minutes()).unwrap();
            self.happened = None;
        }
        When {
            story: self,
            outcome,
        }
    }

    /// A person acts as the roles allow, and it goes through.
    pub(crate) fn act(self, person: &str, act: &str, fields: Value) -> Self {
        let story = self.by(person);
        assert!(
            story.permitted(act).is_some(),
            "{person} has no right to {act}"
        );
        story.when(act, fields).done()
    }

    /// Its first filing, whose reporter shows the query code.
    pub(crate) fn filing(&self) -> Filing {
        Filing {
            matter: self.matter.id,
            number: self.matter.number.clone(),
        }
    }

    /// The reporter acts with the query code.
    pub(crate) fn reporter(mut self, act: &str, fields: Value) -> When {
        self.facts.speaker = Some(self.filing());
        self.by_actor(Actor::Reporter).when(act, fields)
    }

    /// The timer runs, and it goes through.
    pub(crate) fn timer(self, act: &str) -> When {
        self.by_actor(Actor::Timer).when(act, serde_json::json!({}))
    }

    /// The acting person in the post that permits the act.
    pub(crate) fn permitted(&self, act: &str) -> Option<Actor> {
        let (person, on) = (self.actor.person()?, self.now.date());
        access::permit(self.office, self.rules, person, act, Some(&self.matter), on)
    }
}

impl When {
    /// It went through.
    pub(crate) fn done(self) -> Story {
        match self.outcome {
            Ok(_) => self.story,
            Err(refused) => panic!("refused: {} {}", refused.act, refused.code),
        }
    }

    /// It went through, and these events were recorded, in order; `matter.` left out.
    pub(crate) fn then(self, names: &[&str]) -> Story {
        let events = self.outcome.as_deref().unwrap_or_default();
        let known: Vec<&str> = events
            .iter()
            .map(|e| e.event.name().trim_start_matches("matter."))
            .collect();
        assert_eq!(known, names, "{:?}", self.outcome.as_ref().err());
        self.done()
    }

    /// The first event.
    pub(crate) fn event(&self) -> &Event {
        &self.outcome.as_ref().unwrap()[0].event
    }

    /// It was refused, and nothing has changed.
    pub(crate) fn refused(self) -> Option<Refused> {
        assert_eq!(
            self.story.matter,
            Matter::replay(self.story.matter.id, &self.story.events)
        );
        self.outcome.err()
    }
}
