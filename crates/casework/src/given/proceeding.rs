//! A procedure's story, told act by act.

use super::sealed;
use super::story::{instant, local};
use super::world::WORLD;
use crate::access;
use crate::actor::Actor;
use crate::clocks::{ClockEnded, ClockLapsed, ClockMoved, ClockOpened, ClockWarned};
use crate::ids::{PersonId, ProcedureId};
use crate::matter::steps::urge::Looked;
use crate::matter::supervision::{About, SlipWords, UrgeMode, UrgeOutcome};
use crate::moment::Moment;
use crate::procedure::ladder::{
    AnswerAccepted, AnswerRefused, DraftWithdrawn, RungHeld, SlipAnswered, SlipDrafted, SlipSigned,
    Urged,
};
use crate::procedure::{Number, Procedure, decide, ground, read, timed};
use crate::refusal::Refused;
use crate::rules::RungKind;
use crate::sealed::SealedRef;
use crate::step::{Context, Facts, Recorded};
use calendar::Term;
use jiff::ToSpan;
use jiff::civil::DateTime;
use serde_json::Value;
use uuid::Uuid;

/// A procedure so far.
#[derive(Clone)]
pub(crate) struct Proceeding<P: Procedure> {
    /// The procedure.
    pub state: P,
    /// Its events.
    pub events: Vec<Recorded<P::Event>>,
    /// The time of the next act; each act takes twenty minutes.
    pub now: DateTime,
    /// Who acts next.
    pub actor: Actor,
    /// What the shell hands in.
    pub facts: Facts,
}

impl<P: Procedure> Proceeding<P> {
    /// Nothing was opened yet; it is Monday, 2 March 2026, nine in the morning.
    pub(crate) fn new() -> Self {
        let series = Number::series(P::NOUN, &"prov".into(), 2026);
        let facts = Facts {
            number: Some(Number::new(&series, 1).to_string()),
            slip_number: Some(7),
            issued: vec!["监建〔2026〕1号".into()],
            ..Facts::default()
        };
        Self {
            state: P::new(ProcedureId(Uuid::from_u128(1))),
            events: Vec::new(),
            now: local("2026-03-02T09:00"),
            actor: Actor::Timer,
            facts,
        }
    }

    /// Sets the clock on the wall.
    pub(crate) fn at(mut self, now: &str) -> Self {
        self.now = local(now);
        self
    }

    /// The next act is a person's.
    pub(crate) fn by(mut self, person: &str) -> Self {
        let id = PersonId::from(person);
        let post = WORLD.office.posts_of(&id, self.now.date()).next();
        let post = post.unwrap_or_else(|| panic!("{person} holds no post"));
        self.actor = access::acting(&id, post);
        self
    }

    /// The next act is the timer's.
    pub(crate) fn timer(mut self) -> Self {
        self.actor = Actor::Timer;
        self
    }

    /// The context of the next act.
    pub(crate) fn context(&self) -> Context<'_> {
        Context {
            now: Moment {
                at: instant(self.now),
                local: self.now,
            },
            happened: self.now,
            actor: &self.actor,
            office: &WORLD.office,
            rules: &WORLD.rules,
            calendar: &WORLD.calendar,
            facts: &self.facts,
        }
    }

    /// A person acts as the roles allow, and it goes through.
    pub(crate) fn act(self, person: &str, act: &'static str, fields: Value) -> Self {
        let mut story = self.by(person);
        let seen = story
            .state
            .core()
            .exists()
            .then_some(story.state.core() as &dyn access::Seen);
        let (office, rules, on) = (&WORLD.office, &WORLD.rules, story.now.date());
        let permitted = access::own(office, rules, &person.into(), act, seen, on);
        story.actor = permitted.unwrap_or_else(|| panic!("{person} has no right to {act}"));
        let recorded = story.decided(act, fields);
        story.take(recorded.unwrap_or_else(|refused| panic!("{}: {}", refused.act, refused.code)))
    }

    /// A timer records what is due.
    pub(crate) fn timed(mut self, act: &str) -> Self {
        self.actor = Actor::Timer;
        let recorded = timed(&self.state, act, &self.context()).unwrap();
        self.take(recorded)
    }

    /// It is refused, and why.
    pub(crate) fn refused(self, act: &'static str, fields: Value) -> Option<Refused> {
        self.decided(act, fields).err()
    }

    fn decided(
        &self,
        act: &'static str,
        fields: Value,
    ) -> Result<Vec<Recorded<P::Event>>, Refused> {
        let command = read::<P>(act, fields)
            .unwrap_or_else(|| panic!("no step is called {act}"))
            .unwrap_or_else(|wrong| panic!("{act}: {wrong}"));
        let ctx = self.context();
        if let Some(Err(refused)) = ground(&self.state, act, &ctx) {
            return Err(refused);
        }
        decide(&self.state, (act, command), &ctx)
    }

    fn take(mut self, recorded: Vec<Recorded<P::Event>>) -> Self {
        for event in recorded {
            self.state.apply(&event);
            self.events.push(event);
        }
        self.now = self.now.checked_add(20.minutes()).unwrap();
        self
    }
}

