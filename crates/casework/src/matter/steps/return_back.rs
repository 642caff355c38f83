//! Return (退回): the unit says, with its reason, that the matter is not its own; it goes back to
//! where it came from, within five working days (规则第十六条). Elapsed time never resets (P-13).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::UnitId;
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReturnBack {
    reason: SealedRef,
}

/// The matter was returned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// By which unit.
    pub from: UnitId,
    /// To which unit.
    pub to: UnitId,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NotPending = "not-pending" => "此件不在待签收或待受理状态，不能退回；已受理的应当办完。",
    NobodyAssigned = "nobody-assigned" => "此件不是由其他单位分来的，没有可退回的单位。",
}

impl Step for ReturnBack {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "return",
        noun: "return",
        zh: "退回",
        help: "不属本单位受理的，写明理由退回分办单位重新分办。",
        basis: "《纪检监察机关处理检举控告工作规则》第十六条：五个工作日内",
        mechanisms: &["S0-13", "P-13"],
        performer: Performer::Person,
        fields: &[Field::new("reason", "退回理由", Kind::Text { max: 500 })],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if !matches!(matter.stage, Stage::Routed | Stage::Signed) {
            return Err(Refusal::NotPending);
        }
        if matter.assignment().is_none() { Err(Refusal::NobodyAssigned) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let assignment = matter.assignment().ok_or(Refusal::NobodyAssigned)?;
        Ok(vec![Event::Returned(Returned {
            from: matter.holder.clone(),
            to: assignment.from.clone(),
            reason: self.reason,
        })])
    }
}

impl Returned {
    /// Gives it back; the unit that returned it no longer sees it.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let mut narrowed = Vec::new();
        if let Some(assignment) = matter.assignment_mut() {
            assignment.returned = Some(record.happened);
            narrowed = std::mem::take(&mut assignment.widened);
        }
        matter.sight.retain(|unit| !narrowed.contains(unit));
        matter.holder = self.to.clone();
        matter.stage = if matter.assignment().is_some() { Stage::Signed } else { Stage::Instructed };
    }
}

#[cfg(test)]
pub(crate) mod tests;
