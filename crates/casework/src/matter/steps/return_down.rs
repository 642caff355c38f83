//! Return what was passed up wrongly (退回下级): the superior organ says why it is not its own, and its act
//! alone lets the organ below open the item again (ADR 0008). It stands there with the day it was received.

use super::Event;
use super::route::accused_organs;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::UnitId;
use crate::matter::{Custody, Matter, PassGround, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReturnDown {
    reason: SealedRef,
}

/// What was passed up went back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedDown {
    /// To the organ that had passed it up.
    pub to: UnitId,
    /// Why.
    pub reason: SealedRef,
    /// Units that may see it from now on.
    pub sight: Vec<UnitId>,
}

crate::refusals! {
    NothingPassed = "nothing-passed" => "此件不是下级上报的件，没有可退回的单位。",
    NotReady = "not-ready" => "此件本机关已经登记，不能再退回；需要下级办理的，请用“分办”。",
    OwnLeadership = "own-leadership" =>
        "此件反映该机关负责人或者该机关本身，不得退回；需要下级协助的，由本机关另行安排。",
    HasRepeats = "has-repeats" => "此件并有重复件，请先撤销并案再退回。",
    OriginalOut = "original-out" => "此件有纸质原件借出未还，请先归还，随件一并退回。",
}

impl Step for ReturnDown {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "return-down",
        noun: "returns-down",
        zh: "退回下级",
        help: "不属于本机关受理的上报件，写明理由退回；退回后上报单位重新看到此件并继续登记办理。",
        basis: "《纪检监察机关处理检举控告工作规则》第十一条分级受理、第十五条",
        mechanisms: &["S0-20"],
        performer: Performer::Person,
        fields: &[Field::new("reason", "退回理由", Kind::Text { max: 500 })],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let line = matter.passing.arrived_at(&matter.receiver).ok_or(Refusal::NothingPassed)?;
        // What this organ wrote on it after registering is not for the organ below.
        if matter.stage != Stage::Received {
            return Err(Refusal::NotReady);
        }
        // Whatever the line says: who is accused may have come to light since.
        if line.ground == PassGround::OwnLeadership
            || accused_organs(matter, ctx).contains(&line.from)
            || is_led_by_accused(matter, &line.from, ctx)
        {
            return Err(Refusal::OwnLeadership);
        }
        if !matter.repeats.is_empty() {
            return Err(Refusal::HasRepeats);
        }
        if matter.any_original(Custody::Lent) { Err(Refusal::OriginalOut) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let line = matter.passing.arrived_at(&matter.receiver).ok_or(Refusal::NothingPassed)?;
        let barred = accused_organs(matter, ctx);
        let mut sight = ctx.office.sight_of(&line.from, ctx.now.on());
        sight.retain(|unit| ctx.office.organ_of(unit).is_none_or(|organ| !barred.contains(organ)));
        let to = line.from.clone();
        Ok(vec![Event::ReturnedDown(ReturnedDown { to, reason: self.reason, sight })])
    }
}

fn is_led_by_accused(matter: &Matter, organ: &UnitId, ctx: &Context<'_>) -> bool {
    let (office, rules, on) = (ctx.office, ctx.rules, ctx.now.on());
    matter.accused.iter().any(|one| office.leads(rules, one, organ, on))
}

impl ReturnedDown {
    /// It stands again where it was received, with the day it was received.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let (mut received, mut origin) = (matter.received, matter.intake.arrival.origin);
        if let Some(line) = matter.passing.standing_mut() {
            line.returned = Some(record.happened);
            (received, origin) = (line.received, line.origin);
        }
        // Passed on through this organ from one further down, it is still closed to others than this one.
        let closed = matter.passing.is_closed();
        let sight = if closed { vec![self.to.clone()] } else { self.sight.clone() };
        matter.begin_again(&self.to, received, sight);
        matter.intake.arrival.origin = origin;
    }
}

#[cfg(test)]
pub(crate) mod tests;
