//! Recount (重算): a changed calendar or rule moves running clocks, by an event each, never in
//! silence (T21).

use super::Event;
use crate::act::{Act, Performer};
use crate::clocks;
use crate::matter::Matter;
use crate::step::{Context, Step};
use serde::Deserialize;

/// The command: it takes no input.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Recount {}

crate::refusals! {
    NothingMoved = "nothing-moved" => "时限没有变化。",
    OutOfTable = "out-of-table" => "日历缺少所需年份，请补充日历。",
}

impl Step for Recount {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "recount",
        noun: "recount",
        zh: "重算时限",
        help: "日历或时限规则调整后，重算在办件的时限，逐件留痕；由程序执行。",
        basis: "一个日历函数、调整留痕（T21）",
        mechanisms: &["S0-14"],
        performer: Performer::Timer,
        fields: &[],
    };

    fn ground(_: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let events = clocks::recounted(matter, ctx).map_err(|_| Refusal::OutOfTable)?;
        if events.is_empty() { Err(Refusal::NothingMoved) } else { Ok(events) }
    }
}

#[cfg(test)]
pub(crate) mod tests;
