//! Hand a demand on (转送主管部门): what is none of the commission's business goes to the body that can serve
//! it, in the office's words and without a name (T5). Only under the reporter's consent for this very body,
//! and with a second key, name and contact go along, on an annex of their own (P-20).
//!
//! No second copy of who reported is made: the event names the report and the parts, the annex is filled
//! from the one sealed record while it stands open for whoever handed it on.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::ReportId;
use crate::matter::Matter;
use crate::matter::state::consent::{
    Barrier, ConsentState, ContactPart, Handed, HandingRequest, HandingState, Lack,
};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct HandDemand {
    body: String,
    name: Option<SealedRef>,
    summary: Option<SealedRef>,
    #[serde(default)]
    identity: bool,
    #[serde(default)]
    checked: bool,
}

/// The demand was handed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemandHanded {
    /// Number within the matter.
    pub number: u32,
    /// The body of the catalogue.
    pub body: String,
    /// Its name in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<SealedRef>,
    /// What it was told.
    pub summary: SealedRef,
    /// The question to the reporter that ends with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<u32>,
    /// What went along of who reported, and under which keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<WentAlong>,
    /// Whether words that look like somebody's identity were read by the actor and let through.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub checked: bool,
}

/// Name and contact went along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WentAlong {
    /// On which approved request.
    pub request: u32,
    /// Of which report.
    pub report: ReportId,
    /// The sealed record the annex is filled from.
    pub record: SealedRef,
    /// Which parts.
    pub parts: Vec<ContactPart>,
    /// Until when the annex stands open for whoever handed it on, milliseconds UTC.
    pub until: i64,
}

crate::refusals! {
    NotOutOfScope = "not-out-of-scope" => "此件没有按业务范围外剔除，不能转送主管部门。",
    Unreviewed = "unreviewed" => "剔除尚未审定，请信访室主任或领导先审定剔除。",
    Waiting = "waiting" => "正在征求举报人意见，请等答复；期满没有答复的，不带身份转送。",
    SummaryMissing = "summary-missing" => "请写明转送内容。",
    Exposes = "exposes" =>
        "转送内容里有像姓名、电话、证件号码或住址的内容；举报人没有同意的不能写。请删改，确认与举报人无关的，勾选“已逐字核对”。",
    Accusation = "accusation" => "此件是检举控告，或登记有被反映人；检举控告一律不带举报人身份转送，举报人同意的也不带。",
    CopyOnly = "copy-only" => "本机关收到的是转办摘要，举报人身份在首收机关，请由首收机关转送。",
    NoConsent = "no-consent" => "举报人没有同意随附姓名和联系方式，不能带身份转送。",
    Withdrawn = "consent-withdrawn" => "举报人已经撤回同意，不能带身份转送。",
    OtherBody = "other-body" => "举报人同意的是另一个部门；转给这个部门须重新征求同意。",
    Anonymous = "anonymous" => "这件举报已不按实名办理，没有可以随附的姓名和联系方式。",
    NotApproved = "not-approved" => "带身份转送须先申请，经另一人同意后由申请人在有效期内转送。",
}

const MINUTE: i64 = 60_000;

