//! What climbs a ladder: a matter, or a procedure. Both keep their slips the same way, so that the plan,
//! the drafts of a timer and the acts on a slip are written once.

use crate::clocks::{Clock, Promising};
use crate::form::Field;
use crate::ids::UnitId;
use crate::matter::Matter;
use crate::matter::state::supervision::{Hold, Slip, SlipState, Urging};
use crate::matter::steps::answer_slip::{self, SlipAnswered};
use crate::matter::steps::draft_slip::SlipDrafted;
use crate::matter::steps::examine_answer::{AnswerAccepted, AnswerRefused};
use crate::matter::steps::hold_rung::RungHeld;
use crate::matter::steps::sign_slip::SlipSigned;
use crate::matter::steps::urge::{self, Urged};
use crate::matter::steps::withdraw_draft::DraftWithdrawn;
use crate::sealed::FileRef;
use crate::step::Context;
use std::fmt::Debug;

/// What an event is to a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipEvent<'a> {
    /// It was drafted.
    Drafted(&'a SlipDrafted),
    /// A rung was held back before it was drafted.
    Held(&'a RungHeld),
    /// It was taken back.
    Withdrawn(&'a DraftWithdrawn),
    /// It was signed.
    Signed(&'a SlipSigned),
    /// It was answered.
    Answered(&'a SlipAnswered),
    /// The answer will do.
    Accepted(&'a AnswerAccepted),
    /// The answer will not do.
    Refused(&'a AnswerRefused),
    /// Who owes it was urged.
    Urged(&'a Urged),
}

impl SlipEvent<'_> {
    /// What an office calls it.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Drafted(_) => "起草督办文书",
            Self::Held(_) => "暂缓发出督办文书",
            Self::Withdrawn(_) => "撤回督办文书草稿",
            Self::Signed(_) => "签发督办文书",
            Self::Answered(_) => "答复督办文书",
            Self::Accepted(_) => "认可督办答复",
            Self::Refused(_) => "退回督办答复",
            Self::Urged(_) => "登记催办",
        }
    }
}

/// A state whose promises climb ladders.
pub trait Supervised:
    Promising<
        Event: From<SlipDrafted>
                   + From<RungHeld>
                   + From<DraftWithdrawn>
                   + From<SlipSigned>
                   + From<SlipAnswered>
                   + From<AnswerAccepted>
                   + From<AnswerRefused>
                   + From<Urged>,
    > + Clone
    + Debug
{
    /// The fields of an answer: what is answered, and where files are kept, what proves it.
    const ANSWER: &'static [Field];

    /// The fields of an urging: with what was brought back, where files are kept.
    const URGE: &'static [Field];

    /// Its slips, in the order they were drafted.
    fn slips(&self) -> &[Slip];

    /// The same, to be changed.
    fn slips_mut(&mut self) -> &mut Vec<Slip>;

    /// Keeps that a rung is held back.
    fn hold(&mut self, hold: Hold);

    /// Keeps that who owes something was urged.
    fn note_urging(&mut self, urging: Urging);

    /// What is owed now and may be pressed for by whoever acts.
    fn pressing(&self, ctx: &Context<'_>) -> Vec<&Clock>;

    /// Whether an organ may press a unit.
    fn presses(&self, organ: &UnitId, to: &UnitId, ctx: &Context<'_>) -> bool;

    /// The item a clock is about, where it is one of a procedure.
    fn item_of(&self, _clock: &Clock) -> Option<u32> {
        None
    }

    /// Keeps what proves an answer.
    fn keep_files(&mut self, _files: &[FileRef]) {}

    /// Whether a proposal to hold a unit to account waits or was agreed to.
    fn is_proposed(&self, _unit: &UnitId) -> bool {
        false
    }

    /// Whether whoever acts may know what a clock is about (T4).
    fn tells(&self, _clock: &Clock, _ctx: &Context<'_>) -> bool {
        true
    }

    /// Whether what one unit sends another concerns whoever acts. Whoever may open a matter may know of all
    /// its slips; a unit that owes something in a procedure knows of its own alone (T3).
    fn concerns(&self, _between: (&UnitId, &UnitId), _ctx: &Context<'_>) -> bool {
        true
    }

    /// Whether whoever acts may mean a slip at all.
    fn is_meant(&self, slip: &Slip, ctx: &Context<'_>) -> bool {
        self.is_known(slip, ctx) && self.concerns((&slip.organ, &slip.to), ctx)
    }

    /// Slips in a state that whoever acts may mean.
    fn slips_for(&self, state: SlipState, ctx: &Context<'_>) -> impl Iterator<Item = &Slip> {
        self.slips_in(state)
            .filter(move |slip| self.is_meant(slip, ctx))
    }

    /// Drafts that whoever acts may know of.
    fn drafts_for(&self, ctx: &Context<'_>) -> impl Iterator<Item = &Slip> {
        self.slips_for(SlipState::Draft, ctx)
            .filter(move |slip| super::is_told(&slip.organ, ctx))
    }

    /// Whether whoever acts may know all that a slip is about (T4).
    fn is_known(&self, slip: &Slip, ctx: &Context<'_>) -> bool {
        let mut about = slip
            .about
            .iter()
            .filter_map(|about| self.clock(about.clock));
        about.all(|clock| self.tells(clock, ctx))
    }

    /// Slips in a state.
    fn slips_in(&self, state: SlipState) -> impl Iterator<Item = &Slip> {
        let slips = self.slips().iter();
        slips.filter(move |slip| slip.state(self) == state)
    }

    /// The slip of a number.
    fn slip(&self, number: u32) -> Option<&Slip> {
        self.slips().iter().find(|slip| slip.number == number)
    }

    /// The same, to be changed.
    fn slip_mut(&mut self, number: u32) -> Option<&mut Slip> {
        let mut slips = self.slips_mut().iter_mut();
        slips.find(|slip| slip.number == number)
    }

    /// Whether two slips are about a common promise.
    fn share(&self, one: u32, other: u32) -> bool {
        let both = self.slip(one).zip(self.slip(other));
        both.is_some_and(|(one, other)| one.about.iter().any(|a| other.is_about(a.clock)))
    }
}

impl Supervised for Matter {
    const ANSWER: &'static [Field] = &[answer_slip::SLIP, answer_slip::TEXT, answer_slip::FILES];

    const URGE: &'static [Field] = urge::OF_MATTER;

    fn slips(&self) -> &[Slip] {
        &self.supervision.slips
    }

    fn slips_mut(&mut self) -> &mut Vec<Slip> {
        &mut self.supervision.slips
    }

    fn hold(&mut self, hold: Hold) {
        self.supervision.holds.push(hold);
    }

    fn note_urging(&mut self, urging: Urging) {
        self.supervision.urgings.push(urging);
    }

    fn pressing(&self, ctx: &Context<'_>) -> Vec<&Clock> {
        let owed = self.owed_clocks().into_iter();
        owed.filter(|clock| clock.is_running() && self.tells(clock, ctx))
            .collect()
    }

    fn tells(&self, clock: &Clock, ctx: &Context<'_>) -> bool {
        let discreet = ctx
            .rules
            .clock(&clock.rule)
            .is_some_and(|rule| rule.discreet);
        let organ = ctx.office.organ_of(&clock.owner).unwrap_or(&clock.owner);
        !discreet || super::is_told(organ, ctx)
    }

    fn presses(&self, organ: &UnitId, to: &UnitId, ctx: &Context<'_>) -> bool {
        super::supervises(self, organ, to, ctx)
    }

    fn keep_files(&mut self, files: &[FileRef]) {
        self.handling.files.extend(files.iter().cloned());
    }

    fn is_proposed(&self, unit: &UnitId) -> bool {
        let overdue = crate::matter::AccountGround::Overdue;
        let mut proposals = self.supervision.proposals.iter();
        proposals.any(|known| {
            known.unit == *unit && known.ground == overdue && known.agreed != Some(false)
        })
    }
}

macro_rules! of_matter {
    ($($event:ident)+) => {
        $(impl From<$event> for crate::matter::steps::Event {
            fn from(event: $event) -> Self {
                Self::$event(event)
            }
        })+
    };
}

of_matter! { SlipDrafted RungHeld DraftWithdrawn SlipSigned SlipAnswered AnswerAccepted AnswerRefused Urged }

/// What a noun's events are to slips, within its [`Promising`].
#[macro_export]
macro_rules! slips_of {
    () => {
        fn of_slip(event: &Event) -> Option<$crate::escalation::SlipEvent<'_>> {
            use $crate::escalation::SlipEvent;
            Some(match event {
                Event::SlipDrafted(event) => SlipEvent::Drafted(event),
                Event::RungHeld(event) => SlipEvent::Held(event),
                Event::DraftWithdrawn(event) => SlipEvent::Withdrawn(event),
                Event::SlipSigned(event) => SlipEvent::Signed(event),
                Event::SlipAnswered(event) => SlipEvent::Answered(event),
                Event::AnswerAccepted(event) => SlipEvent::Accepted(event),
                Event::AnswerRefused(event) => SlipEvent::Refused(event),
                Event::Urged(event) => SlipEvent::Urged(event),
                _ => return None,
            })
        }
    };
}
