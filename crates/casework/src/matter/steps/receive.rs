//! Receive a report (接收): it arrives by letter, visit, phone, web, or from an old book (S1-01), and
//! gets its number at once. From this moment it cannot be lost: the register and route clocks run.
//!
//! Whoever hands it in (a superior, a leader, another system, the police), it passes this one gate
//! (S1-31, S2-05) and says from where it comes. What is more secret than the installation may hold is
//! refused here; its line without content is an act of the office (P-16).
//!
//! Anyone may send; nothing about a citizen but the sealed report is kept (T9).

use super::Event;
use crate::act::{Act, Performer};
use crate::actor::Actor;
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, RunId, UnitId};
use crate::matter::{
    Accused, Arrival, Channel, Matter, Origin, PassGround, PassedLine, Report, Representative, Secrecy, Stage, Urgency, Visit,
    Way,
};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Receive {
    channel: Channel,
    way: Option<Way>,
    origin: Option<Origin>,
    platform: Option<String>,
    sender_number: Option<String>,
    #[serde(default)]
    wants_result: bool,
    unit: UnitId,
    region: Option<String>,
    urgency: Option<Urgency>,
    secrecy: Option<Secrecy>,
    title: SealedRef,
    text: SealedRef,
    #[serde(default)]
    real_name: bool,
    reporter: SealedRef,
    heads: Option<u32>,
    #[serde(default)]
    representatives: Vec<Representative>,
    members: Option<SealedRef>,
    #[serde(default)]
    accused: Vec<Accused>,
    #[serde(default)]
    files: Vec<FileRef>,
    late_reason: Option<SealedRef>,
    source: Option<SealedRef>,
    past_reply: Option<SealedRef>,
}

/// A report arrived and a matter began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The number given.
    pub number: String,
    /// How it came.
    pub channel: Channel,
    /// The organ that received it.
    pub unit: UnitId,
    /// The division it concerns.
    pub region: String,
    /// How it arrived, where more than the channel was said.
    #[serde(default, skip_serializing_if = "Arrival::is_plain")]
    pub arrival: Box<Arrival>,
    /// The report.
    pub report: Box<Report>,
    /// The sender's own number, where another system or an old book sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender_number: Option<String>,
    /// Persons of the office who bear an accused's name: they see nothing until someone lifts it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recused: Vec<PersonId>,
    /// Units that may see it from now on.
    pub sight: Vec<UnitId>,
    /// The organ it was sent to, where it is about that organ or its leadership and went to the superior
    /// without staying there (处理检举控告工作规则第十五条).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_to: Option<UnitId>,
}

crate::refusals! {
    AlreadyReceived = "already-received" => "这件举报已经收到，无需重复接收。",
    UnitUnknown = "unit-unknown" => "接收机构不存在，请重新选择受理机关。",
    NotReachable = "not-reachable" => "实名举报须填写姓名和至少一种联系方式；不便填写的，请改为匿名举报。",
    NumberMissing = "number-missing" => "未能取得编号，请重新提交。",
    OfOffice = "of-office" => "来源、紧急程度、密级等由受理机关登记，举报人无需填写。",
    WrongWay = "wrong-way" => "细分渠道与渠道不符，请重新选择。",
    NotSuperior = "not-superior" => "只有上级交办、转送的才填写要求报结果。",
    AboveGrade = "above-grade" =>
        "密级超过本系统可以存放的级别，请不要录入；由专人当面移交，并用“涉密件交接登记”留一条不含内容的记录。",
    VisitOnly = "visit-only" => "来访人数、代表和名单只在来访时填写。",
    RepresentativeMissing = "representative-missing" => "五人以上为集体访，须登记推选的代表。",
    TooManyRepresentatives = "too-many-representatives" => "集体访的代表不得超过五人，请当场推选。",
    LateReasonMissing = "late-reason-missing" => "发生在前、今日补录的，请写明补录原因。",
}

const ACCUSED: &[Field] = &[
    Field::new("name", "姓名", Kind::Line { max: 30 }),
    Field::new("unit", "单位", Kind::Line { max: 100 }).optional(),
    Field::new("post", "职务", Kind::Line { max: 30 }).optional(),
];

const REPRESENTATIVE: &[Field] = &[
    Field::new("name", "姓名", Kind::Named { max: 30 }),
    Field::new("phone", "联系方式", Kind::Named { max: 50 }).optional(),
];

