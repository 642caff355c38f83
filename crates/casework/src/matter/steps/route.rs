//! Route (分办): hand the matter to a unit: 自办, 转办, 交办, 转送 or 移送. The receiving unit is proposed
//! by managing authority with its reason; it is never the accused's own unit, nor one led by the
//! accused or by somebody recused (S1-53; 处理检举控告工作规则第十五条).

use super::{Event, issue_assignment, name_joint};
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{FileId, PersonId, UnitId};
use crate::access::holds_original;
use crate::matter::{Assignment, Chain, CountersignSlot, ForwardCopy, Lead, Matter, Mode, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Route {
    to: UnitId,
    mode: Mode,
    requirement: Option<SealedRef>,
    until: Option<Date>,
    title: Option<SealedRef>,
    summary: Option<SealedRef>,
    original: Option<SealedRef>,
    #[serde(default)]
    fast: bool,
    #[serde(default)]
    joint: Vec<UnitId>,
    #[serde(default)]
    files: Vec<FileId>,
    #[serde(default)]
    checked: bool,
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
    /// The organ it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_organ: Option<UnitId>,
    /// What the receiver is given instead of the original (T5).
    #[serde(default, skip_serializing_if = "ForwardCopy::is_empty")]
    pub copy: ForwardCopy,
    /// On the fast track (S3-26).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fast: bool,
    /// Designated by the common superior (指定管辖, P-13).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub designated: bool,
    /// Organs the accused belong to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub barred: Vec<UnitId>,
    /// Units that may not see it any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub narrowed: Vec<UnitId>,
    /// Who answers for it together (S3-20).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<Box<Chain>>,
    /// Whether words that look like somebody's identity were read by the actor and let through.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub checked: bool,
}

crate::refusals! {
    NotReady = "not-ready" => "此件尚未批示，或已有单位在办，现在不能分办；没有批示的请先呈领导批示，在办的请承办单位先退回。",
    UnderStudy = "under-study" => "此件正在研判，请等领导审定后再分办。",
    NotInstructed = "not-instructed" => "尚无领导批示，请先呈批。",
    UnitUnknown = "unit-unknown" => "接收单位不存在，请重新选择。",
    SameUnit = "same-unit" => "此件已在该单位手里，请选择其他单位；由内设机构办理的，请选内设机构。",
    UnitAccused = "unit-accused" => "不得交给被反映人所在单位办理，请改由其上级或其他有权单位办理。",
    HeadRecused = "head-recused" =>
        "该单位主要负责人是被反映人或应当回避，不得交给该单位，请改由其上级办理。",
    JointUnit = "joint-unit" => "该单位已是本件的协办单位；确需由其主办的，请先取消协办。",
    BelongsAbove = "belongs-above" =>
        "被反映人属于上级管理的干部，应当全件上报，本机关不留内容，不能分办给上级；请用“上报上级”。",
    Undesignated = "undesignated" => "此件已两次退回，由共同上级指定管辖，请用“指定管辖”。",
    NotSimple = "not-simple" => "问题较多的不宜即查即办，请按一般程序分办。",
    SummaryMissing = "summary-missing" =>
        "此件没有登记线索，不能自动生成转办摘要；请写明摘要，或者写明附原件的理由。",
    OriginalNotHeld = "original-not-held" => "本单位手里没有原件，不能附原件；确需原件的，请向分办单位申请。",
    FileUnknown = "file-unknown" => "只能随转举报人提交、并且已生成处理件的附件，请重新选择。",
    IdentityWaiting = "identity-waiting" =>
        "被反映人在本机关，转出以后本机关不再看到此件，查看举报人身份的申请就没有人能审批；请先审批或者撤回申请，再分办。",
    Exposes = "exposes" =>
        "转办的标题、摘要或要求里有像姓名、电话、证件号码或住址的内容，可能让接收单位认出举报人；请删改，确认与举报人无关的，勾选“已逐字核对”。",
    NoDemand = "no-demand" => "填了报结果期限的，随件发交办通知单，请写明办理要求。",
    PastDay = "past-day" => "报结果期限须晚于今天，请更正。",
    NoNumber = "no-number" => "暂时取不到交办通知单的文号，请稍后再试。",
    JointUnknown = "joint-unknown" => "协办单位不能是主办单位、被反映人所在单位或者应当回避的单位，请重新选择。",
}

/// What a receiver is given (T5), the same wherever a matter is handed on.
pub(super) const FIELDS: [Field; 5] = [
    Field::new("title", "转办标题", Kind::Line { max: 100 })
        .optional()
        .help("接收单位看到的标题；不填的按登记的线索生成，不写能看出举报人的内容"),
    Field::new("summary", "转办摘要", Kind::Text { max: 3000 })
        .optional()
        .help("接收单位看到的内容；不填的按登记的线索和问题生成，原文不下发"),
    Field::new("original", "附原件的理由", Kind::Text { max: 500 })
        .optional()
        .help("不填即不附原件；填写后接收单位可以看到原文"),
    Field::new("files", "随转附件", Kind::Several(Source::CleanFiles))
        .optional()
        .help("接收单位只看得到选中附件的处理件，已清除来源信息；内容能看出举报人的不要选"),
    Field::new("checked", "已逐字核对，转给接收单位的文字里没有举报人身份", Kind::Flag).optional(),
];

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
        mechanisms: &["S0-10", "S0-20", "S0-26", "S1-53", "S2-14", "S3-26", "P-04"],
        performer: Performer::Person,
        fields: &[
            Field::new("to", "接收单位", Kind::From(Source::Receivers)),
            Field::new("mode", "办理方式", Kind::Choice(Mode::CODES)),
            Field::new("requirement", "办理要求", Kind::Text { max: 1000 }).optional(),
            Field::new("until", "报结果期限", Kind::Date)
                .optional()
                .help("填写的，随件发出编号的交办通知单，到期前预警"),
            FIELDS[0],
            FIELDS[1],
            FIELDS[2],
            FIELDS[3],
            FIELDS[4],
            Field::new("fast", "即查即办", Kind::Flag)
                .optional()
                .help("问题简单、可以当即查清的；签收、受理、上报时限相应缩短"),
            Field::new("joint", "协办单位", Kind::Several(Source::Receivers)).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        match matter.stage {
            _ if matter.study().is_some() => Err(Refusal::UnderStudy),
            Stage::Instructed if matter.routing.undesignated => Err(Refusal::Undesignated),
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
            | Stage::Joined
            | Stage::Voided => Err(Refusal::NotReady),
        }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if self.fast && !is_simple(matter, ctx) {
            return Err(Refusal::NotSimple);
        }
        if strands_request(matter, ctx) {
            return Err(Refusal::IdentityWaiting);
        }
        let noticed = self.noticed(matter, ctx)?;
        let copy = ForwardCopy {
            title: self.title,
            summary: self.summary,
            original: self.original,
            files: matter.checked_files(self.files).ok_or(Refusal::FileUnknown)?,
        };
        let (mode, requirement, checked) = (self.mode, self.requirement, self.checked);
        let given = Given { to: self.to, mode, requirement, copy, checked };
        let mut routed = hand_on(matter, given, ctx)?;
        routed.fast = self.fast;
        let joint = self.joint;
        let named = name_joint::named(matter, &routed.to, &joint, None, ctx)
            .ok_or(Refusal::JointUnknown)?;
        let mut events = vec![Event::Routed(routed)];
        events.extend(noticed.map(Event::AssignmentNoticed));
        events.extend(named.map(Event::JointNamed));
        Ok(events)
    }
}

