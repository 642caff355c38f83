//! The ladders of procedures (督办阶梯): what is promised in a procedure climbs as what a matter promises
//! does. The acts on a slip are the matter's own, meant of a procedure; a noun only names their events
//! ([`climbs!`](crate::climbs)). No noun lists them among its steps.

use super::{Core, Procedure};
use crate::act::Act;
use crate::clocks::Clock;
use crate::escalation::{Supervised, acting_organ};
use crate::form::{Field, Source};
use crate::ids::UnitId;
use crate::matter::state::supervision::{Hold, Slip, Urging};
pub use crate::matter::steps::answer_slip::SlipAnswered;
use crate::matter::steps::answer_slip::{self, AnswerSlip};
use crate::matter::steps::draft_slip::DraftSlip;
pub use crate::matter::steps::draft_slip::SlipDrafted;
use crate::matter::steps::examine_answer::ExamineAnswer;
pub use crate::matter::steps::examine_answer::{AnswerAccepted, AnswerRefused};
use crate::matter::steps::hold_rung::HoldRung;
pub use crate::matter::steps::hold_rung::RungHeld;
use crate::matter::steps::sign_slip::SignSlip;
pub use crate::matter::steps::sign_slip::SlipSigned;
pub use crate::matter::steps::urge::Urged;
use crate::matter::steps::urge::{self, Urge};
pub use crate::matter::steps::withdraw_draft::DraftWithdrawn;
use crate::matter::steps::withdraw_draft::WithdrawDraft;
use crate::matter::{Choice, choices_of_slips};
use crate::refusal::Refused;
use crate::rules::Issuer;
use crate::step::{Context, Step};

impl<P: Procedure> Supervised for P {
    /// A procedure keeps no files: what proves an answer stands with the matter it is about.
    const ANSWER: &'static [Field] = &[answer_slip::SLIP, answer_slip::TEXT];

    const URGE: &'static [Field] = urge::OF_PROCEDURE;

    fn slips(&self) -> &[Slip] {
        &self.core().slips
    }

    fn slips_mut(&mut self) -> &mut Vec<Slip> {
        &mut self.core_mut().slips
    }

    fn hold(&mut self, hold: Hold) {
        self.core_mut().holds.push(hold);
    }

    fn note_urging(&mut self, urging: Urging) {
        self.core_mut().urgings.push(urging);
    }

    fn item_of(&self, clock: &Clock) -> Option<u32> {
        clock.item()
    }

    fn pressing(&self, ctx: &Context<'_>) -> Vec<&Clock> {
        let may = |clock: &&Clock| {
            acting_organ(ctx).is_some_and(|organ| self.presses(organ, &clock.owner, ctx))
        };
        let running = self
            .core()
            .clocks
            .iter()
            .filter(|clock| clock.is_running() && !clock.is_window() && self.tells(clock, ctx));
        running.filter(may).collect()
    }

    fn presses(&self, organ: &UnitId, to: &UnitId, ctx: &Context<'_>) -> bool {
        let own = ctx.office.organ_of(to) == Some(organ);
        let runs = ctx.office.organ_of(&self.core().unit) == Some(organ);
        let knows = self.core().sight.contains(organ);
        own || runs || (knows && ctx.office.is_above(organ, to))
    }

    fn concerns(&self, (from, to): (&UnitId, &UnitId), ctx: &Context<'_>) -> bool {
        let organ = acting_organ(ctx);
        organ == Some(from) || (organ.is_some() && organ == ctx.office.organ_of(to))
    }

    fn tells(&self, clock: &Clock, ctx: &Context<'_>) -> bool {
        clock
            .item()
            .is_none_or(|item| !ctx.facts.hidden.contains(&item))
    }
}

