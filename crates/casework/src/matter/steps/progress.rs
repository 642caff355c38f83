//! Note progress (办理进展): what was done, so that anyone entitled knows at any time where the matter
//! stands (S0-20, S2-13).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Progress {
    note: SealedRef,
}

/// Progress was noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressNoted {
    /// What was done.
    pub note: SealedRef,
}

crate::refusals! {
    NotAccepted = "not-accepted" => "此件尚未受理，或已上报结果，现在不记办理进展。",
}

impl Step for Progress {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "progress",
        noun: "progress",
        zh: "办理进展",
        help: "记录做了什么、下一步做什么；举报人看不到。",
        basis: "去向清楚、处理到位（S0-20）；全过程监管（S2-13）",
        mechanisms: &["S0-20", "S2-13"],
        performer: Performer::Person,
        fields: &[Field::new("note", "进展", Kind::Text { max: 1000 })],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage == Stage::Accepted { Ok(()) } else { Err(Refusal::NotAccepted) }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::ProgressNoted(ProgressNoted { note: self.note })])
    }
}

impl ProgressNoted {
    /// Changes nothing but the time of the last touch, which every event does.
    pub fn evolve(&self, _: &mut Matter, _: &Recorded<()>) {}
}

#[cfg(test)]
pub(crate) mod tests;
