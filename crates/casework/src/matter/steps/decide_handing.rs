//! Decide on handing on with identity (审批带身份转送): the second key (T1, P-20). Never the asker, never a
//! person recused. Whoever decides reads what the body will be told, and sees no identity.

use super::Event;
use super::decide_identity::usable_until;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind, Source};
use crate::matter::Matter;
use crate::matter::state::consent::{Barrier, HandingState};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// The second person's decision.
    pub enum HandingVerdict {
        /// Agreed.
        Approve = "approve" => "同意带身份转送",
        /// Not agreed.
        Refuse = "refuse" => "不同意",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DecideHanding {
    request: String,
    verdict: HandingVerdict,
    opinion: Option<SealedRef>,
}

/// The second person agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandingApproved {
    /// To which request.
    pub request: u32,
    /// Until when it may be handed on, milliseconds UTC.
    pub valid_until: i64,
    /// What the approver adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<SealedRef>,
}

/// The second person did not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandingRefused {
    /// To which request.
    pub request: u32,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NothingAsked = "nothing-asked" => "没有待审批的带身份转送申请。",
    OwnRequest = "own-request" => "申请人不能审批自己的申请，请由有权审批的另一人决定。",
    CopyOnly = "copy-only" => "本机关收到的是转办摘要，带身份转送由持有原件的机关审批。",
    RequestUnknown = "request-unknown" => "没有这件待审批的申请，可能已经审批，或者举报人撤回了同意。",
    OpinionMissing = "opinion-missing" => "不同意的，请写明理由。",
}

impl Step for DecideHanding {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "decide-handing",
        noun: "handing-decisions",
        zh: "审批带身份转送",
        help: "看举报人同意的是不是这个部门、要不要带身份、转送内容里有没有露出举报人。您本人看不到身份；举报人撤回同意的，审批自动失效。",
        basis: "业务外诉求经举报人同意带身份转送（P-20）；《规则》第四十七条：严格保密，最小必要",
        mechanisms: &["P-20"],
        performer: Performer::Person,
        fields: &[
            Field::new("request", "申请", Kind::From(Source::HandingAsked)),
            Field::new("verdict", "审批意见", Kind::Choice(HandingVerdict::CODES)),
            Field::new("opinion", "说明", Kind::Text { max: 500 }).optional().help("不同意的必填"),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let mut asked = matter.consents.awaiting().peekable();
        if asked.peek().is_none() {
            return Err(Refusal::NothingAsked);
        }
        let of_others = asked.any(|request| !ctx.actor.involves(&request.asker));
        if of_others { Ok(()) } else { Err(Refusal::OwnRequest) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let number = self.request.parse::<u32>().ok();
        let request = matter.consents.awaiting().find(|known| Some(known.number) == number);
        let request = request.ok_or(Refusal::RequestUnknown)?;
        if ctx.actor.involves(&request.asker) {
            return Err(Refusal::OwnRequest);
        }
        let (request, opinion) = (request.number, self.opinion);
        Ok(vec![match self.verdict {
            HandingVerdict::Approve if matter.barrier(ctx) == Some(Barrier::CopyOnly) => {
                return Err(Refusal::CopyOnly);
            }
            HandingVerdict::Approve => {
                let valid_until = usable_until(ctx);
                Event::HandingApproved(HandingApproved { request, valid_until, opinion })
            }
            HandingVerdict::Refuse => {
                let reason = opinion.ok_or(Refusal::OpinionMissing)?;
                Event::HandingRefused(HandingRefused { request, reason })
            }
        }])
    }
}

impl HandingApproved {
    /// Lets the asker hand it on, and nobody else.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        if let Some(request) = matter.consents.request_mut(self.request) {
            request.state = HandingState::Approved;
            request.approver = record.by.person().cloned();
            request.valid_until = Some(self.valid_until);
        }
    }
}

impl HandingRefused {
    /// Ends the request.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        if let Some(request) = matter.consents.request_mut(self.request) {
            request.state = HandingState::Refused;
            request.approver = record.by.person().cloned();
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
