//! Decide on an extension (延期审批): whoever assigned the matter agrees, and the clock moves by a visible
//! event, or refuses with a reason, and it stays.

use super::Event;
use crate::act::{Act, Performer};
use crate::clocks;
use crate::form::{Field, Kind};
use crate::matter::state::handling::Extension;
use crate::matter::{Decision, Matter};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DecideExtension {
    decision: Decision,
    note: Option<SealedRef>,
}

/// The extension was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionApproved {
    /// Which clock.
    pub clock: u32,
    /// Until when.
    pub until: Date,
    /// With which words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// The extension was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionRefused {
    /// Why.
    pub note: SealedRef,
}

crate::refusals! {
    NothingAsked = "nothing-asked" => "没有等候审批的延期申请。",
    OwnMatter = "own-matter" => "承办人不能审批自己的延期；请有权审批的另一人审批。",
    NoteMissing = "note-missing" => "不同意的，请写明理由。",
}

/// The request that waits: its clock still runs.
fn waiting(matter: &Matter) -> Option<&Extension> {
    let asked = matter.handling.extension.as_ref().filter(|asked| asked.approved.is_none())?;
    let runs = matter.clocks.iter().any(|clock| clock.number == asked.clock && clock.is_running());
    Some(asked).filter(|_| runs)
}

impl Step for DecideExtension {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "decide-extension",
        noun: "extension-decisions",
        zh: "延期审批",
        help: "同意的，办理时限移到申请的日期并留痕；不同意的写明理由，时限不变。",
        basis: "延期须经批准；不得自批",
        mechanisms: &["S0-14", "P-22"],
        performer: Performer::Person,
        fields: &[
            Field::new("decision", "审批意见", Kind::Choice(Decision::CODES)),
            Field::new("note", "说明", Kind::Text { max: 500 }).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        waiting(matter).ok_or(Refusal::NothingAsked)?;
        let decider = ctx.actor.person();
        if decider.is_some() && decider == matter.handler() {
            return Err(Refusal::OwnMatter);
        }
        Ok(())
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let asked = waiting(matter).ok_or(Refusal::NothingAsked)?;
        if self.decision == Decision::Refuse {
            let note = self.note.ok_or(Refusal::NoteMissing)?;
            return Ok(vec![Event::ExtensionRefused(ExtensionRefused { note })]);
        }
        let (clock, until) = (asked.clock, asked.until);
        let moved = clocks::extended(matter, clock, until, ctx);
        let approved = ExtensionApproved { clock, until, note: self.note };
        Ok([Event::ExtensionApproved(approved)].into_iter().chain(moved).collect())
    }
}

fn settle(matter: &mut Matter, approved: bool) {
    if let Some(extension) = &mut matter.handling.extension {
        extension.approved = Some(approved);
    }
}

impl ExtensionApproved {
    /// The clock moves by an event of its own.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        settle(matter, true);
    }
}

impl ExtensionRefused {
    /// The clock stays.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        settle(matter, false);
    }
}

#[cfg(test)]
pub(crate) mod tests;