/// The organ that takes a rung about a promise in a procedure: who owes it is urged by whoever runs it.
pub fn issuer(core: &Core, owner: &UnitId, from: Issuer, ctx: &Context<'_>) -> UnitId {
    let own = ctx.office.organ_of(owner).unwrap_or(owner);
    let above = || {
        let line = ctx.office.line_of(own).map(|unit| &unit.id);
        let mut above = line.skip(1).filter(|unit| core.sight.contains(unit));
        above.find(|unit| ctx.office.organ_of(unit) == Some(*unit))
    };
    let organ = match from {
        Issuer::Own => Some(own),
        Issuer::Assigner => ctx.office.organ_of(&core.unit),
        Issuer::Above => above(),
    };
    organ.unwrap_or(own).clone()
}

/// What one does next of slips: see [`Procedure::next`].
pub const NEXT: [&str; 3] = ["answer-slip", "examine-answer", "sign-slip"];

/// What a list of the noun's own, or of its slips and rungs, offers whoever acts; nothing where the source
/// is neither.
pub fn choices<P: Procedure>(state: &P, source: Source, ctx: &Context<'_>) -> Option<Vec<Choice>> {
    match source {
        Source::Own(list) => Some(state.own_choices(list, ctx)),
        Source::OwedClocks
        | Source::DraftSlips
        | Source::OwedSlips
        | Source::AnsweredSlips
        | Source::Rungs => Some(choices_of_slips(source, state, ctx)),
        _ => None,
    }
}

macro_rules! acts {
    ($($step:ident),+) => {
        /// A command on a slip of a procedure.
        #[derive(Debug, Clone)]
        pub enum Command<P: Procedure> {
            $(#[doc = concat!("See [`", stringify!($step), "`].")] $step(Box<$step<P>>)),+
        }

        impl<P: Procedure> Command<P> {
            /// The acts on slips.
            pub const ACTS: &'static [Act] = &[$(<$step<P> as Step>::ACT),+];

            /// The typed command of an act's JSON; nothing where no act has the name.
            pub fn read(
                act: &str,
                json: serde_json::Value,
            ) -> Option<Result<Self, serde_json::Error>> {
                $(if act == <$step<P> as Step>::ACT.name {
                    return Some(serde_json::from_value(json).map(|command| Self::$step(Box::new(command))));
                })+
                None
            }

            /// Whether an act can be meant now; nothing where no act has the name.
            pub fn ground(
                act: &str,
                state: &P,
                ctx: &Context<'_>,
            ) -> Option<Result<(), Refused>> {
                $(if act == <$step<P> as Step>::ACT.name {
                    return Some($step::<P>::ground(state, ctx)
                        .map_err(|refusal| Refused::of(<$step<P> as Step>::ACT.name, &refusal)));
                })+
                None
            }

            /// Decides by the step's file.
            ///
            /// # Errors
            /// The step's refusal, by name.
            pub fn decide(self, state: &P, ctx: &Context<'_>) -> Result<Vec<P::Event>, Refused> {
                match self {
                    $(Self::$step(command) => $step::<P>::ground(state, ctx)
                        .and_then(|()| command.decide(state, ctx))
                        .map_err(|refusal| Refused::of(<$step<P> as Step>::ACT.name, &refusal))),+
                }
            }
        }
    };
}

acts! { DraftSlip, HoldRung, WithdrawDraft, SignSlip, AnswerSlip, ExamineAnswer, Urge }

/// What every noun's [`Promising`](crate::clocks::Promising) says alike: what an event is called, when the
/// procedure is over, which events are about slips, and who takes a rung.
#[macro_export]
macro_rules! climbs {
    () => {
        $crate::slips_of!();

        fn name_of(event: &Self::Event) -> &'static str {
            event.name()
        }

        fn is_over(&self) -> bool {
            self.core.over.is_some()
        }

        fn issuer(
            &self,
            owner: &$crate::ids::UnitId,
            from: $crate::rules::Issuer,
            ctx: &$crate::step::Context<'_>,
        ) -> $crate::ids::UnitId {
            $crate::procedure::ladder::issuer(&self.core, owner, from, ctx)
        }
    };
}

#[cfg(test)]
pub(crate) mod tests;
