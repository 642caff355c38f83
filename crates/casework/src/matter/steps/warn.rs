//! Warn (预警): record what a timer finds due: warnings before the due date (S0-23) and lapses after it.
//! Taking no input, it is idempotent: a second run, or a second node, finds nothing left.

use super::Event;
use crate::act::{Act, Performer};
use crate::clocks;
use crate::matter::Matter;
use crate::step::{Context, Step};
use serde::Deserialize;

/// The command: it takes no input.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Warn {}

crate::refusals! {
    NothingDue = "nothing-due" => "没有到期的提醒。",
}

impl Step for Warn {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "warn",
        noun: "warnings",
        zh: "到期提醒",
        help: "到了提醒日的时限发出预警，过期的记为超期；由程序定时执行。",
        basis: "到期前5个工作日下发预警通知（S0-23）；倒计时跟踪（S0-14）",
        mechanisms: &["S0-14", "S0-16", "S0-23"],
        performer: Performer::Timer,
        fields: &[],
    };

    fn ground(_: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let events = clocks::due_now(matter, ctx);
        if events.is_empty() { Err(Refusal::NothingDue) } else { Ok(events) }
    }
}

#[cfg(test)]
pub(crate) mod tests;
