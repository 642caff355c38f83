//! Clocks that lose their ground: what they were opened for is no longer so, because an entry was corrected
//! or a join undone.

use super::{ClockEnded, Promising};
use crate::matter::Matter;
use crate::matter::steps::Event;
use crate::rules::Condition;
use crate::step::Context;

/// Grounds that an entry alone decides; the others change with the life of the matter.
const OF_ENTRIES: [Condition; 3] = [
    Condition::RealName,
    Condition::Anonymous,
    Condition::WantedAbove,
];

/// Ends the open clocks whose ground held before and holds no longer.
pub fn groundless(before: &Matter, after: &Matter, by: &str, ctx: &Context<'_>) -> Vec<Event> {
    let lost = |condition: &&Condition| {
        OF_ENTRIES.contains(*condition) && before.holds(**condition) && !after.holds(**condition)
    };
    let open = before.clocks.iter().filter(|clock| clock.is_open());
    let groundless = open.filter(|clock| {
        let rule = ctx.rules.clock(&clock.rule);
        rule.is_some_and(|rule| rule.when.iter().any(|condition| lost(&condition)))
    });
    let ended = |number| {
        Event::ClockEnded(ClockEnded {
            number,
            by: by.to_owned(),
        })
    };
    groundless.map(|clock| ended(clock.number)).collect()
}
