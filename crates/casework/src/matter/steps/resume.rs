//! Resume (恢复办理): what was waited for has happened; the clocks go on with what was left of their terms,
//! counted by the calendar from today.

use super::Event;
use crate::act::{Act, Performer};
use crate::clocks;
use crate::form::{Field, Kind};
use crate::matter::Matter;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Resume {
    reason: SealedRef,
}

/// Handling goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resumed {
    /// Why now.
    pub reason: SealedRef,
}

crate::refusals! {
    NotPaused = "not-paused" => "此件没有中止办理。",
    CannotCount = "cannot-count" => "日历不足以计算恢复后的时限，请先补充日历。",
}

impl Step for Resume {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "resume",
        noun: "resumption",
        zh: "恢复办理",
        help: "中止的原因消除后恢复办理；时限自恢复之日接着算剩余的部分，承办单位和交办机关都可以恢复。",
        basis: "中止原因消除后恢复办理，时限续算；为默认设置，可由本单位调整",
        mechanisms: &["S0-14"],
        performer: Performer::Person,
        fields: &[Field::new("reason", "恢复理由", Kind::Text { max: 600 })],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.handling.is_paused() { Ok(()) } else { Err(Refusal::NotPaused) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let going = clocks::resumed(matter, ctx).map_err(|_| Refusal::CannotCount)?;
        let resumed = Event::Resumed(Resumed { reason: self.reason });
        Ok([resumed].into_iter().chain(going).collect())
    }
}

impl Resumed {
    /// Clocks go on by events of their own.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.handling.pause = None;
    }
}

#[cfg(test)]
pub(crate) mod tests;