impl Route {
    /// The notice that goes along where a day was set (交办通知单, S2-14).
    fn noticed(
        &self,
        matter: &Matter,
        ctx: &Context<'_>,
    ) -> Result<Option<issue_assignment::AssignmentNoticed>, Refusal> {
        let Some(until) = self.until else {
            return Ok(None);
        };
        let demand = self.requirement.clone().ok_or(Refusal::NoDemand)?;
        if until <= ctx.now.on() {
            return Err(Refusal::PastDay);
        }
        let holder = &matter.holder;
        let organ = ctx.office.organ_of(holder).unwrap_or(holder);
        let noticed = issue_assignment::noticed(matter, (organ, &self.to), (until, demand), ctx);
        noticed.map(Some).ok_or(Refusal::NoNumber)
    }
}

/// What is handed on, however it was decided.
pub(super) struct Given {
    pub(super) to: UnitId,
    pub(super) mode: Mode,
    pub(super) requirement: Option<SealedRef>,
    pub(super) copy: ForwardCopy,
    /// Whoever hands it on read every word and found nobody who reported.
    pub(super) checked: bool,
}

/// Hands a matter to a unit: what is recorded of it.
pub(super) fn hand_on(matter: &Matter, given: Given, ctx: &Context<'_>) -> Result<Routed, Refusal> {
    let (office, on) = (ctx.office, ctx.now.on());
    check_receiver(matter, &given.to, ctx)?;
    let organ = office.organ_of(&given.to).ok_or(Refusal::UnitUnknown)?;
    let from_organ = office.organ_of(&matter.holder).cloned();
    let holds = |organ: &UnitId| {
        holds_original(office, organ, &matter.receiver) || matter.routing.originals.contains(organ)
    };
    if given.copy.original.is_some() && !from_organ.as_ref().is_some_and(holds) {
        return Err(Refusal::OriginalNotHeld);
    }
    let copied = given.copy.summary.is_some() || given.copy.original.is_some();
    if !copied && matter.leads.is_empty() && !holds(organ) {
        return Err(Refusal::SummaryMissing);
    }
    // Where the original goes along, or is there already, the copy gives nobody away (T5).
    let copy_only = given.copy.original.is_none() && !holds(organ);
    if copy_only && ctx.facts.exposes && !given.checked {
        return Err(Refusal::Exposes);
    }
    let barred = accused_organs(matter, ctx);
    let is_barred = |unit: &UnitId| office.organ_of(unit).is_some_and(|organ| barred.contains(organ));
    let mut sight = office.sight_of(&given.to, on);
    sight.retain(|unit| !is_barred(unit));
    if matter.passing.is_closed() {
        // What was passed up is known to whoever is given it, and to nobody beside or above them.
        sight.retain(|unit| *unit == given.to || unit == organ);
    }
    let narrowed = matter.sight.iter().filter(|unit| is_barred(unit)).cloned().collect();
    Ok(Routed {
        from: matter.holder.clone(),
        to_organ: organ.clone(),
        inside: from_organ.as_ref() == Some(organ),
        upward: office.is_above(organ, &matter.holder),
        mode: given.mode,
        requirement: given.requirement,
        sight,
        from_organ,
        copy: given.copy,
        fast: false,
        designated: false,
        checked: copy_only && ctx.facts.exposes,
        narrowed,
        chain: ctx
            .rules
            .settings
            .chain_of_three
            .then(|| office.chain_of(&given.to, on))
            .flatten()
            .map(Box::new),
        barred,
        to: given.to,
    })
}

