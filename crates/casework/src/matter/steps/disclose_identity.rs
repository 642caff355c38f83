//! Open an identity (查看举报人身份): only what a second person approved, for the asker alone, for the
//! set minutes from now, and never without leaving this event (T1, S2-09). It looks the same whether
//! there is an identity or not (T2): an anonymous report opens to an empty record.
//!
//! Events of the time when one person opened alone name no request; they are read for ever.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, ReportId};
use crate::matter::{Matter, Opening, RequestState, Sought};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DiscloseIdentity {
    request: String,
}

/// An identity was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityOpened {
    /// Whose.
    pub report: ReportId,
    /// For whom.
    pub person: PersonId,
    /// What of it.
    #[serde(default, skip_serializing_if = "Sought::is_identity")]
    pub what: Sought,
    /// For what.
    pub purpose: SealedRef,
    /// Until when, milliseconds UTC.
    pub until: i64,
    /// On which approved request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<u32>,
}

crate::refusals! {
    NoApproval = "no-approval" => "查看举报人身份须先申请，经另一人批准后由申请人本人打开；没有批准的，紧急情况也不能打开。",
    RequestUnknown = "request-unknown" => "没有这件可以打开的申请，可能尚未批准、已经打开或批准已过期。",
    OthersRequest = "others-request" => "批准的申请只能由申请人本人打开。",
}

const MINUTE: i64 = 60_000;

impl Step for DiscloseIdentity {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "disclose-identity",
        noun: "identity",
        zh: "查看举报人身份",
        help: "经另一人批准后打开；仅本人可看，从打开起限时封存，每次查看都留有记录。",
        basis: "《规则》第四十七条：严格保密；最小必要",
        mechanisms: &["S2-09"],
        performer: Performer::Person,
        fields: &[Field::new("request", "已批准的申请", Kind::From(Source::IdentityApproved))],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let asker = ctx.actor.person().ok_or(Refusal::NoApproval)?;
        let mut requests = matter.identity_requests.iter();
        let approved = requests.any(|request| request.may_open(asker, ctx.now.at));
        if approved { Ok(()) } else { Err(Refusal::NoApproval) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let person = ctx.actor.person().ok_or(Refusal::NoApproval)?;
        let request = matter.identity_request(&self.request).ok_or(Refusal::RequestUnknown)?;
        if request.asker != *person {
            return Err(Refusal::OthersRequest);
        }
        if !request.may_open(person, ctx.now.at) {
            return Err(Refusal::RequestUnknown);
        }
        Ok(vec![Event::IdentityOpened(IdentityOpened {
            report: request.report,
            person: person.clone(),
            what: request.what,
            purpose: request.purpose.clone(),
            until: ctx.now.at + ctx.rules.settings.identity_open_minutes * MINUTE,
            request: Some(request.number),
        })])
    }
}

impl IdentityOpened {
    /// Opens it for the asker alone.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.openings.push(Opening {
            person: self.person.clone(),
            report: self.report,
            what: self.what,
            until: self.until,
            request: self.request,
        });
        let request = self.request.and_then(|number| matter.identity_request_mut(number));
        if let Some(request) = request {
            request.state = RequestState::Opened;
            request.open_until = Some(self.until);
        }
    }
}

impl Matter {
    /// The opening that lets a person see an identity at an instant, if one stands.
    pub fn opening_for(&self, person: &PersonId, report: ReportId, at: i64) -> Option<&Opening> {
        self.opening(person, report, Sought::Identity, at)
    }

    /// The opening that lets a person see the originals of a report's attachments, if one stands.
    pub fn opening_of_files(
        &self,
        person: &PersonId,
        report: ReportId,
        at: i64,
    ) -> Option<&Opening> {
        self.opening(person, report, Sought::Files, at)
    }

    fn opening(
        &self,
        person: &PersonId,
        report: ReportId,
        what: Sought,
        at: i64,
    ) -> Option<&Opening> {
        let of = |opening: &&Opening| opening.report == report && opening.what == what;
        let mut openings = self.openings.iter().rev().filter(of);
        openings.find(|opening| opening.person == *person && at < opening.until)
    }
}

#[cfg(test)]
pub(crate) mod tests;
