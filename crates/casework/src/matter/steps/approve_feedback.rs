//! Decide on a public feedback (审批公开反馈, S1-17): a second person reads it with a reporter's eyes before
//! it goes out.

use super::Event;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind};
use crate::matter::Matter;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// The second person's decision.
    pub enum FeedbackVerdict {
        /// It may go out.
        Approve = "approve" => "同意公开",
        /// Back to be changed.
        Return = "return" => "退回修改",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ApproveFeedback {
    verdict: FeedbackVerdict,
    opinion: Option<SealedRef>,
}

/// It may go out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackApproved {
    /// What the approver adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<SealedRef>,
}

/// It has to be changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackReturned {
    /// Why.
    pub opinion: SealedRef,
}

crate::refusals! {
    NothingProposed = "nothing-proposed" => "没有待审批的公开反馈；请先拟定公开反馈。",
    OwnDraft = "own-draft" => "拟稿人不能审批自己拟的公开反馈，请由另一人审批。",
    OpinionMissing = "opinion-missing" => "退回修改的，请写明意见。",
}

impl Step for ApproveFeedback {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "approve-feedback",
        noun: "feedback-approval",
        zh: "审批公开反馈",
        help: "换成被反映人的眼睛读一遍：能不能猜出谁在举报？不能，才同意公开。",
        basis: "匿名举报公开反馈（S1-17）；公布不得泄露举报人（《规则》第四十七条）",
        mechanisms: &["S1-17"],
        performer: Performer::Person,
        fields: &[
            Field::new("verdict", "审批意见", Kind::Choice(FeedbackVerdict::CODES)),
            Field::new("opinion", "说明", Kind::Text { max: 500 }).optional().help("退回修改的必填"),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let waiting = matter.answering.feedback.as_ref().filter(|draft| !draft.approved);
        let draft = waiting.ok_or(Refusal::NothingProposed)?;
        if draft.drafter.as_ref() == ctx.actor.person() { Err(Refusal::OwnDraft) } else { Ok(()) }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![match self.verdict {
            FeedbackVerdict::Approve => {
                Event::FeedbackApproved(FeedbackApproved { opinion: self.opinion })
            }
            FeedbackVerdict::Return => {
                let opinion = self.opinion.ok_or(Refusal::OpinionMissing)?;
                Event::FeedbackReturned(FeedbackReturned { opinion })
            }
        }])
    }
}

impl FeedbackApproved {
    /// Lets it go out.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        if let Some(draft) = &mut matter.answering.feedback {
            draft.approved = true;
        }
    }
}

impl FeedbackReturned {
    /// Back to the drafter.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.answering.feedback = None;
    }
}

#[cfg(test)]
pub(crate) mod tests;