/// Whether a request to see who reported would be left with nobody to decide it: the organ that keeps the original is
/// the accused's, and sees the matter no more once it is handed on (T1, T4).
fn strands_request(matter: &Matter, ctx: &Context<'_>) -> bool {
    let keeps = |organ: &&UnitId| matter.original_with(ctx.office, organ);
    let organ = ctx.office.organ_of(&matter.holder).filter(keeps);
    let leaves = organ.is_some_and(|organ| accused_organs(matter, ctx).contains(organ));
    leaves && matter.identity_asked().next().is_some()
}

/// Few enough issues, one accused at most: what can be settled on the spot (S3-26).
fn is_simple(matter: &Matter, ctx: &Context<'_>) -> bool {
    matter.leads.len() <= 1 && matter.issues().count() <= ctx.rules.settings.fast_issues_max
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
    if matter.routing.joint.iter().any(|joint| joint.is_owing() && joint.organ == *organ) {
        return Err(Refusal::JointUnit);
    }
    // Handing it on upwards would leave it readable below (处理检举控告工作规则第十五条).
    let upward = ctx.office.is_above(organ, &matter.holder);
    if upward && !matter.leads_above(ctx.office).is_empty() {
        return Err(Refusal::BelongsAbove);
    }
    Ok(())
}

