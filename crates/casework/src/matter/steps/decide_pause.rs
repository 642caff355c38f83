//! Decide on a pause (中止审批): whoever assigned the matter agrees, and the handling clocks stand still with
//! what is left of their terms; or refuses with a reason.

use super::Event;
use crate::act::{Act, Performer};
use crate::clocks;
use crate::form::{Field, Kind};
use crate::matter::state::handling::Pause;
use crate::matter::{Decision, Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DecidePause {
    decision: Decision,
    note: Option<SealedRef>,
}

/// The pause was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PauseApproved {
    /// With which words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// The pause was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PauseRefused {
    /// Why.
    pub note: SealedRef,
}

crate::refusals! {
    NothingAsked = "nothing-asked" => "没有等候审批的中止申请。",
    NotAccepted = "not-accepted" => "此件已不在办理中，中止申请不再审批。",
    OwnMatter = "own-matter" => "承办人不能审批自己的中止；请有权审批的另一人审批。",
    NoteMissing = "note-missing" => "不同意的，请写明理由。",
    CannotCount = "cannot-count" => "日历中没有这一天，无法计算剩余的时限；请系统管理员补上这一年的日历。",
}

impl Step for DecidePause {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "decide-pause",
        noun: "pause-decisions",
        zh: "中止审批",
        help: "同意的，办理时限即日停计，记下剩余多少；已经超期的时限不停。不同意的写明理由。",
        basis: "中止办理须经批准；不得自批",
        mechanisms: &["S0-14"],
        performer: Performer::Person,
        fields: &[
            Field::new("decision", "审批意见", Kind::Choice(Decision::CODES)),
            Field::new("note", "说明", Kind::Text { max: 500 }).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !matter.handling.is_pause_asked() {
            return Err(Refusal::NothingAsked);
        }
        if matter.stage != Stage::Accepted {
            return Err(Refusal::NotAccepted);
        }
        let decider = ctx.actor.person();
        if decider.is_some() && decider == matter.handler() {
            return Err(Refusal::OwnMatter);
        }
        Ok(())
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if self.decision == Decision::Refuse {
            let note = self.note.ok_or(Refusal::NoteMissing)?;
            return Ok(vec![Event::PauseRefused(PauseRefused { note })]);
        }
        let stopped = clocks::paused(matter, ctx).map_err(|_| Refusal::CannotCount)?;
        let approved = Event::PauseApproved(PauseApproved { note: self.note });
        Ok([approved].into_iter().chain(stopped).collect())
    }
}

impl PauseApproved {
    /// The clocks stop by events of their own.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.handling.pause = Some(Pause { since: Some(record.happened) });
    }
}

impl PauseRefused {
    /// Handling goes on.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.handling.pause = None;
    }
}

#[cfg(test)]
pub(crate) mod tests;