/// An example of every event of clocks, in the noun's own kinds.
pub(crate) fn clock_events<E>() -> Vec<E>
where
    E: From<ClockOpened>
        + From<ClockEnded>
        + From<ClockWarned>
        + From<ClockLapsed>
        + From<ClockMoved>,
{
    let due = local("2026-03-20T23:59:59");
    let opened = ClockOpened {
        number: 1,
        rule: "example".into(),
        owner: "county-a".into(),
        from: local("2026-03-02T09:00"),
        due,
        provisional: false,
        warn_on: vec![local("2026-03-18T00:00").date()],
        catalogue: "c1".into(),
        calendar: "2010-2027".into(),
        counted: None,
        about: Some(3),
        rungs: Vec::new(),
        within: None,
    };
    let warned = ClockWarned {
        number: 1,
        planned_on: local("2026-03-18T00:00").date(),
        owner: "county-a".into(),
    };
    let lapsed = ClockLapsed {
        number: 1,
        owner: "county-a".into(),
    };
    let moved = ClockMoved {
        number: 1,
        was: due,
        due: local("2026-03-23T23:59:59"),
        provisional: false,
        warn_on: Vec::new(),
        catalogue: "c1".into(),
        calendar: "2010-2027".into(),
        counted: None,
        rungs: Vec::new(),
    };
    let ended = ClockEnded {
        number: 1,
        by: "example".into(),
    };
    vec![
        opened.into(),
        warned.into(),
        lapsed.into(),
        moved.into(),
        ended.into(),
    ]
}

/// An example of every event of slips, in the noun's own kinds.
pub(crate) fn slip_events<P: Procedure>() -> Vec<P::Event> {
    let due = local("2026-03-20T23:59:59");
    let drafted = SlipDrafted {
        slip: 1,
        kind: RungKind::Supervision,
        about: vec![About { clock: 1, due }],
        organ: "prov".into(),
        to: "county-a".into(),
        words: SlipWords::default(),
    };
    let signed = SlipSigned {
        slip: 1,
        kind: RungKind::Supervision,
        organ: "prov".into(),
        to: "county-a".into(),
        year: 2026,
        sequence: 7,
        answer: Term::WorkingDays(5),
    };
    let refused = AnswerRefused {
        slip: 1,
        to: "county-a".into(),
        answer: Term::WorkingDays(5),
        note: sealed_ref(3),
    };
    let held = RungHeld {
        clock: 1,
        kind: RungKind::Notice,
        organ: "prov".into(),
        until: due.date(),
        reason: sealed_ref(4),
    };
    let answered = SlipAnswered {
        slip: 1,
        text: sealed_ref(2),
        files: Vec::new(),
    };
    let accepted = AnswerAccepted {
        slip: 1,
        note: Some(sealed_ref(5)),
    };
    let withdrawn = DraftWithdrawn {
        slip: 2,
        reason: sealed_ref(1),
    };
    let urged = Urged {
        to: "county-a".into(),
        organ: "prov".into(),
        rule: "campaign-item".into(),
        item: Some(1),
        mode: UrgeMode::Phone,
        outcome: UrgeOutcome::Told,
        number: Some(Box::new(sealed_ref(6))),
        callee: None,
        script: None,
        promised: None,
        words: Some(Box::new(sealed_ref(7))),
        progress: None,
        quality: None,
        effect: None,
        looked: Looked::default(),
        suggestions: vec![sealed_ref(8)],
        files: Vec::new(),
    };
    vec![
        drafted.into(),
        withdrawn.into(),
        held.into(),
        signed.into(),
        answered.into(),
        refused.into(),
        accepted.into(),
        urged.into(),
    ]
}

fn sealed_ref(number: u128) -> SealedRef {
    serde_json::from_value(sealed(number)).unwrap()
}
