//! Deciding a command on a procedure: the step's own events, then the clocks they end and open.

use super::ladder;
use super::{Procedure, RECOUNT, WARN};
use crate::act::Act;
use crate::clocks;
use crate::refusal::Refused;
use crate::step::{Context, Recorded};

/// A command on a procedure: one of the noun's own, or one on a slip about what is promised in it.
#[derive(Debug, Clone)]
pub enum Ordered<P: Procedure> {
    /// The noun's own.
    Own(P::Command),
    /// On a slip.
    Slip(ladder::Command<P>),
}

/// The typed command of an act's JSON; nothing where no act has the name.
pub fn read<P: Procedure>(
    act: &str,
    json: serde_json::Value,
) -> Option<Result<Ordered<P>, serde_json::Error>> {
    if acts::<P>().all(|known| known.name != act) {
        return None;
    }
    if let Some(own) = P::read(act, json.clone()) {
        return Some(own.map(Ordered::Own));
    }
    ladder::Command::read(act, json).map(|read| read.map(Ordered::Slip))
}

/// Every act on a procedure, in the order of its life; those on slips last.
pub fn acts<P: Procedure>() -> impl Iterator<Item = &'static Act> {
    P::ACTS.iter().chain(ladder::Command::<P>::ACTS)
}

/// Decides a command: what will be recorded, in order.
///
/// # Errors
/// The step's refusal by name, or a time that cannot be. Nothing has changed.
pub fn decide<P: Procedure>(
    state: &P,
    (act, command): (&'static str, Ordered<P>),
    ctx: &Context<'_>,
) -> Result<Vec<Recorded<P::Event>>, Refused> {
    check_time(state, act, ctx)?;
    let mut after = state.clone();
    let mut recorded = Vec::new();
    let events = match command {
        Ordered::Own(command) => state.run(command, ctx)?,
        Ordered::Slip(command) => command.decide(state, ctx)?,
    };
    for event in events {
        record(event.clone(), &mut after, &mut recorded, ctx);
        for follow in clocks::follow(&after, &event, ctx)? {
            record(follow, &mut after, &mut recorded, ctx);
        }
    }
    Ok(recorded)
}

/// What a timer has to record: [`WARN`] or [`RECOUNT`]. Nothing where nothing is due, or no such act is.
///
/// # Errors
/// The calendar no longer has a table for the day a clock counts from.
pub fn timed<P: Procedure>(
    state: &P,
    act: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Recorded<P::Event>>, Refused> {
    let events = match act {
        WARN => clocks::due_now(state, ctx),
        RECOUNT => clocks::recounted(state, ctx)?,
        _ => Vec::new(),
    };
    Ok(events
        .into_iter()
        .map(|event| Recorded::new(event, ctx))
        .collect())
}

fn record<P: Procedure>(
    event: P::Event,
    after: &mut P,
    recorded: &mut Vec<Recorded<P::Event>>,
    ctx: &Context<'_>,
) {
    let event = Recorded::new(event, ctx);
    after.apply(&event);
    recorded.push(event);
}

/// An act happened neither in the future nor before the procedure was opened (P-09).
fn check_time<P: Procedure>(
    state: &P,
    act: &'static str,
    ctx: &Context<'_>,
) -> Result<(), Refused> {
    let refused = |code, sentence| {
        Err(Refused {
            act,
            code,
            sentence,
        })
    };
    if ctx.happened > ctx.now.local {
        return refused("in-the-future", "发生时间不能晚于现在，请更正。");
    }
    if state.core().exists() && ctx.happened < state.core().opened {
        return refused("before-opening", "发生时间不能早于开始的时间，请更正。");
    }
    Ok(())
}

/// Whether an act can be meant in this state at all.
///
/// # Errors
/// The refusal its page would show. `None` where no step has the name.
pub fn ground<P: Procedure>(
    state: &P,
    act: &str,
    ctx: &Context<'_>,
) -> Option<Result<(), Refused>> {
    state
        .ground(act, ctx)
        .or_else(|| ladder::Command::ground(act, state, ctx))
}

/// The acts that can be meant in this state, for a page to offer. Rights are checked elsewhere.
pub fn offered<P: Procedure>(state: &P, ctx: &Context<'_>) -> Vec<&'static Act> {
    let offered = |act: &&Act| matches!(ground(state, act.name, ctx), Some(Ok(())));
    super::of_persons(acts::<P>()).filter(offered).collect()
}
