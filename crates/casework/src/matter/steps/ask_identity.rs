//! Ask to see who reported (申请查看举报人身份): the first of two keys (T1). The purpose is written
//! down; a second person decides. Asking looks the same whether there is an identity or not (T2).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, ReportId, UnitId};
use crate::matter::{IdentityRequest, Matter, RequestState, Sought};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AskIdentity {
    report: ReportId,
    #[serde(default)]
    what: Sought,
    purpose: SealedRef,
}

/// Somebody asked to see an identity, or the originals of what came with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityAsked {
    /// Number of the request within the matter.
    pub request: u32,
    /// Whose identity.
    pub report: ReportId,
    /// Who asks.
    pub person: PersonId,
    /// In which unit.
    pub unit: UnitId,
    /// What is asked for.
    #[serde(default, skip_serializing_if = "Sought::is_identity")]
    pub what: Sought,
    /// For what.
    pub purpose: SealedRef,
}

crate::refusals! {
    NoMatter = "no-matter" => "没有这件信访件；请核对编号。",
    ReportUnknown = "report-unknown" => "没有这件举报，请重新选择。",
    NoPerson = "no-person" => "查看举报人身份须由本人申请。",
    Already = "already" => "您已就这件举报申请查看，请等审批，或在批准后打开；不再需要的请撤回。",
}

impl Step for AskIdentity {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "ask-identity",
        noun: "identity-request",
        zh: "申请查看举报人身份",
        help: "写明用途，由另一人审批；批准后仅本人可看，限时自动封存。紧急情况也须审批。",
        basis: "《规则》第四十七条：严格保密；最小必要",
        mechanisms: &["S2-09"],
        performer: Performer::Person,
        fields: &[
            Field::new("report", "举报", Kind::From(Source::Reports)),
            Field::new("what", "查看内容", Kind::Choice(Sought::CODES))
                .optional()
                .help("不选的为举报人身份；附件原件可能显示来源，与身份分别申请"),
            Field::new("purpose", "用途", Kind::Text { max: 200 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.exists() { Ok(()) } else { Err(Refusal::NoMatter) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (person, unit) = ctx.actor.person().zip(ctx.actor.unit()).ok_or(Refusal::NoPerson)?;
        if !matter.reports.iter().any(|report| report.id == self.report) {
            return Err(Refusal::ReportUnknown);
        }
        let mut own = matter.identity_requests.iter().filter(|request| request.asker == *person);
        let waits = |request: &IdentityRequest| {
            request.state == RequestState::Asked || request.may_open(person, ctx.now.at)
        };
        let same = |request: &IdentityRequest| {
            request.report == self.report && request.what == self.what
        };
        if own.any(|request| same(request) && waits(request)) {
            return Err(Refusal::Already);
        }
        Ok(vec![Event::IdentityAsked(IdentityAsked {
            request: matter.identity_requests.len() as u32 + 1,
            report: self.report,
            person: person.clone(),
            unit: unit.clone(),
            what: self.what,
            purpose: self.purpose,
        })])
    }
}

impl IdentityAsked {
    /// Notes the request; it opens nothing.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.identity_requests.push(IdentityRequest {
            number: self.request,
            report: self.report,
            what: self.what,
            asker: self.person.clone(),
            unit: self.unit.clone(),
            purpose: self.purpose.clone(),
            asked_at: record.at,
            state: RequestState::Asked,
            approver: None,
            valid_until: None,
            open_until: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
