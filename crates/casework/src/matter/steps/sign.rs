//! Sign (签收): the receiving unit confirms that it has the matter. Slow signing is watched (S0-15,
//! S0-18); the sign clock runs from routing.

use super::Event;
use crate::act::{Act, Performer};
use crate::matter::{Matter, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command: nothing to fill in.
#[derive(Debug, Clone, Deserialize)]
pub struct SignIn {}

/// The unit signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {}

crate::refusals! {
    NotRouted = "not-routed" => "此件不在待签收状态，无需签收。",
}

impl Step for SignIn {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "sign",
        noun: "signature",
        zh: "签收",
        help: "确认已收到分来的信访件；不属本单位的，签收后五个工作日内退回。",
        basis: "签收时限：平台规则为五个工作日",
        mechanisms: &["S0-15", "S0-16"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage == Stage::Routed { Ok(()) } else { Err(Refusal::NotRouted) }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::Signed(Signed {})])
    }
}

impl Signed {
    /// Notes when it was signed.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.stage = Stage::Signed;
        if let Some(assignment) = matter.assignment_mut() {
            assignment.signed = Some(record.happened);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
