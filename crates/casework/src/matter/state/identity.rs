//! Two keys to an identity (T1): one person asks with a written purpose, a second approves, and only
//! then it opens, for the asker alone. Nothing here depends on whether an identity was given (T2).

use super::Matter;
use crate::codes;
use crate::ids::{PersonId, ReportId, UnitId};
use crate::sealed::SealedRef;

codes! {
    /// What a request is for. Each is opened by itself: who needs the one need not see the other.
    #[derive(Default)]
    pub enum Sought {
        /// Who reported.
        #[default]
        Identity = "identity" => "举报人身份",
        /// The originals of what the reporter attached, which may show who made them (T13).
        Files = "files" => "附件原件",
    }
}

impl Sought {
    /// Whether it is who reported, which events of the time before originals do not say.
    pub fn is_identity(&self) -> bool {
        *self == Self::Identity
    }
}

codes! {
    /// Where a request to see an identity stands.
    pub enum RequestState {
        /// Waits for the second person.
        Asked = "asked" => "待审批",
        /// Agreed to, and not opened yet.
        Approved = "approved" => "已批准，待打开",
        /// Not agreed to.
        Refused = "refused" => "未批准",
        /// Taken back by the asker.
        Withdrawn = "withdrawn" => "已撤回",
        /// Opened.
        Opened = "opened" => "已打开",
        /// The asker or the approver was recused before it was opened.
        Void = "void" => "因回避失效",
    }
}

/// A request to see who reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityRequest {
    /// Number within the matter, from 1.
    pub number: u32,
    /// Of which report.
    pub report: ReportId,
    /// What of it.
    pub what: Sought,
    /// Who asks; nobody else will see it.
    pub asker: PersonId,
    /// The unit the asker acts in.
    pub unit: UnitId,
    /// For what, sealed.
    pub purpose: SealedRef,
    /// When it was asked, milliseconds UTC.
    pub asked_at: i64,
    /// Where it stands.
    pub state: RequestState,
    /// Who decided, once somebody did.
    pub approver: Option<PersonId>,
    /// Until when an approval may be used, milliseconds UTC.
    pub valid_until: Option<i64>,
    /// Until when it stands open, milliseconds UTC.
    pub open_until: Option<i64>,
}

impl IdentityRequest {
    /// Whether it still waits for a decision or for its first opening.
    pub fn is_live(&self) -> bool {
        matches!(self.state, RequestState::Asked | RequestState::Approved)
    }

    /// Whether its asker may open it at an instant.
    pub fn may_open(&self, person: &PersonId, at: i64) -> bool {
        self.asker == *person
            && self.state == RequestState::Approved
            && self.valid_until.is_some_and(|until| at < until)
    }
}

impl Matter {
    /// The request a form names.
    pub fn identity_request(&self, number: &str) -> Option<&IdentityRequest> {
        let number: u32 = number.parse().ok()?;
        self.identity_requests
            .iter()
            .find(|request| request.number == number)
    }

    /// A request, to be changed by its event.
    pub(crate) fn identity_request_mut(&mut self, number: u32) -> Option<&mut IdentityRequest> {
        self.identity_requests
            .iter_mut()
            .find(|request| request.number == number)
    }

    /// Requests that wait for a second person.
    pub fn identity_asked(&self) -> impl Iterator<Item = &IdentityRequest> {
        self.identity_requests
            .iter()
            .filter(|request| request.state == RequestState::Asked)
    }

    /// A recused person neither asks nor approves: what they took part in and nobody opened is void.
    pub(crate) fn void_identity_requests(&mut self, person: &PersonId) {
        for request in self
            .identity_requests
            .iter_mut()
            .filter(|request| request.is_live())
        {
            if request.asker == *person || request.approver.as_ref() == Some(person) {
                request.state = RequestState::Void;
            }
        }
    }
}
