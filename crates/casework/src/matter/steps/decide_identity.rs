//! Decide on a request to see an identity (审批查看身份): the second key (T1). Never the asker, never a
//! person recused, and never an organ that was given a copy without who reported (T5); what is approved
//! opens for the asker alone, until the end of the next working day.

use super::Event;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind, Source};
use crate::matter::{Matter, RequestState};
use crate::sealed::SealedRef;
use calendar::Term;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// The second person's decision.
    pub enum IdentityVerdict {
        /// Agreed.
        Approve = "approve" => "同意查看",
        /// Not agreed.
        Refuse = "refuse" => "不同意",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DecideIdentity {
    request: String,
    verdict: IdentityVerdict,
    opinion: Option<SealedRef>,
}

/// The second person agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityApproved {
    /// To which request.
    pub request: u32,
    /// Until when the asker may open it, milliseconds UTC.
    pub valid_until: i64,
    /// What the approver adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<SealedRef>,
}

/// The second person did not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityRefused {
    /// To which request.
    pub request: u32,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NothingAsked = "nothing-asked" => "没有待审批的查看申请。",
    RequestUnknown = "request-unknown" => "没有这件待审批的申请，可能已经撤回或审批。",
    CopyOnly = "copy-only" => "本机关收到的是转办摘要，举报人身份由首收机关保管，请由首收机关或其上级审批。",
    OwnRequest = "own-request" => "申请人不能审批自己的申请，请由有权审批的另一人决定。",
    OpinionMissing = "opinion-missing" => "不同意的，请写明理由。",
}

impl Step for DecideIdentity {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "decide-identity",
        noun: "identity-decision",
        zh: "审批查看身份",
        help: "看用途是否必要。同意后只对申请人打开，限时封存；您本人看不到。",
        basis: "《规则》第四十七条：严格保密；最小必要",
        mechanisms: &["S2-09"],
        performer: Performer::Person,
        fields: &[
            Field::new("request", "申请", Kind::From(Source::IdentityAsked)),
            Field::new("verdict", "审批意见", Kind::Choice(IdentityVerdict::CODES)),
            Field::new("opinion", "说明", Kind::Text { max: 500 }).optional().help("不同意的必填"),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let mut asked = matter.identity_asked().peekable();
        if asked.peek().is_none() {
            return Err(Refusal::NothingAsked);
        }
        if matter.keeper(ctx).is_none() {
            return Err(Refusal::CopyOnly);
        }
        let of_others = asked.any(|request| Some(&request.asker) != ctx.actor.person());
        if of_others { Ok(()) } else { Err(Refusal::OwnRequest) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let request = matter.identity_request(&self.request).ok_or(Refusal::RequestUnknown)?;
        if request.state != RequestState::Asked {
            return Err(Refusal::RequestUnknown);
        }
        if Some(&request.asker) == ctx.actor.person() {
            return Err(Refusal::OwnRequest);
        }
        let (number, opinion) = (request.number, self.opinion);
        Ok(vec![match self.verdict {
            IdentityVerdict::Approve => {
                let valid_until = usable_until(ctx);
                let approved = IdentityApproved { request: number, valid_until, opinion };
                Event::IdentityApproved(approved)
            }
            IdentityVerdict::Refuse => {
                let reason = opinion.ok_or(Refusal::OpinionMissing)?;
                Event::IdentityRefused(IdentityRefused { request: number, reason })
            }
        }])
    }
}

/// Until when an approval given now may be used: the end of a working day, so that what is agreed to
/// before a holiday is not lost over it.
pub(super) fn usable_until(ctx: &Context<'_>) -> i64 {
    let days = Term::WorkingDays(ctx.rules.settings.identity_approval_days.into());
    let now = ctx.now.local;
    let until = ctx.calendar.due(now, days, None).map_or(now, |due| due.due_at);
    ctx.now.at + until.duration_since(now).as_millis() as i64
}

impl IdentityApproved {
    /// Lets the asker open it, and nobody else.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        if let Some(request) = matter.identity_request_mut(self.request) {
            request.state = RequestState::Approved;
            request.approver = record.by.person().cloned();
            request.valid_until = Some(self.valid_until);
        }
    }
}

impl IdentityRefused {
    /// Ends the request.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        if let Some(request) = matter.identity_request_mut(self.request) {
            request.state = RequestState::Refused;
            request.approver = record.by.person().cloned();
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
