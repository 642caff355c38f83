//! Receive a report (接收): it arrives by letter, visit, phone, web, or from an old book (S1-01), and
//! gets its number at once. From this moment it cannot be lost: the register and route clocks run.
//!
//! Anyone may send; nothing about a citizen but the sealed report is kept (T9).

use super::Event;
use crate::act::{Act, Performer};
use crate::actor::Actor;
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, RunId, UnitId};
use crate::matter::{Accused, Channel, Matter, Report, Stage};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Receive {
    channel: Channel,
    unit: UnitId,
    region: Option<String>,
    #[serde(default)]
    real_name: bool,
    title: SealedRef,
    text: SealedRef,
    #[serde(default)]
    accused: Vec<Accused>,
    reporter: SealedRef,
    #[serde(default)]
    files: Vec<FileRef>,
    sender_number: Option<String>,
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
}

crate::refusals! {
    AlreadyReceived = "already-received" => "这件举报已经收到，无需重复接收。",
    UnitUnknown = "unit-unknown" => "接收机构不存在，请重新选择受理机关。",
    NotReachable = "not-reachable" => "实名举报须填写姓名和至少一种联系方式；不便填写的，请改为匿名举报。",
    NumberMissing = "number-missing" => "未能取得编号，请重新提交。",
}

const ACCUSED: &[Field] = &[
    Field::new("name", "姓名", Kind::Line { max: 30 }),
    Field::new("unit", "单位", Kind::Line { max: 100 }).optional(),
    Field::new("post", "职务", Kind::Line { max: 30 }).optional(),
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
        mechanisms: &["S1-01", "S1-31", "S2-05", "P-09"],
        performer: Performer::Sender,
        fields: &[
            Field::new("channel", "渠道", Kind::Choice(Channel::CODES)),
            Field::new("unit", "受理机关", Kind::From(Source::Units)),
            Field::new("region", "问题发生地", Kind::From(Source::Regions)).optional(),
            Field::new("real_name", "实名举报", Kind::Flag).optional(),
            Field::new("title", "标题", Kind::Line { max: 100 }),
            Field::new("text", "主要问题", Kind::Text { max: 6000 }),
            Field::new("accused", "被反映人", Kind::Group { fields: ACCUSED, min: 0, max: 5 }).optional(),
            Field::new("reporter", "举报人", Kind::Identity).optional(),
            Field::new("files", "附件", Kind::Files { max: 5 }).optional(),
            Field::new("sender_number", "来件编号", Kind::Word { max: 64 }).optional(),
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
        let (number, id) =
            ctx.facts.number.clone().zip(ctx.facts.report).ok_or(Refusal::NumberMissing)?;
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
            unit: organ.clone(),
            region: self.region.unwrap_or_else(|| unit.region.clone()),
            report: Box::new(report),
            sender_number: self.sender_number,
            recused: ctx.facts.namesakes.clone(),
            sight: ctx.office.sight_of(&organ, ctx.now.on()),
        })])
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
        matter.run = run_of(&record.by);
        matter.reports.push(Report::clone(&self.report));
        matter.recused.extend(self.recused.iter().cloned());
        matter.sight = self.sight.clone();
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
