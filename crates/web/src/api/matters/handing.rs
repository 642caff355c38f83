//! What a matter's document says of a demand handed on (P-20): consents, keys, what went where. Never who
//! reported: the annex is a paper of the desk alone.

use app::queries::matter as page;
use serde::Serialize;
use utoipa::ToSchema;

/// Everything about handing a demand on (转送主管部门).
#[derive(Debug, Serialize, ToSchema)]
pub struct Handing {
    /// What the reporter was asked, oldest first.
    asks: Vec<Consent>,
    /// Requests to hand on with identity, oldest first.
    requests: Vec<HandingRequest>,
    /// What went where, oldest first.
    handed: Vec<Handed>,
    /// Until when the caller may print the annex at the desk; null where they may not.
    #[schema(required)]
    annex_until: Option<String>,
}

/// A question to the reporter.
#[derive(Debug, Serialize, ToSchema)]
pub struct Consent {
    /// What `POST consent-records` names.
    number: u32,
    /// To which body.
    body: String,
    /// What would go along, in Chinese.
    parts: String,
    /// When it was asked.
    at: String,
    /// Where it stands, in Chinese.
    state_zh: String,
}

/// A request to hand on with identity.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandingRequest {
    /// What `POST handing-decisions` names.
    number: u32,
    /// To which body.
    body: String,
    /// Who asks.
    asker: String,
    /// Why the body needs it.
    purpose: String,
    /// What it would be told.
    summary: String,
    /// Where it stands, in Chinese.
    state_zh: String,
    /// Who decided; empty before.
    approver: String,
    /// Until when it may be used; empty before.
    until: String,
}

/// What went where.
#[derive(Debug, Serialize, ToSchema)]
pub struct Handed {
    /// To which body.
    body: String,
    /// When.
    at: String,
    /// Who handed it on.
    by: String,
    /// What went along of who reported, in Chinese; empty where nothing did.
    parts: String,
}

impl From<page::HandingView> for Handing {
    fn from(view: page::HandingView) -> Self {
        Self {
            asks: view.asks.into_iter().map(Consent::from).collect(),
            requests: view
                .requests
                .into_iter()
                .map(HandingRequest::from)
                .collect(),
            handed: view.handed.into_iter().map(Handed::from).collect(),
            annex_until: view.annex.map(|annex| annex.until),
        }
    }
}

impl From<page::ConsentView> for Consent {
    fn from(view: page::ConsentView) -> Self {
        Self {
            number: view.number,
            body: view.body,
            parts: view.parts,
            at: view.at,
            state_zh: view.state_zh.to_owned(),
        }
    }
}

impl From<page::HandingRequestView> for HandingRequest {
    fn from(view: page::HandingRequestView) -> Self {
        Self {
            number: view.number,
            body: view.body,
            asker: view.asker,
            purpose: view.purpose,
            summary: view.summary,
            state_zh: view.state_zh.to_owned(),
            approver: view.approver,
            until: view.until,
        }
    }
}

impl From<page::HandedView> for Handed {
    fn from(view: page::HandedView) -> Self {
        Self {
            body: view.body,
            at: view.at,
            by: view.by,
            parts: view.parts,
        }
    }
}
