//! Release a joint unit (取消协办): its opinion is not needed any more, with the reason; where it has given
//! none it loses sight of the matter (P-04).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::matter::Matter;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReleaseJoint {
    unit: UnitId,
    reason: SealedRef,
}

/// A joint unit was released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JointReleased {
    /// Which.
    pub unit: UnitId,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NobodyOwes = "nobody-owes" => "没有还未反馈意见的协办单位。",
    NotJoint = "not-joint" => "所选单位不是协办单位，或者已经反馈意见，请重新选择。",
}

impl Step for ReleaseJoint {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "release-joint",
        noun: "joint-release",
        zh: "取消协办",
        help: "不再需要协办的，写明理由取消；该单位的协办时限随之了结。",
        basis: "主办、协办、会办（P-04）",
        mechanisms: &["P-04"],
        performer: Performer::Person,
        fields: &[
            Field::new("unit", "协办单位", Kind::From(Source::Joints)),
            Field::new("reason", "理由", Kind::Text { max: 500 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let owing = matter.owing_joints().next().is_some();
        if owing && !matter.is_over() { Ok(()) } else { Err(Refusal::NobodyOwes) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if !matter.owing_joints().any(|joint| joint.unit == self.unit) {
            return Err(Refusal::NotJoint);
        }
        let (unit, reason) = (self.unit, self.reason);
        Ok(vec![Event::JointReleased(JointReleased { unit, reason })])
    }
}

impl JointReleased {
    /// Ends the duty and the sight that came with it.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        let joints = matter.routing.joint.iter_mut();
        let mut narrowed = Vec::new();
        for joint in joints.filter(|joint| joint.unit == self.unit && joint.is_owing()) {
            joint.released = true;
            narrowed = std::mem::take(&mut joint.widened);
        }
        narrowed.retain(|unit| *unit != matter.holder);
        matter.sight.retain(|unit| !narrowed.contains(unit));
    }
}

#[cfg(test)]
pub(crate) mod tests;
