//! Procedures (专项程序): what a commission does besides handling a matter. An inspection, a review, a
//! campaign, a referral: each is a noun of its own with a folder, a state and steps, kept by the same
//! rules as a matter.
//!
//! What they share stands here: who runs it and who may know of it, its number, its clocks, how a command
//! is decided, and the rows every list of procedures is made of. A new noun is a folder, a line in
//! [`noun`], and a line in its [`with_noun!`](crate::with_noun).

mod core;
mod days;
mod decide;
pub mod ladder;
pub mod noun;
pub mod number;
pub mod rows;

pub use core::{Core, sight_of};
pub use days::days_zh;
pub use decide::{Ordered, acts, decide, ground, offered, read, timed};
pub use noun::Noun;
pub use number::Number;

use crate::act::{Act, Performer};
use crate::clocks::{Clock, Promising, Timed};
use crate::ids::{MatterId, ProcedureId, UnitId};
use crate::matter::{CampaignNote, Choice};
use crate::refusal::Refused;
use crate::rows::{Offset, Rows};
use crate::rules::Rules;
use crate::step::{Context, Recorded};
use jiff::civil::Date;
use ladder::{
    AnswerAccepted, AnswerRefused, DraftWithdrawn, RungHeld, SlipAnswered, SlipDrafted, SlipSigned,
    Urged,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// Every procedure keeps its clocks in its core.
impl<P: Procedure> Timed for P {
    fn clocks(&self) -> &[Clock] {
        &self.core().clocks
    }

    fn clocks_mut(&mut self) -> &mut Vec<Clock> {
        &mut self.core_mut().clocks
    }
}

/// A noun whose streams are procedures.
pub trait Procedure:
    Promising<
        Event: Clone
                   + Serialize
                   + DeserializeOwned
                   + Send
                   + Sync
                   + From<SlipDrafted>
                   + From<RungHeld>
                   + From<DraftWithdrawn>
                   + From<SlipSigned>
                   + From<SlipAnswered>
                   + From<AnswerAccepted>
                   + From<AnswerRefused>
                   + From<Urged>,
    > + Clone
    + Debug
    + Send
    + Sync
    + Sized
{
    /// Its commands.
    type Command: Debug + Send;

    /// Which noun.
    const NOUN: Noun;

    /// Its acts, in the order of its life.
    const ACTS: &'static [Act];

    /// One that has not been opened.
    fn new(id: ProcedureId) -> Self;

    /// What every procedure has.
    fn core(&self) -> &Core;

    /// The same, to be changed.
    fn core_mut(&mut self) -> &mut Core;

    /// Which kind of the catalogue it is of; the noun's own word where it has none.
    fn kind(&self) -> &str;

    /// What an office calls a kind.
    fn kind_zh<'a>(rules: &'a Rules, kind: &'a str) -> &'a str;

    /// Where it stands, in a stored word.
    fn stage(&self) -> &'static str;

    /// What an office calls a stage.
    fn stage_zh(stage: &str) -> &'static str;

    /// Which days it is about.
    fn period(&self) -> Option<(Date, Date)>;

    /// What an office calls an event, in the minutes.
    fn event_zh(event: &Self::Event) -> &'static str;

    /// The typed command of an act's JSON; nothing where no step has the name.
    fn read(act: &str, json: serde_json::Value)
    -> Option<Result<Self::Command, serde_json::Error>>;

    /// Decides by the step's file.
    ///
    /// # Errors
    /// The step's refusal, by name.
    fn run(&self, command: Self::Command, ctx: &Context<'_>) -> Result<Vec<Self::Event>, Refused>;

    /// Whether an act can be meant now; nothing where no step has the name.
    fn ground(&self, act: &str, ctx: &Context<'_>) -> Option<Result<(), Refused>>;

    /// An event's permanent name with its version.
    fn kind_of(event: &Self::Event) -> &'static str;

    /// Changes the state by an event.
    fn evolve(&mut self, event: &Self::Event, record: &Recorded<()>);

    /// What a list of its own offers now, by the list's name ([`crate::form::Source::Own`]).
    fn own_choices(&self, _list: &str, _ctx: &Context<'_>) -> Vec<Choice> {
        Vec::new()
    }

    /// What one does next: of these acts, the first that whoever reads may perform stands out on the page. What is
    /// done only now and then, or takes something back, is not among them.
    fn next(&self) -> &'static [&'static str] {
        &[]
    }

    /// The matters it is about, item by item.
    fn items(&self) -> Vec<Item> {
        Vec::new()
    }

    /// How the matters it is about stand in it, where books of matters list that.
    fn notes(&self) -> Vec<(MatterId, CampaignNote)> {
        Vec::new()
    }

    /// The one matter it is all about: whoever may not know of that, having been recused from it, knows
    /// nothing of this either (T4).
    fn about(&self) -> Option<MatterId> {
        None
    }

    /// The kind of paper an act issues: the next number of its series, in the organ that acts and this year,
    /// is among the facts.
    fn issues(_act: &str) -> Option<&'static str> {
        None
    }

    /// The paper an event issued, by which its number is taken for good.
    fn issued(_event: &Self::Event) -> Option<Issued> {
        None
    }

    /// What the shell looks up before an act is decided.
    fn lookup(&self, _act: &str) -> Option<Lookup> {
        None
    }

    /// Rows of read tables of its own.
    fn details(&self, _offset: Offset, _rows: &mut Rows) {}

    /// Applies a recorded event and counts it.
    fn apply(&mut self, recorded: &Recorded<Self::Event>) {
        self.evolve(&recorded.event, &recorded.circumstances());
        self.core_mut().version += 1;
    }

    /// The state after its events.
    fn replay<'a>(
        id: ProcedureId,
        events: impl IntoIterator<Item = &'a Recorded<Self::Event>>,
    ) -> Self
    where
        Self::Event: 'a,
    {
        let mut state = Self::new(id);
        for recorded in events {
            state.apply(recorded);
        }
        state
    }
}

