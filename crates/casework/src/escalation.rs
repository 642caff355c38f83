//! Escalation (督办阶梯) is planned, then executed. [`plan`] is pure: from the open clocks and what was
//! drafted, held, answered and accepted before, what is to go out by a day. It can be shown before it is
//! carried out; a timer carries it out through the write path.
//!
//! Only the warning issues itself. A slip is drafted for somebody who signs it, alone or with others;
//! accountability is always a person's proposal. Only an answer that was examined and accepted stops a
//! ladder before its promise is kept (S0-13).

mod supervised;

pub use supervised::{SlipEvent, Supervised};

use crate::clocks::Clock;
use crate::ids::UnitId;
use crate::matter::Matter;
use crate::matter::state::supervision::{About, Slip, SlipWords};
use crate::matter::steps::draft_slip::SlipDrafted;
use crate::rules::RungKind;
use crate::step::Context;
use jiff::civil::Date;

/// What is to go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// About which clock.
    pub clock: u32,
    /// What.
    pub kind: RungKind,
    /// Since which day.
    pub on: Date,
    /// By which organ; of a warning, by the program itself in its name.
    pub from: UnitId,
    /// To whom.
    pub to: UnitId,
}

impl Planned {
    /// Whether a person has to propose it: the program never does.
    pub fn is_proposal(&self) -> bool {
        self.kind == RungKind::Accountability
    }
}

/// What is to go out about a matter or a procedure by the end of a day, in the order of its clocks.
pub fn plan<S: Supervised>(of: &S, by: Date) -> Vec<Planned> {
    let running = of
        .clocks()
        .iter()
        .filter(|clock| clock.is_running() && !clock.is_window());
    running.flat_map(|clock| of_clock(of, clock, by)).collect()
}

fn of_clock<S: Supervised>(of: &S, clock: &Clock, by: Date) -> Vec<Planned> {
    let planned = |kind, on, from: &UnitId| Planned {
        clock: clock.number,
        kind,
        on,
        from: from.clone(),
        to: clock.owner.clone(),
    };
    let first = clock
        .climb
        .rungs
        .first()
        .map_or(&clock.owner, |rung| &rung.from);
    let warnings = clock
        .warn_on
        .iter()
        .skip(clock.warned)
        .filter(|on| **on <= by && !clock.lapsed);
    let warning = warnings
        .max()
        .map(|on| planned(RungKind::Warning, *on, first));
    let slip = clock
        .climb
        .due(by)
        .map(|rung| planned(rung.kind, rung.on, &rung.from));
    let account = clock.climb.left().find(|(rung, on)| {
        rung.kind == RungKind::Accountability && *on <= by && !of.is_proposed(&clock.owner)
    });
    let account = account.map(|(rung, on)| planned(rung.kind, on, &rung.from));
    warning.into_iter().chain(slip).chain(account).collect()
}

/// The slips a timer drafts now: one for all promises of a unit that reached the same rung together. The warnings of the plan are recorded with the clocks.
pub(crate) fn due_now<S: Supervised>(of: &S, ctx: &Context<'_>) -> Vec<S::Event> {
    if of.is_over() || of.is_void() {
        return Vec::new();
    }
    let slips = plan(of, ctx.now.on())
        .into_iter()
        .filter(|planned| planned.kind.is_slip());
    let mut drafted: Vec<SlipDrafted> = Vec::new();
    for planned in slips {
        let Some(clock) = of.clock(planned.clock) else {
            continue;
        };
        let about = About {
            clock: clock.number,
            due: clock.due,
        };
        let with = |known: &&mut SlipDrafted| {
            (known.kind, &known.organ, &known.to) == (planned.kind, &planned.from, &planned.to)
        };
        if let Some(known) = drafted.iter_mut().find(with) {
            known.about.push(about);
            continue;
        }
        drafted.push(SlipDrafted {
            slip: next_slip(of) + drafted.len() as u32,
            kind: planned.kind,
            about: vec![about],
            organ: planned.from,
            to: planned.to,
            words: SlipWords::default(),
        });
    }
    drafted.into_iter().map(S::Event::from).collect()
}