impl Step for HandDemand {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "hand-demand",
        noun: "demand-handings",
        zh: "转送主管部门",
        help: "把业务外诉求转给有权处理的部门，打印转送函。一般不带举报人身份；举报人同意、又经另一人审批的，勾选“随附”后打印联系方式附页，附页只给收件部门。",
        basis: "业务范围外的转送有权处理的部门（S2-03）；经举报人同意带身份转送，检举控告不带（P-20）",
        mechanisms: &["P-20", "S2-03"],
        performer: Performer::Person,
        fields: &[
            Field::new("body", "转给哪个部门", Kind::From(Source::Bodies)),
            Field::new("name", "部门全称", Kind::Line { max: 60 })
                .optional()
                .help("征求过同意的，用征求时写的全称；没有的按目录里的名称"),
            Field::new("summary", "转送内容", Kind::Text { max: 3000 })
                .optional()
                .help("随附联系方式的，用审批过的内容，不用再写；不写举报人是谁"),
            Field::new("identity", "随附举报人联系方式", Kind::Flag)
                .optional()
                .help("须有举报人对这个部门的同意，并经另一人审批"),
            Field::new("checked", "已逐字核对，转送内容里没有举报人身份", Kind::Flag).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        match matter.in_scope(ctx) {
            None => Ok(()),
            Some(Barrier::Unreviewed) => Err(Refusal::Unreviewed),
            Some(_) if matter.is_of_accused() => Err(Refusal::Accusation),
            Some(_) => Err(Refusal::NotOutOfScope),
        }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if self.identity {
            return self.with_identity(matter, ctx);
        }
        let ask = matter.consents.about(&self.body);
        if ask.is_some_and(|ask| ask.state == ConsentState::Asked) {
            return Err(Refusal::Waiting);
        }
        let summary = self.summary.ok_or(Refusal::SummaryMissing)?;
        if ctx.facts.exposes && !self.checked {
            return Err(Refusal::Exposes);
        }
        let asked_name = ask.map(|ask| ask.name.clone());
        Ok(vec![Event::DemandHanded(DemandHanded {
            number: matter.consents.handed.len() as u32 + 1,
            body: self.body,
            name: asked_name.or(self.name),
            summary,
            ask: ask.map(|ask| ask.number),
            identity: None,
            checked: ctx.facts.exposes,
        })])
    }
}

impl HandDemand {
    /// What was approved goes, word by word, to the very body the reporter agreed to.
    fn with_identity(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        match matter.barrier(ctx) {
            Some(Barrier::CopyOnly) => return Err(Refusal::CopyOnly),
            Some(_) => return Err(Refusal::Accusation),
            None => {}
        }
        let ask = matter.consents.given_for(&self.body).map_err(|lack| match lack {
            Lack::NoConsent => Refusal::NoConsent,
            Lack::Withdrawn => Refusal::Withdrawn,
            Lack::OtherBody => Refusal::OtherBody,
        })?;
        let report = matter.named_report(ask.report).ok_or(Refusal::Anonymous)?;
        let own = |request: &&HandingRequest| {
            request.is_usable(ctx.now.at) && ctx.actor.person() == Some(&request.asker)
        };
        let live = matter.consents.live(ask.number).filter(own).ok_or(Refusal::NotApproved)?;
        Ok(vec![Event::DemandHanded(DemandHanded {
            number: matter.consents.handed.len() as u32 + 1,
            body: self.body,
            name: Some(ask.name.clone()),
            summary: live.summary.clone(),
            ask: Some(ask.number),
            identity: Some(WentAlong {
                request: live.number,
                report: report.id,
                record: report.identity.clone(),
                parts: ask.parts.clone(),
                until: ctx.now.at + ctx.rules.settings.identity_open_minutes * MINUTE,
            }),
            checked: false,
        })])
    }
}

impl DemandHanded {
    /// It has gone: the question about it is over, and a request not used is void.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let consents = &mut matter.consents;
        for ask in consents.asks.iter_mut().filter(|ask| Some(ask.number) == self.ask) {
            ask.gone = Some(self.number);
        }
        let used = self.identity.as_ref().map(|along| along.request);
        if let Some(request) = used.and_then(|used| consents.request_mut(used)) {
            request.state = HandingState::Done;
        }
        consents.void(|request| Some(request.ask) == self.ask);
        consents.handed.push(Handed {
            number: self.number,
            body: self.body.clone(),
            name: self.name.clone(),
            summary: self.summary.clone(),
            ask: self.ask,
            identity: self.identity.as_ref().map(|along| (along.report, along.parts.clone())),
            by: record.by.person().cloned(),
            at: record.happened,
            open_until: self.identity.as_ref().map(|along| along.until),
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
