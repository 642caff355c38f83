//! Return (退回): the unit says, with its reason, that the matter is not its own; it goes back to
//! where it came from, within five working days (规则第十六条). The second return goes to the common
//! superior of both organs, who designates (指定管辖). Elapsed time never resets (P-13).

use super::Event;
use super::route::accused_organs;
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
    /// It was the second return: the common superior designates (指定管辖, P-13).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub to_superior: bool,
    /// Units that may see it from now on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sight: Vec<UnitId>,
}

crate::refusals! {
    NotPending = "not-pending" => "此件不在待签收或待受理状态，不能退回；已受理的应当办完。",
    NobodyAssigned = "nobody-assigned" => "此件不是由其他单位分来的，没有可退回的单位。",
    Designated = "designated" => "此件由共同上级指定管辖，不能再退回；确有困难的，请书面报告指定机关。",
    NowhereToReturn = "nowhere-to-return" =>
        "分来的单位与被反映人有关，又没有可以指定管辖的共同上级，不能退回，请受理。",
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
        let assignment = matter.assignment().ok_or(Refusal::NobodyAssigned)?;
        if matter.routing.designated && !assignment.inside {
            return Err(Refusal::Designated);
        }
        Ok(())
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let assignment = matter.assignment().ok_or(Refusal::NobodyAssigned)?;
        let barred = accused_organs(matter, ctx);
        let again = matter.first_handed().is_some();
        let is_barred = barred.contains(&assignment.from_organ);
        let back = Returned {
            from: matter.holder.clone(),
            to: assignment.from.clone(),
            reason: self.reason,
            to_superior: false,
            sight: Vec::new(),
        };
        if assignment.inside || !(again || is_barred) {
            return Ok(vec![Event::Returned(back)]);
        }
        match superior(&assignment.from_organ, &assignment.to_organ, &barred, ctx) {
            Some(to) => {
                let mut sight = ctx.office.sight_of(&to, ctx.now.on());
                sight.retain(|unit| ctx.office.organ_of(unit).is_none_or(|o| !barred.contains(o)));
                sight.retain(|unit| !matter.passing.is_closed() || *unit == to);
                Ok(vec![Event::Returned(Returned { to, to_superior: true, sight, ..back })])
            }
            None if is_barred => Err(Refusal::NowhereToReturn),
            None => Ok(vec![Event::Returned(back)]),
        }
    }
}

/// The nearest organ that stands over both organs and is not the accused's (P-13).
fn superior(one: &UnitId, other: &UnitId, barred: &[UnitId], ctx: &Context<'_>) -> Option<UnitId> {
    let organs = ctx.office.line_of(one).filter(|unit| unit.kind.is_organ());
    let over = |unit: &&crate::office::Unit| {
        unit.id != *other
            && ctx.office.line_of(other).any(|above| above.id == unit.id)
            && !barred.contains(&unit.id)
    };
    let mut organs = organs;
    organs.find(over).map(|unit| unit.id.clone())
}

impl Returned {
    /// Gives it back; the unit that returned it no longer sees it.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let mut narrowed = Vec::new();
        let mut gave_up = None;
        if let Some(assignment) = matter.assignment_mut() {
            assignment.returned = Some(record.happened);
            narrowed = std::mem::take(&mut assignment.widened);
            gave_up = Some(assignment.to_organ.clone()).filter(|_| !assignment.inside);
        }
        let works_along = |unit: &UnitId| {
            let mut owing = matter.owing_joints();
            owing.any(|joint| joint.unit == *unit || joint.organ == *unit)
        };
        narrowed.retain(|unit| !works_along(unit));
        matter.sight.retain(|unit| !narrowed.contains(unit));
        matter.widen_sight(&self.sight);
        matter.routing.fast = false;
        matter.routing.chain = None;
        matter.routing.originals.retain(|organ| Some(organ) != gave_up.as_ref());
        matter.holder = self.to.clone();
        if self.to_superior {
            matter.routing.undesignated = true;
            matter.stage = Stage::Instructed;
            return;
        }
        // Back with whoever it was assigned to it waits to be taken in hand; back with an organ above, which nobody assigned
        // it to, it waits to be handed on.
        let assigned = matter.assignment().is_some_and(|assignment| assignment.to == self.to);
        matter.stage = if assigned { Stage::Signed } else { Stage::Instructed };
    }
}

#[cfg(test)]
pub(crate) mod tests;
