//! Draft a public feedback (拟公开反馈, S1-17): an anonymous report is answered at a meeting or on a board.
//! The text is searched for what could betray a reporter; a second person approves it.

use super::Event;
use super::reply::ReplyMode;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{Matter, PublicFeedback, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ProposeFeedback {
    mode: ReplyMode,
    text: SealedRef,
    place: SealedRef,
    audience: SealedRef,
    oversight: Option<SealedRef>,
    #[serde(default)]
    checked: bool,
}

/// A public feedback was drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackProposed {
    /// At a meeting or on a board.
    pub mode: ReplyMode,
    /// What will be said.
    pub text: SealedRef,
    /// Where.
    pub place: SealedRef,
    /// To whom.
    pub audience: SealedRef,
    /// How reporters may oversee it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oversight: Option<SealedRef>,
    /// Whether the text was let stand although something in it looked like a person's traits.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub checked: bool,
}

crate::refusals! {
    ExclusionUnreviewed = "exclusion-unreviewed" =>
        "剔除尚未审定，请信访室主任或领导先审定剔除。",
    NotConcluded = "not-concluded" => "此件尚未办结，或已答复；没有办结的，审核通过以后再拟。",
    RealNameInPublic = "real-name-in-public" => "实名举报须一对一答复，不得公开反馈。",
    Waiting = "waiting" => "公开反馈已经拟好，请等另一人审批，或在批准后反馈。",
    Exposes = "exposes" => "文字里有像姓名、电话、证件号码或住址的内容，可能暴露举报人；请删改，确认不会暴露的，勾选“已逐字核对”。",
}

impl Step for ProposeFeedback {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "propose-feedback",
        noun: "feedback-draft",
        zh: "拟公开反馈",
        help: "匿名举报在会议、公示栏反馈结果；文字不得让人猜出谁在举报，由另一人审批后才能公开。",
        basis: "匿名举报公开反馈，写明方式、地点、范围，接受举报人监督（S1-17）",
        mechanisms: &["S1-17"],
        performer: Performer::Person,
        fields: &[
            Field::new("mode", "反馈方式", Kind::Choice(ReplyMode::IN_PUBLIC)),
            Field::new("text", "反馈内容", Kind::Text { max: 3000 }),
            Field::new("place", "地点", Kind::Line { max: 60 }),
            Field::new("audience", "范围", Kind::Line { max: 60 }),
            Field::new("oversight", "怎样接受举报人监督", Kind::Text { max: 500 })
                .optional()
                .help("例如：对结果有不同意见的，凭查询码或拨打 12388 提出"),
            Field::new("checked", "已逐字核对，不会暴露举报人", Kind::Flag).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        if ctx.rules.settings.exclusion_review && matter.awaits_exclusion_review() {
            return Err(Refusal::ExclusionUnreviewed);
        }
        if matter.stage != Stage::Concluded {
            return Err(Refusal::NotConcluded);
        }
        if matter.real_name() {
            return Err(Refusal::RealNameInPublic);
        }
        if matter.answering.feedback.is_some() { Err(Refusal::Waiting) } else { Ok(()) }
    }

    fn decide(self, _: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if ctx.facts.exposes && !self.checked {
            return Err(Refusal::Exposes);
        }
        Ok(vec![Event::FeedbackProposed(FeedbackProposed {
            mode: self.mode,
            text: self.text,
            place: self.place,
            audience: self.audience,
            oversight: self.oversight,
            checked: self.checked && ctx.facts.exposes,
        })])
    }
}

impl FeedbackProposed {
    /// Waits for the second person.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.answering.feedback = Some(PublicFeedback {
            mode: self.mode,
            text: self.text.clone(),
            place: self.place.clone(),
            audience: self.audience.clone(),
            oversight: self.oversight.clone(),
            drafter: record.by.person().cloned(),
            approved: false,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
