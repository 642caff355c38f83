//! Deciding as a whole: the step's own events, then the clocks they end and open.

mod whole;

use super::Matter;
use super::steps::{self, Command, Event};
use crate::act::{Act, Performer};
use crate::clocks;
use crate::refusal::Refused;
use crate::step::{Context, Recorded};

/// Decides a command on a matter: what will be recorded, in order.
///
/// # Errors
/// The step's refusal by name, or a time that cannot be. Nothing has changed.
pub fn decide(
    matter: &Matter,
    command: Command,
    ctx: &Context<'_>,
) -> Result<Vec<Recorded<Event>>, Refused> {
    check_time(matter, command.act().name, ctx)?;
    whole::fits(matter, command.act().name)?;
    let mut after = matter.clone();
    let mut recorded = Vec::new();
    for event in command.decide(matter, ctx)? {
        record(event.clone(), &mut after, &mut recorded, ctx);
        for follow in clocks::follow(&after, &event, ctx)? {
            record(follow, &mut after, &mut recorded, ctx);
        }
    }
    Ok(recorded)
}

fn record(
    event: Event,
    after: &mut Matter,
    recorded: &mut Vec<Recorded<Event>>,
    ctx: &Context<'_>,
) {
    let event = Recorded::new(event, ctx);
    after.apply(&event);
    recorded.push(event);
}

/// An act happened neither in the future nor before the matter arrived (P-09).
fn check_time(matter: &Matter, act: &'static str, ctx: &Context<'_>) -> Result<(), Refused> {
    if ctx.happened > ctx.now.local {
        let sentence = "发生时间不能晚于现在，请更正。";
        return Err(Refused {
            act,
            code: "in-the-future",
            sentence,
        });
    }
    if matter.exists() && ctx.happened < matter.received {
        let sentence = "发生时间不能早于收到举报的时间，请更正。";
        return Err(Refused {
            act,
            code: "before-arrival",
            sentence,
        });
    }
    Ok(())
}

/// Whether an act can be meant in this state at all.
///
/// # Errors
/// The refusal its page would show. `None` where no step has the name.
pub fn ground(act: &str, matter: &Matter, ctx: &Context<'_>) -> Option<Result<(), Refused>> {
    let known = steps::ACTS.iter().find(|known| known.name == act)?;
    let fits = whole::fits(matter, known.name);
    steps::ground(act, matter, ctx).map(|ground| fits.and(ground))
}

/// The acts that can be meant in this state, for a page to offer. Rights are checked elsewhere.
pub fn offered(matter: &Matter, ctx: &Context<'_>) -> Vec<Act> {
    let offered = |act: &&Act| {
        act.performer == Performer::Person && matches!(ground(act.name, matter, ctx), Some(Ok(())))
    };
    steps::ACTS.iter().filter(offered).copied().collect()
}

#[cfg(test)]
mod tests;
