//! Hold a rung (暂缓发出): a supervisor who sees what goes out tomorrow keeps one slip back until a day, with
//! a reason. The rungs above it go on.

use crate::act::{Act, Performer};
use crate::clocks::Timed;
use crate::escalation::{Supervised, acting_organ};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::matter::Matter;
use crate::matter::state::supervision::Hold;
use crate::rules::RungKind;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

/// The command: on a matter, or on a procedure.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound = "")]
pub struct HoldRung<S = Matter> {
    #[serde(skip)]
    of: PhantomData<fn() -> S>,
    rung: String,
    until: Date,
    reason: SealedRef,
}

/// A rung is held back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RungHeld {
    /// Of which clock.
    pub clock: u32,
    /// Which one.
    pub kind: RungKind,
    /// Whose it is.
    pub organ: UnitId,
    /// Until the beginning of which day.
    pub until: Date,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NothingPlanned = "nothing-planned" => "此件没有将要发出的督办文书，不用暂缓。",
    RungUnknown = "rung-unknown" => "没有这一级将要发出的文书，可能已经起草；已起草的可以撤回。",
    NotYours = "not-yours" => "这份文书由另一机关发出，请由该机关决定是否暂缓。",
    UntilPast = "until-past" => "暂缓的日期须在今天以后。",
    UntilFar = "until-far" => "暂缓最长三十天；到期仍需暂缓的，可再次办理。",
}

/// Most days a rung is held back in one act. A default of ours.
const DAYS_MAX: i32 = 30;

/// The rungs of running clocks that are still to come, by the organ whose they are.
pub(crate) fn holdable(of: &impl Timed) -> impl Iterator<Item = (u32, RungKind, Date, &UnitId)> {
    let clocks = of.clocks().iter().filter(|clock| clock.is_running());
    clocks.flat_map(|clock| {
        let slips = clock.climb.left().filter(|(rung, _)| rung.kind.is_slip());
        slips.map(|(rung, on)| (clock.number, rung.kind, on, &rung.from))
    })
}

/// Those of the organ of whoever acts, about what they may know of.
pub(crate) fn own<'a, S: Supervised>(
    of: &'a S,
    ctx: &Context<'a>,
) -> impl Iterator<Item = (u32, RungKind, Date, &'a UnitId)> {
    holdable(of).filter(move |(number, .., from)| {
        let told = of.clock(*number).is_some_and(|clock| of.tells(clock, ctx));
        told && acting_organ(ctx) == Some(*from)
    })
}

impl<S: Supervised> Step for HoldRung<S> {
    type State = S;
    type Event = S::Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "hold-rung",
        noun: "holds",
        zh: "暂缓发出",
        help: "将要起草的一级督办文书暂缓到指定日期，写明理由；更高一级到期的照常起草。",
        basis: "督办计划发出前可以查看、可以暂缓（S0-27）；最长三十天为默认设置",
        mechanisms: &["S0-27"],
        performer: Performer::Person,
        fields: &[
            Field::new("rung", "暂缓哪一级", Kind::From(Source::Rungs)),
            Field::new("until", "暂缓到", Kind::Date).help("自这一天起恢复"),
            Field::new("reason", "理由", Kind::Text { max: 300 }),
        ],
    };

    fn ground(of: &S, ctx: &Context<'_>) -> Result<(), Refusal> {
        let meant = |(number, _, _, from): (u32, RungKind, Date, &UnitId)| {
            of.clock(number).is_some_and(|clock| {
                of.tells(clock, ctx) && of.concerns((from, &clock.owner), ctx)
            })
        };
        if of.is_over() || !holdable(of).any(meant) {
            return Err(Refusal::NothingPlanned);
        }
        if own(of, ctx).next().is_some() { Ok(()) } else { Err(Refusal::NotYours) }
    }

    fn decide(self, of: &S, ctx: &Context<'_>) -> Result<Vec<S::Event>, Refusal> {
        let named = |(clock, kind, ..): &(u32, RungKind, Date, &UnitId)| {
            format!("{clock}.{}", kind.as_str()) == self.rung
        };
        let rung = holdable(of).find(named).ok_or(Refusal::RungUnknown)?;
        let (clock, kind, _, organ) = rung;
        let mut mine = own(of, ctx);
        if mine.all(|(known, rung, ..)| (known, rung) != (clock, kind)) {
            return Err(Refusal::NotYours);
        }
        let today = ctx.now.on();
        if self.until <= today {
            return Err(Refusal::UntilPast);
        }
        if (self.until - today).get_days() > DAYS_MAX {
            return Err(Refusal::UntilFar);
        }
        let (organ, until, reason) = (organ.clone(), self.until, self.reason);
        Ok(vec![RungHeld { clock, kind, organ, until, reason }.into()])
    }
}

impl RungHeld {
    /// The rung waits.
    pub fn evolve<S: Supervised>(&self, of: &mut S, record: &Recorded<()>) {
        let clock = of.clocks_mut().iter_mut().find(|clock| clock.number == self.clock);
        if let Some(clock) = clock {
            clock.climb.held.push((self.kind, self.until));
        }
        of.hold(Hold {
            clock: self.clock,
            kind: self.kind,
            by: record.by.person().cloned(),
            organ: self.organ.clone(),
            until: self.until,
            reason: self.reason.clone(),
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
