//! Ask to hand on with identity (申请带身份转送): the first of two keys (T1). Only under the reporter's consent
//! for this very body, and never in an accusation (P-20). The second person reads what the body will be told.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::matter::Matter;
use crate::matter::state::consent::{Barrier, ConsentState, HandingRequest, HandingState, Lack};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AskHanding {
    body: String,
    purpose: SealedRef,
    summary: SealedRef,
    #[serde(default)]
    checked: bool,
}

/// Somebody asked to hand on with identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandingAsked {
    /// Number of the request within the matter.
    pub request: u32,
    /// Under which consent.
    pub ask: u32,
    /// Who asks.
    pub person: PersonId,
    /// Why the body needs it.
    pub purpose: SealedRef,
    /// What the body will be told of the demand.
    pub summary: SealedRef,
    /// Whether words that look like somebody's identity were read by the actor and let through.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub checked: bool,
}

crate::refusals! {
    Accusation = "accusation" => "此件是检举控告，或登记有被反映人；检举控告一律不带举报人身份转送，举报人同意的也不带。",
    NotOutOfScope = "not-out-of-scope" => "此件没有按业务范围外剔除，不能转送主管部门。",
    Unreviewed = "unreviewed" => "剔除尚未审定，请信访室主任或领导先审定剔除。",
    CopyOnly = "copy-only" => "本机关收到的是转办摘要，举报人身份在首收机关，请由首收机关转送。",
    NoConsent = "no-consent" => "举报人没有同意随附姓名和联系方式，不能带身份转送；可以不带身份转送。",
    Withdrawn = "consent-withdrawn" => "举报人已经撤回同意，不能带身份转送；可以不带身份转送。",
    OtherBody = "other-body" => "举报人同意的是另一个部门；转给这个部门须重新征求同意。",
    Anonymous = "anonymous" => "这件举报已不按实名办理，没有可以随附的姓名和联系方式。",
    Already = "already" => "已经申请带身份转送，请等审批，或在同意后转送。",
    Exposes = "exposes" =>
        "转送内容里有像姓名、电话、证件号码或住址的内容；身份只写在附页里。请删改，确认与举报人无关的，勾选“已逐字核对”。",
}

impl Step for AskHanding {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "ask-handing",
        noun: "handing-requests",
        zh: "申请带身份转送",
        help: "举报人同意以后，写明为什么要带身份、告诉对方什么，由另一人审批。转送内容里不写举报人，姓名和联系方式只在附页上，只给收件部门。",
        basis: "业务外诉求经举报人同意带身份转送（P-20）；《规则》第四十七条：严格保密，最小必要",
        mechanisms: &["P-20"],
        performer: Performer::Person,
        fields: &[
            Field::new("body", "转给哪个部门", Kind::From(Source::Bodies)),
            Field::new("purpose", "为什么要带身份", Kind::Text { max: 300 }),
            Field::new("summary", "转送内容", Kind::Text { max: 3000 })
                .help("写诉求本身：什么事、在哪里、希望怎样解决；不写举报人是谁"),
            Field::new("checked", "已逐字核对，转送内容里没有举报人身份", Kind::Flag).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        match matter.barrier(ctx) {
            None => {}
            Some(Barrier::Accusation) => return Err(Refusal::Accusation),
            Some(Barrier::NotOutOfScope) => return Err(Refusal::NotOutOfScope),
            Some(Barrier::Unreviewed) => return Err(Refusal::Unreviewed),
            Some(Barrier::CopyOnly) => return Err(Refusal::CopyOnly),
        }
        let stands = |state| matter.consents.open().any(|ask| ask.state == state);
        match (stands(ConsentState::Given), stands(ConsentState::Withdrawn)) {
            (true, _) => Ok(()),
            (false, true) => Err(Refusal::Withdrawn),
            (false, false) => Err(Refusal::NoConsent),
        }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let person = ctx.actor.person().ok_or(Refusal::CopyOnly)?;
        let ask = matter.consents.given_for(&self.body).map_err(|lack| match lack {
            Lack::NoConsent => Refusal::NoConsent,
            Lack::Withdrawn => Refusal::Withdrawn,
            Lack::OtherBody => Refusal::OtherBody,
        })?;
        matter.named_report(ask.report).ok_or(Refusal::Anonymous)?;
        let waits = matter.consents.live(ask.number).is_some_and(|live| {
            live.state == HandingState::Asked || live.is_usable(ctx.now.at)
        });
        if waits {
            return Err(Refusal::Already);
        }
        if ctx.facts.exposes && !self.checked {
            return Err(Refusal::Exposes);
        }
        Ok(vec![Event::HandingAsked(HandingAsked {
            request: matter.consents.requests.len() as u32 + 1,
            ask: ask.number,
            person: person.clone(),
            purpose: self.purpose,
            summary: self.summary,
            checked: ctx.facts.exposes,
        })])
    }
}

impl HandingAsked {
    /// Waits for the second person; an approval that ran out unused is void.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.consents.void(|request| request.ask == self.ask);
        matter.consents.requests.push(HandingRequest {
            number: self.request,
            ask: self.ask,
            asker: self.person.clone(),
            purpose: self.purpose.clone(),
            summary: self.summary.clone(),
            state: HandingState::Asked,
            approver: None,
            valid_until: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