/// A paper that was issued: no two of a kind, an organ and a year bear one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// Which kind of the catalogue.
    pub letter: &'static str,
    /// Whose.
    pub organ: UnitId,
    /// Of which year.
    pub year: i16,
    /// Its number, from 1.
    pub serial: u32,
}

/// What the shell looks up before an act is decided; it is then among the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// The matters an inspection may be made of.
    Population,
    /// The first published checkpoint that covers the event of this version, and the priority list.
    Draw {
        /// The version of the event that fixed the population.
        fixed: i64,
    },
    /// The matter whose number stands in the field `matter`.
    Matter,
    /// Items about matters that whoever acts may not know of.
    Hidden,
}

/// A matter in a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number within the procedure, from 1.
    pub number: u32,
    /// Which matter.
    pub matter: MatterId,
    /// Who answers for it there.
    pub unit: UnitId,
    /// Where it stands there.
    pub state: &'static str,
}

/// Gives a noun's list of steps to its [`Procedure`], with its core and where it stands:
/// `by_steps!(steps, stage: Stage)` of a state with the fields `core` and `stage`.
#[macro_export]
macro_rules! by_steps {
    ($steps:ident, $stage:ident: $stages:ident) => {
        fn core(&self) -> &$crate::procedure::Core {
            &self.core
        }

        fn core_mut(&mut self) -> &mut $crate::procedure::Core {
            &mut self.core
        }

        fn stage(&self) -> &'static str {
            self.$stage.as_str()
        }

        fn stage_zh(stage: &str) -> &'static str {
            $stages::parse(stage).map_or("", $stages::zh)
        }

        type Command = $steps::Command;

        const ACTS: &'static [$crate::act::Act] = $steps::ACTS;

        fn read(
            act: &str,
            json: ::serde_json::Value,
        ) -> Option<Result<$steps::Command, ::serde_json::Error>> {
            $steps::Command::read(act, json)
        }

        fn run(
            &self,
            command: $steps::Command,
            ctx: &$crate::step::Context<'_>,
        ) -> Result<Vec<$steps::Event>, $crate::refusal::Refused> {
            command.decide(self, ctx)
        }

        fn ground(
            &self,
            act: &str,
            ctx: &$crate::step::Context<'_>,
        ) -> Option<Result<(), $crate::refusal::Refused>> {
            $steps::ground(act, self, ctx)
        }

        fn kind_of(event: &$steps::Event) -> &'static str {
            event.kind()
        }

        fn evolve(&mut self, event: &$steps::Event, record: &$crate::step::Recorded<()>) {
            event.evolve(self, record);
        }
    };
}

/// Acts of timers that every procedure knows: they stand in no list of steps.
pub const TIMERS: [&str; 2] = [WARN, RECOUNT];

/// Records warnings and lapses that are due (S0-16, S0-23).
pub const WARN: &str = "warn";

/// Carries a changed calendar to running clocks (T21).
pub const RECOUNT: &str = "recount";

/// What an office calls an event that is not the noun's own: what happens to a clock, or to a slip.
pub fn common_zh<P: Procedure>(event: &P::Event) -> &'static str {
    if let Some(slip) = P::of_slip(event) {
        return slip.zh();
    }
    match P::name_of(event).rsplit('.').next() {
        Some("clock-opened") => "时限起算",
        Some("clock-ended") => "时限终止",
        Some("clock-warned") => "预警通知",
        Some("clock-lapsed") => "时限超期",
        Some("clock-moved") => "时限调整",
        _ => "",
    }
}

/// Whether an event is about a clock.
pub fn is_of_clock<P: Procedure>(event: &P::Event) -> bool {
    P::name_of(event).contains(".clock-")
}

/// The acts of a noun that people perform.
pub fn of_persons(
    acts: impl IntoIterator<Item = &'static Act>,
) -> impl Iterator<Item = &'static Act> {
    acts.into_iter()
        .filter(|act| act.performer == Performer::Person)
}
