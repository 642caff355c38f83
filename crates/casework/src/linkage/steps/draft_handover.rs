//! Draft a handover letter (拟移交函): to the department, or the local Party or government, that can solve it.
//! The body may be outside the tree of offices; it is named in full.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::linkage::{Handover, Linkage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DraftHandover {
    body: String,
    name: SealedRef,
    summary: SealedRef,
    demand: SealedRef,
    answer_by: Date,
    #[serde(default)]
    checked: bool,
}

/// A handover letter was drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverDrafted {
    /// Its number within the linkage.
    pub letter: u32,
    /// The organ whose letter it is.
    pub organ: UnitId,
    /// To which sort of body.
    pub body: String,
    /// The body's name in full.
    pub name: SealedRef,
    /// What it is told.
    pub summary: SealedRef,
    /// What is asked.
    pub demand: SealedRef,
    /// By when it is to answer.
    pub answer_by: Date,
    /// Whether words that look like somebody's identity were read by the actor and let through.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub checked: bool,
}

crate::refusals! {
    NotInHand = "not-in-hand" => "提示函尚未签收，或者此件已经反馈结果、已经结束，不能再拟移交函。",
    NotReceiver = "not-receiver" => "移交函由承接单位发出，请由该单位办理。",
    DraftWaits = "draft-waits" => "上一份移交函还没有签发，请先签发。",
    TooEarly = "too-early" => "要求答复的日期须晚于今天，请更正。",
    Exposes = "exposes" =>
        "移交的情况或要求里有像姓名、电话、证件号码或住址的内容，可能让对方认出举报人；请删改，确认与举报人无关的，勾选“已逐字核对”。",
}

impl Step for DraftHandover {
    type State = Linkage;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "draft-handover-letter",
        noun: "handover-draft",
        zh: "拟移交函",
        help: "写明移交给哪个职能部门或者地方党委政府、主要情况和要求，报本单位负责人签发。不写举报人是谁。",
        basis: "承接单位以移交函交职能部门或者地方党委政府，督促依法解决（S1-51）",
        mechanisms: &["S1-51", "S1-53"],
        performer: Performer::Person,
        fields: &[
            Field::new("body", "哪类部门", Kind::From(Source::Bodies)),
            Field::new("name", "部门全称", Kind::Line { max: 60 }).help("例如：某某市某某局、某某县人民政府"),
            Field::new("summary", "主要情况", Kind::Text { max: 3000 }),
            Field::new("demand", "移交要求", Kind::Text { max: 1000 }),
            Field::new("answer_by", "要求答复的日期", Kind::Date),
            Field::new("checked", "已逐字核对，文字里没有举报人身份", Kind::Flag).optional(),
        ],
    };

    fn ground(linkage: &Linkage, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !linkage.runs() || !linkage.is_in_hand() {
            return Err(Refusal::NotInHand);
        }
        if !linkage.is_receiver(ctx) {
            return Err(Refusal::NotReceiver);
        }
        if linkage.draft().is_some() { Err(Refusal::DraftWaits) } else { Ok(()) }
    }

    fn decide(self, linkage: &Linkage, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if self.answer_by <= ctx.now.on() {
            return Err(Refusal::TooEarly);
        }
        if ctx.facts.exposes && !self.checked {
            return Err(Refusal::Exposes);
        }
        Ok(vec![Event::HandoverDrafted(HandoverDrafted {
            letter: linkage.handovers.len() as u32 + 1,
            organ: linkage.receiver.clone(),
            body: self.body,
            name: self.name,
            summary: self.summary,
            demand: self.demand,
            answer_by: self.answer_by,
            checked: ctx.facts.exposes,
        })])
    }
}

impl HandoverDrafted {
    /// It waits for a signature.
    pub fn evolve(&self, linkage: &mut Linkage, record: &Recorded<()>) {
        linkage.handovers.push(Handover {
            number: self.letter,
            organ: self.organ.clone(),
            body: self.body.clone(),
            name: self.name.clone(),
            summary: self.summary.clone(),
            demand: self.demand.clone(),
            answer_by: self.answer_by,
            by: record.by.person().cloned(),
            issued: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::acknowledge_prompt::tests::acknowledged;
    use super::super::sign_prompt::tests::prompted;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const DRAFT: &str = DraftHandover::ACT.name;

    fn letter(answer_by: &str) -> Value {
        json!({"body": "housing", "name": sealed(21), "summary": sealed(22), "demand": sealed(23),
               "answer_by": answer_by})
    }

    pub(crate) fn drafted() -> Proceeding<Linkage> {
        acknowledged().act("city-clerk", DRAFT, letter("2026-03-31"))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-in-hand", || prompted().by("city-clerk").refused(DRAFT, letter("2026-03-31"))),
            case("not-receiver", || acknowledged().by("prov-clerk").refused(DRAFT, letter("2026-03-31"))),
            case("draft-waits", || drafted().by("city-clerk").refused(DRAFT, letter("2026-03-31"))),
            case("too-early", || acknowledged().by("city-clerk").refused(DRAFT, letter("2026-03-02"))),
            case("exposes", || {
                let mut story = acknowledged().by("city-clerk");
                story.facts.exposes = true;
                story.refused(DRAFT, letter("2026-03-31"))
            }),
        ]
    };
}
