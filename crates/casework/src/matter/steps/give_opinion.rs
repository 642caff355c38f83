//! Give an opinion (反馈协办意见): a joint unit answers to the lead unit in writing; its own clock ends,
//! nobody else's (P-04).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::UnitId;
use crate::matter::Matter;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct GiveOpinion {
    opinion: SealedRef,
}

/// A joint unit gave its opinion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionGiven {
    /// Which unit.
    pub unit: UnitId,
    /// What it says.
    pub opinion: SealedRef,
}

crate::refusals! {
    NobodyOwes = "nobody-owes" => "没有等待反馈的协办单位，或者意见已经反馈。",
    NotJoint = "not-joint" => "您所在单位不是本件的协办单位，或者意见已经反馈；需要协办的，请分办机关明确协办单位。",
}

impl Step for GiveOpinion {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "give-opinion",
        noun: "opinions",
        zh: "反馈协办意见",
        help: "写明协办事项的核查情况和意见，由主办单位汇总。",
        basis: "协办单位各负其责，主办单位汇总上报（P-04）",
        mechanisms: &["P-04"],
        performer: Performer::Person,
        fields: &[Field::new("opinion", "协办意见", Kind::Text { max: 3000 })],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let owing = matter.owing_joints().next().is_some();
        if owing && !matter.is_over() { Ok(()) } else { Err(Refusal::NobodyOwes) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let organ = ctx.actor.unit().and_then(|unit| ctx.office.organ_of(unit));
        let joint = matter.owing_joints().find(|joint| Some(&joint.organ) == organ);
        let unit = joint.ok_or(Refusal::NotJoint)?.unit.clone();
        Ok(vec![Event::OpinionGiven(OpinionGiven { unit, opinion: self.opinion })])
    }
}

impl OpinionGiven {
    /// Keeps the opinion.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        let mut joints = matter.routing.joint.iter_mut();
        if let Some(joint) = joints.find(|joint| joint.unit == self.unit && joint.is_owing()) {
            joint.opinion = Some(self.opinion.clone());
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