/// Organs the accused belong to: by the unit named, and by the posts of the person named.
pub(crate) fn accused_organs(matter: &Matter, ctx: &Context<'_>) -> Vec<UnitId> {
    let mut organs = organs_of(&matter.leads, ctx);
    organs.extend(matter.routing.barred.iter().cloned());
    organs.sort();
    organs.dedup();
    organs
}

/// Organs the accused of some leads belong to.
pub(super) fn organs_of(leads: &[Lead], ctx: &Context<'_>) -> Vec<UnitId> {
    let on = ctx.now.on();
    let named = leads.iter().filter_map(|lead| lead.unit.as_ref());
    let persons = leads.iter().filter_map(|lead| lead.person.as_ref());
    let posts = persons.flat_map(|person| ctx.office.posts_of(person, on)).map(|post| &post.unit);
    let mut organs: Vec<UnitId> =
        named.chain(posts).filter_map(|unit| ctx.office.organ_of(unit)).cloned().collect();
    organs.sort();
    organs.dedup();
    organs
}

/// Units that lose sight because the accused belong to their organ. Whoever holds the matter keeps it
/// until it is handed on: somebody has to.
pub(super) fn narrowed(matter: &Matter, barred: &[UnitId], ctx: &Context<'_>) -> Vec<UnitId> {
    let holder = ctx.office.organ_of(&matter.holder);
    let loses = |unit: &&UnitId| {
        let organ = ctx.office.organ_of(unit);
        organ != holder && organ.is_some_and(|organ| barred.contains(organ))
    };
    matter.sight.iter().filter(loses).cloned().collect()
}

/// Whether a person signs as head for an organ.
pub(crate) fn leads_organ(person: &PersonId, organ: &UnitId, ctx: &Context<'_>) -> bool {
    ctx.office.posts_of(person, ctx.now.on()).any(|post| {
        let signs = ctx.rules.role(&post.role).map(|role| &role.signs);
        ctx.office.organ_of(&post.unit) == Some(organ)
            && signs.is_some_and(|signs| signs.contains(&CountersignSlot::Head))
    })
}

impl Routed {
    /// Puts the matter into the unit's hands.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.bar(&self.barred, &self.narrowed);
        let new = |unit: &&UnitId| !matter.sight.contains(unit);
        let widened: Vec<UnitId> = self.sight.iter().filter(new).cloned().collect();
        matter.widen_sight(&widened);
        matter.holder = self.to.clone();
        matter.stage = Stage::Routed;
        if self.copy.original.is_some() && !matter.routing.originals.contains(&self.to_organ) {
            matter.routing.originals.push(self.to_organ.clone());
        }
        if !self.copy.is_empty() {
            matter.routing.copies.push(self.copy.clone());
        }
        matter.routing.fast = self.fast || (self.inside && matter.routing.fast);
        matter.routing.designated = self.designated || (self.inside && matter.routing.designated);
        matter.routing.undesignated = false;
        matter.routing.chain = self.chain.as_deref().cloned();
        matter.assignments.push(Assignment {
            from_organ: self.from_organ.clone().unwrap_or_else(|| self.from.clone()),
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
