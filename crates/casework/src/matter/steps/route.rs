//! Route (分办): hand the matter to a unit: 自办, 转办, 交办, 转送 or 移送. The receiving unit is proposed
//! by managing authority with its reason; it is never the accused's own unit, nor one led by the
//! accused or by somebody recused (S1-53; 处理检举控告工作规则第十五条).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::matter::{Assignment, CountersignSlot, Matter, Mode, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Route {
    to: UnitId,
    mode: Mode,
    requirement: Option<SealedRef>,
}

/// The matter was handed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routed {
    /// From which unit.
    pub from: UnitId,
    /// To which unit.
    pub to: UnitId,
    /// The organ of that unit.
    pub to_organ: UnitId,
    /// Within one organ.
    pub inside: bool,
    /// To an organ above the one it came from: what is passed up is not audited from below.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub upward: bool,
    /// How.
    pub mode: Mode,
    /// What is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement: Option<SealedRef>,
    /// Units that may see it from now on.
    pub sight: Vec<UnitId>,
}

crate::refusals! {
    NotReady = "not-ready" => "此件尚未批示，或已有单位在办，现在不能分办。",
    NotInstructed = "not-instructed" => "尚无领导批示，请先呈批。",
    UnitUnknown = "unit-unknown" => "接收单位不存在，请重新选择。",
    SameUnit = "same-unit" => "此件已在该单位手里，请选择其他单位；由内设机构办理的，请选内设机构。",
    UnitAccused = "unit-accused" => "不得交给被反映人所在单位办理，请改由其上级或其他有权单位办理。",
    HeadRecused = "head-recused" =>
        "该单位主要负责人是被反映人或应当回避，不得交给该单位，请改由其上级办理。",
}

impl Step for Route {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "route",
        noun: "routing",
        zh: "分办",
        help: "按干部管理权限提出接收单位及理由；不得交给被反映人或其所在单位。",
        basis: "分级受理、按干部管理权限（规则第十一条、第十六条）；转办件登记编号、明确期限（S0-26）",
        mechanisms: &["S0-10", "S0-20", "S0-26", "S1-53", "S2-14"],
        performer: Performer::Person,
        fields: &[
            Field::new("to", "接收单位", Kind::From(Source::Receivers)),
            Field::new("mode", "办理方式", Kind::Choice(Mode::CODES)),
            Field::new("requirement", "办理要求", Kind::Text { max: 1000 }).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        match matter.stage {
            Stage::Instructed | Stage::Signed => Ok(()),
            Stage::Screened if !ctx.rules.settings.instruction_before_routing => Ok(()),
            Stage::Screened => Err(Refusal::NotInstructed),
            Stage::Received
            | Stage::Registered
            | Stage::Routed
            | Stage::Accepted
            | Stage::Reported
            | Stage::Countersigned
            | Stage::Concluded
            | Stage::Replied
            | Stage::WrittenOff
            | Stage::Joined => Err(Refusal::NotReady),
        }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        check_receiver(matter, &self.to, ctx)?;
        let organ = ctx.office.organ_of(&self.to).ok_or(Refusal::UnitUnknown)?;
        let accused = accused_organs(matter, ctx);
        let mut sight = ctx.office.sight_of(&self.to, ctx.now.on());
        sight.retain(|unit| ctx.office.organ_of(unit).is_none_or(|organ| !accused.contains(organ)));
        Ok(vec![Event::Routed(Routed {
            from: matter.holder.clone(),
            to: self.to.clone(),
            to_organ: organ.clone(),
            inside: ctx.office.organ_of(&matter.holder) == Some(organ),
            upward: ctx.office.is_above(organ, &matter.holder),
            mode: self.mode,
            requirement: self.requirement,
            sight,
        })])
    }
}

/// Whether a unit may be given the matter at all; pages use it to leave out who may not.
///
/// # Errors
/// Why not.
pub fn check_receiver(matter: &Matter, to: &UnitId, ctx: &Context<'_>) -> Result<(), Refusal> {
    let unit = ctx.office.unit(to).ok_or(Refusal::UnitUnknown)?;
    if matter.holder == unit.id {
        return Err(Refusal::SameUnit);
    }
    let organ = ctx.office.organ_of(to).ok_or(Refusal::UnitUnknown)?;
    let accused = accused_organs(matter, ctx);
    if accused.contains(organ) || matter.leads.iter().any(|lead| lead.unit.as_ref() == Some(to)) {
        return Err(Refusal::UnitAccused);
    }
    if matter.recused.iter().any(|person| leads_organ(person, organ, ctx)) {
        return Err(Refusal::HeadRecused);
    }
    Ok(())
}

/// Organs the accused belong to: by the unit named, and by the posts of the person named.
fn accused_organs(matter: &Matter, ctx: &Context<'_>) -> Vec<UnitId> {
    let on = ctx.now.on();
    let named = matter.leads.iter().filter_map(|lead| lead.unit.as_ref());
    let persons = matter.leads.iter().filter_map(|lead| lead.person.as_ref());
    let posts = persons.flat_map(|person| ctx.office.posts_of(person, on)).map(|post| &post.unit);
    named.chain(posts).filter_map(|unit| ctx.office.organ_of(unit)).cloned().collect()
}

/// Whether a person signs as head for an organ.
fn leads_organ(person: &PersonId, organ: &UnitId, ctx: &Context<'_>) -> bool {
    ctx.office.posts_of(person, ctx.now.on()).any(|post| {
        let signs = ctx.rules.role(&post.role).map(|role| &role.signs);
        ctx.office.organ_of(&post.unit) == Some(organ)
            && signs.is_some_and(|signs| signs.contains(&CountersignSlot::Head))
    })
}

impl Routed {
    /// Puts the matter into the unit's hands.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let new = |unit: &&UnitId| !matter.sight.contains(unit);
        let widened: Vec<UnitId> = self.sight.iter().filter(new).cloned().collect();
        matter.widen_sight(&widened);
        matter.holder = self.to.clone();
        matter.stage = Stage::Routed;
        matter.assignments.push(Assignment {
            from: self.from.clone(),
            to: self.to.clone(),
            to_organ: self.to_organ.clone(),
            inside: self.inside,
            upward: self.upward,
            mode: self.mode,
            routed: record.happened,
            signed: None,
            accepted: None,
            returned: None,
            widened,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
