//! Acknowledge (签收上报件): the superior organ confirms that it has what was passed up. The organ below
//! learns this one word, 已收到, and nothing else.

use super::Event;
use crate::act::{Act, Performer};
use crate::matter::{Matter, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Acknowledge {}

/// What was passed up has arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {}

crate::refusals! {
    NothingPassed = "nothing-passed" => "此件不是下级上报的件，或者已经签收。",
}

impl Step for Acknowledge {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "acknowledge",
        noun: "acknowledgements",
        zh: "签收上报件",
        help: "确认收到下级上报的件，再登记办理。下级只看到“已收到”，看不到内容和办理情况。",
        basis: "《纪检监察机关处理检举控告工作规则》第十五条；五个工作日签收为默认设置，可由本单位调整",
        mechanisms: &["S0-20"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let waits = matter.stage == Stage::Received && matter.awaits_acknowledgement();
        if waits { Ok(()) } else { Err(Refusal::NothingPassed) }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::Acknowledged(Acknowledged {})])
    }
}

impl Acknowledged {
    /// The line below says 已收到.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        if let Some(line) = matter.passing.standing_mut() {
            line.signed = Some(record.happened);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
