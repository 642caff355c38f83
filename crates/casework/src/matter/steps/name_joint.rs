//! Name joint units (明确协办单位): beside the one lead unit several units work along (协办、会办), each
//! with its own clock and its own opinion; the lead unit consolidates (P-04).

use super::Event;
use super::route::accused_organs;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::matter::{CountersignSlot, Joint, Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct NameJoint {
    units: Vec<UnitId>,
    requirement: Option<SealedRef>,
}

/// Joint units were named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JointNamed {
    /// Which.
    pub units: Vec<NewJoint>,
    /// What is asked of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement: Option<SealedRef>,
}

/// One joint unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewJoint {
    /// Which unit.
    pub unit: UnitId,
    /// Its organ.
    pub organ: UnitId,
}

crate::refusals! {
    NotInHand = "not-in-hand" => "此件还没有主办单位，或者结果已经上报，现在不能明确协办单位；没有主办单位的，请先分办。",
    NobodyNamed = "nobody-named" => "请至少选择一个协办单位。",
    Unfit = "unfit" =>
        "协办单位不能是主办单位、已在协办的单位、被反映人所在单位或者应当回避的单位，请重新选择。",
}

impl Step for NameJoint {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "name-joint",
        noun: "joint-units",
        zh: "明确协办单位",
        help: "协办单位各有时限、各出意见，看到的是转办摘要；由主办单位汇总上报。",
        basis: "主办、协办、会办：一个主办单位，协办单位各负其责（P-04）",
        mechanisms: &["P-04"],
        performer: Performer::Person,
        fields: &[
            Field::new("units", "协办单位", Kind::Several(Source::Receivers)),
            Field::new("requirement", "协办事项", Kind::Text { max: 1000 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        match matter.stage {
            Stage::Routed | Stage::Signed | Stage::Accepted => Ok(()),
            _ => Err(Refusal::NotInHand),
        }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let named = named(matter, &matter.holder, &self.units, self.requirement, ctx);
        let named = named.ok_or(Refusal::Unfit)?.ok_or(Refusal::NobodyNamed)?;
        Ok(vec![Event::JointNamed(named)])
    }
}

/// The joint units as they will be recorded; nothing where none are asked for, `None` where one is
/// unfit: unknown, the lead unit's organ, working along already, the accused's, or led by a recused person.
pub(super) fn named(
    matter: &Matter,
    lead: &UnitId,
    units: &[UnitId],
    requirement: Option<SealedRef>,
    ctx: &Context<'_>,
) -> Option<Option<JointNamed>> {
    let barred = accused_organs(matter, ctx);
    let lead = ctx.office.organ_of(lead);
    let mut joints: Vec<NewJoint> = Vec::new();
    for unit in units {
        let organ = ctx.office.organ_of(unit)?;
        let known = matter.routing.joint.iter().any(|joint| joint.is_owing() && joint.organ == *organ);
        let twice = joints.iter().any(|joint| joint.organ == *organ);
        let recused = matter.recused.iter().any(|person| heads(person, organ, ctx));
        if Some(organ) == lead || barred.contains(organ) || known || twice || recused {
            return None;
        }
        joints.push(NewJoint { unit: unit.clone(), organ: organ.clone() });
    }
    let named = JointNamed { units: joints, requirement };
    Some((!named.units.is_empty()).then_some(named))
}

/// Whether a person signs as head for an organ.
pub(super) fn heads(person: &PersonId, organ: &UnitId, ctx: &Context<'_>) -> bool {
    ctx.office.posts_of(person, ctx.now.on()).any(|post| {
        let signs = ctx.rules.role(&post.role).map(|role| &role.signs);
        ctx.office.organ_of(&post.unit) == Some(organ)
            && signs.is_some_and(|signs| signs.contains(&CountersignSlot::Head))
    })
}

impl JointNamed {
    /// The units see it from now on, and owe their opinion.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        for joint in &self.units {
            let mut widened = vec![joint.unit.clone(), joint.organ.clone()];
            widened.dedup();
            widened.retain(|unit| !matter.sight.contains(unit));
            matter.widen_sight(&widened);
            matter.routing.joint.push(Joint {
                unit: joint.unit.clone(),
                organ: joint.organ.clone(),
                since: record.happened,
                opinion: None,
                released: false,
                widened,
            });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