impl Step for Receive {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "receive",
        noun: "reports",
        zh: "接收",
        help: "收到一件举报即给编号，登记、分办时限随之起算。",
        basis: "《纪检监察机关处理检举控告工作规则》归口受理；当日分转（S1-13）",
        mechanisms: &["S1-01", "S1-31", "S1-45", "S1-47", "S2-05", "P-09"],
        performer: Performer::Sender,
        fields: &[
            Field::new("channel", "渠道", Kind::Choice(Channel::CODES)),
            Field::new("way", "细分渠道", Kind::Choice(Way::CODES)).optional(),
            Field::new("origin", "来源", Kind::Choice(Origin::CODES)).optional().help("不选为本级自收"),
            Field::new("platform", "来源平台", Kind::From(Source::Platforms))
                .optional()
                .help("12345、问政、接诉即办等平台移送来的填写"),
            Field::new("sender_number", "来件编号", Kind::Word { max: 64 })
                .optional()
                .help("来文机关或系统的编号"),
            Field::new("wants_result", "要求报结果", Kind::Flag).optional().help("上级交办、转送的填写"),
            Field::new("unit", "受理机关", Kind::From(Source::Units)),
            Field::new("region", "问题发生地", Kind::From(Source::Regions)).optional(),
            Field::new("urgency", "紧急程度", Kind::Choice(Urgency::CODES))
                .optional()
                .help("特急的按小时计时，先电话批示、后补书面"),
            Field::new("secrecy", "密级", Kind::Choice(Secrecy::CODES)).optional(),
            Field::new("title", "标题", Kind::Line { max: 100 }),
            Field::new("text", "主要问题", Kind::Text { max: 6000 }),
            Field::new("real_name", "实名举报", Kind::Flag).optional(),
            Field::new("reporter", "举报人", Kind::Identity).optional(),
            Field::new("heads", "来访人数", Kind::Number { min: 1, max: 9999 })
                .optional()
                .help("五人以上为集体访，须推选代表并报告领导"),
            Field::new(
                "representatives",
                "代表",
                Kind::Group { fields: REPRESENTATIVE, min: 0, max: 20 },
            )
            .optional(),
            Field::new("members", "来访人员名单", Kind::Named { max: 3000 })
                .optional()
                .help("与举报人身份一同封存"),
            Field::new("accused", "被反映人", Kind::Group { fields: ACCUSED, min: 0, max: 5 }).optional(),
            Field::new("files", "附件", Kind::Files { max: 5 })
                .optional()
                .help("来信不附扫描件的，另计补扫时限"),
            Field::new("late_reason", "补录原因", Kind::Line { max: 200 })
                .optional()
                .help("今日补录以前收到的，写明原因"),
            Field::new("source", "原始登记", Kind::Text { max: 60_000 }).optional(),
            Field::new("past_reply", "原答复", Kind::Text { max: 20_000 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.exists() { Err(Refusal::AlreadyReceived) } else { Ok(()) }
    }

    fn decide(self, _: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let organ = ctx.office.organ_of(&self.unit).ok_or(Refusal::UnitUnknown)?.clone();
        let unit = ctx.office.unit(&organ).ok_or(Refusal::UnitUnknown)?;
        if self.real_name && !ctx.facts.reachable {
            return Err(Refusal::NotReachable);
        }
        let arrival = self.arrival(ctx)?;
        let (number, id) =
            ctx.facts.number.clone().zip(ctx.facts.report).ok_or(Refusal::NumberMissing)?;
        let on = ctx.now.on();
        let straight = self.straight_up(&organ, ctx);
        let report = Report {
            id,
            number: number.clone(),
            real_name: self.real_name,
            title: self.title,
            text: self.text,
            identity: self.reporter,
            accused: self.accused,
            files: self.files,
            source: self.source,
            past_reply: self.past_reply,
        };
        Ok(vec![Event::Received(Received {
            number,
            channel: self.channel,
            region: self.region.unwrap_or_else(|| unit.region.clone()),
            arrival: Box::new(arrival),
            report: Box::new(report),
            sender_number: self.sender_number,
            recused: ctx.facts.namesakes.clone(),
            sight: match &straight {
                Some(above) => vec![above.clone()],
                None => ctx.office.sight_of(&organ, on),
            },
            sent_to: straight.as_ref().map(|_| organ.clone()),
            unit: straight.unwrap_or(organ),
        })])
    }
}

impl Receive {
    /// The superior organ it goes to at once; what an old book brings stays where the book was kept.
    fn straight_up(&self, organ: &UnitId, ctx: &Context<'_>) -> Option<UnitId> {
        let (facts, on) = (ctx.facts, ctx.now.on());
        let from_book = matches!(ctx.actor, Actor::Import { .. });
        let straight =
            || ctx.office.straight_up(ctx.rules, organ, &facts.namesakes, facts.about_organ, on);
        (!from_book).then(straight).flatten()
    }

    /// How it arrived, by the rules of arrival.
    fn arrival(&self, ctx: &Context<'_>) -> Result<Arrival, Refusal> {
        let late = ctx.now.on() > ctx.happened.date() && ctx.actor.person().is_some();
        if late && self.late_reason.is_none() {
            return Err(Refusal::LateReasonMissing);
        }
        if self.way.is_some_and(|way| way.channel() != self.channel) {
            return Err(Refusal::WrongWay);
        }
        let origin = self.origin.unwrap_or(Origin::Own);
        if self.wants_result && !origin.is_superior() {
            return Err(Refusal::NotSuperior);
        }
        let secrecy = self.secrecy.unwrap_or(Secrecy::Internal);
        if secrecy > ctx.rules.settings.secrecy_max {
            return Err(Refusal::AboveGrade);
        }
        let by_office = ctx.actor.person().is_some();
        let arrival = Arrival {
            origin,
            way: self.way,
            wants_result: self.wants_result,
            urgency: self.urgency.unwrap_or(Urgency::Normal),
            secrecy,
            visit: self.visit()?,
            unscanned: by_office && self.channel == Channel::Letter && self.files.is_empty(),
            platform: self.platform.clone(),
            late_reason: self.late_reason.clone(),
        };
        if matches!(ctx.actor, Actor::Citizen) && !arrival.is_plain() {
            return Err(Refusal::OfOffice);
        }
        Ok(arrival)
    }

    fn visit(&self) -> Result<Option<Visit>, Refusal> {
        let named = !self.representatives.is_empty() || self.members.is_some();
        if self.channel != Channel::Visit {
            let told = named || self.heads.is_some();
            return if told { Err(Refusal::VisitOnly) } else { Ok(None) };
        }
        let visit = Visit {
            heads: self.heads.unwrap_or(1),
            representatives: self.representatives.clone(),
            members: self.members.clone(),
        };
        if visit.representatives.len() > Visit::REPRESENTATIVES {
            return Err(Refusal::TooManyRepresentatives);
        }
        if visit.is_collective() && visit.representatives.is_empty() {
            return Err(Refusal::RepresentativeMissing);
        }
        Ok(Some(visit))
    }
}

impl Received {
    /// Begins the matter.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.number = self.number.clone();
        matter.stage = Stage::Received;
        matter.received = record.happened;
        matter.entered_at = record.at;
        matter.receiver = self.unit.clone();
        matter.holder = self.unit.clone();
        matter.region = self.region.clone();
        matter.channel = self.channel;
        matter.intake.arrival = Arrival::clone(&self.arrival);
        matter.run = run_of(&record.by);
        matter.reports.push(Report::clone(&self.report));
        matter.recused.extend(self.recused.iter().cloned());
        matter.sight = self.sight.clone();
        if let Some(sent_to) = &self.sent_to {
            self.go_straight(sent_to, matter, record);
        }
    }
}

impl Received {
    /// What a clerk typed leaves a line without content; of what a citizen sent, the organ learns nothing.
    fn go_straight(&self, sent_to: &UnitId, matter: &mut Matter, record: &Recorded<()>) {
        matter.passing.straight = true;
        if record.by.person().is_none() {
            return;
        }
        matter.passing.lines.push(PassedLine {
            from: sent_to.clone(),
            to: self.unit.clone(),
            ground: PassGround::OwnLeadership,
            by: record.by.person().cloned(),
            at: record.happened,
            received: record.happened,
            channel: self.channel,
            origin: self.arrival.origin,
            heads: matter.heads(),
            signed: None,
            returned: None,
        });
    }
}

fn run_of(actor: &Actor) -> Option<RunId> {
    match actor {
        Actor::Import { run } => Some(*run),
        Actor::Citizen
        | Actor::Reporter
        | Actor::Person { .. }
        | Actor::Timer
        | Actor::Partner { .. }
        | Actor::Console => None,
    }
}

#[cfg(test)]
pub(crate) mod tests;