/// The number the next slip gets.
pub(crate) fn next_slip<S: Supervised>(of: &S) -> u32 {
    of.slips().len() as u32 + 1
}

/// The organ somebody acts for.
pub(crate) fn acting_organ<'a>(ctx: &Context<'a>) -> Option<&'a UnitId> {
    let unit = ctx.actor.unit()?;
    Some(ctx.office.organ_of(unit).unwrap_or(unit))
}

/// Whether an organ may supervise what a unit owes in a matter: its own unit's, a unit's below it, or that
/// of the organ it assigned the matter to. The accused's organ supervises nobody (T4).
pub(crate) fn supervises(matter: &Matter, organ: &UnitId, to: &UnitId, ctx: &Context<'_>) -> bool {
    let own = ctx.office.organ_of(to) == Some(organ);
    let assigned = ctx.office.organ_of(matter.assigner()) == Some(organ);
    let may = own || assigned || ctx.office.is_above(organ, to);
    may && !matter.routing.barred.contains(organ)
}

/// Whether an organ looks into an original that one of its offices lost: each organ does so for itself, as the clock
/// that opens then says, also where the matter accuses one of its own (S0-25).
pub(crate) fn answers_for_loss(organ: &UnitId, unit: &UnitId, ctx: &Context<'_>) -> bool {
    ctx.office.organ_of(unit) == Some(organ)
}

/// Whether whoever acts may know of what an organ is only preparing: a draft, a proposal. It is told to that organ
/// and those above it, never to whom it is about (T3).
pub(crate) fn is_told(organ: &UnitId, ctx: &Context<'_>) -> bool {
    acting_organ(ctx).is_some_and(|own| own == organ || ctx.office.is_above(own, organ))
}

/// Whether whoever acts takes forward what an organ prepared about a matter: that organ does, and where it does not see
/// the matter any more, since it was given back or went elsewhere, the organs above it that do (S2-17).
pub(crate) fn takes_forward(matter: &Matter, organ: &UnitId, ctx: &Context<'_>) -> bool {
    let own = acting_organ(ctx);
    let above = |own: &UnitId| ctx.office.is_above(own, organ) && !matter.sight.contains(organ);
    own.is_some_and(|own| own == organ || above(own))
}

/// Whether one of several slips is the one asked for; refused by the first of two reasons where there is none at
/// all, by the second where all are somebody else's.
pub(crate) fn one_of<'a, R>(
    mut slips: impl Iterator<Item = &'a Slip>,
    mine: impl Fn(&Slip) -> bool,
    (none, others): (R, R),
) -> Result<(), R> {
    match slips.next() {
        None => Err(none),
        Some(first) if mine(first) || slips.any(mine) => Ok(()),
        Some(_) => Err(others),
    }
}

/// The running promise of a number, and the organ that presses for it in the person of whoever acts; refused by the first
/// of two reasons where there is no such promise, by the second where it is not theirs to press for.
pub(crate) fn pressed<'a, S: Supervised, R>(
    of: &'a S,
    number: &str,
    ctx: &Context<'_>,
    (unknown, others): (R, R),
) -> Result<(&'a Clock, UnitId), R> {
    let mut owed = of.pressing(ctx).into_iter();
    let clock = owed.find(|clock| clock.number.to_string() == number);
    let clock = clock.ok_or(unknown)?;
    let organ = acting_organ(ctx).filter(|organ| of.presses(organ, &clock.owner, ctx));
    Ok((clock, organ.ok_or(others)?.clone()))
}

/// Whether a slip is the organ's own of whoever acts, and they may know of it.
pub(crate) fn is_own<S: Supervised>(of: &S, slip: &Slip, ctx: &Context<'_>) -> bool {
    acting_organ(ctx) == Some(&slip.organ) && of.is_known(slip, ctx)
}

/// Whether a slip is addressed to the organ of whoever acts, and they may know of it.
pub(crate) fn is_addressed<S: Supervised>(of: &S, slip: &Slip, ctx: &Context<'_>) -> bool {
    let to = ctx.office.organ_of(&slip.to);
    to.is_some() && acting_organ(ctx) == to && of.is_known(slip, ctx)
}

#[cfg(test)]
pub(crate) mod tests;
