//! The lock on who reported, with its two keys (T1): alike whether there is an identity or not (T2).

use super::dossier::View;
use crate::queries::reader::Reader;
use crate::queries::todo::shown;
use crate::{Fault, vault};
use casework::ReportId;
use casework::matter::{IdentityRequest, Opening};
use serde::Serialize;

/// The lock on who reported: alike whether there is an identity or not (T2).
#[derive(Debug, Clone, Serialize)]
pub struct IdentityLock {
    /// The report's number.
    pub number: String,
    /// Its id, for the form.
    pub report: String,
    /// Open for this reader now.
    pub opened: Option<OpenedIdentity>,
    /// Who asked to see it, newest first.
    pub requests: Vec<RequestView>,
}

/// An identity that stands open for the reader.
#[derive(Clone, Serialize)]
pub struct OpenedIdentity {
    /// Label and value; empty values say 未填.
    pub parts: Vec<(&'static str, String)>,
    /// Until when.
    pub until: String,
    /// Who agreed; empty for openings of the time before two keys.
    pub approver: String,
    /// For what it was opened.
    pub purpose: String,
}

impl std::fmt::Debug for OpenedIdentity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenedIdentity")
            .field("until", &self.until)
            .finish_non_exhaustive()
    }
}

/// A request to see an identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestView {
    /// Number within the matter, for the forms.
    pub number: u32,
    /// Who asks.
    pub asker: String,
    /// To see what.
    pub what_zh: &'static str,
    /// For what.
    pub purpose: String,
    /// When it was asked.
    pub asked_at: String,
    /// Where it stands.
    pub state_zh: &'static str,
    /// Who decided, or empty.
    pub approver: String,
    /// Until when the approval may be used, or empty.
    pub valid_until: String,
    /// Whether it waits for a decision that the reader may not give: it is the reader's own.
    pub own: bool,
    /// Whether it waits for a decision.
    pub asked: bool,
    /// Whether the reader may open it now.
    pub may_open: bool,
    /// Whether the reader may withdraw it.
    pub may_withdraw: bool,
}

impl View<'_> {
    /// A lock for each report.
    pub(super) async fn identities(&self) -> Result<Vec<IdentityLock>, Fault> {
        let mut locks = Vec::new();
        for report in &self.matter.reports {
            let at = self.reader.now.at;
            let open = self.matter.opening_for(&self.reader.person, report.id, at);
            let opened = match open {
                Some(opening) => {
                    let stream = self.matter.id.stream();
                    let identity =
                        vault::identity(self.app, &self.reader.opener(), &stream, &report.identity)
                            .await?;
                    let mut opened = self.opened(opening, identity)?;
                    opened
                        .parts
                        .extend(super::intake::visitors(self, report).await?);
                    Some(opened)
                }
                None => None,
            };
            locks.push(IdentityLock {
                number: report.number.clone(),
                report: report.id.0.to_string(),
                opened,
                requests: self.requests(report.id)?,
            });
        }
        Ok(locks)
    }

    fn opened(
        &self,
        opening: &Opening,
        identity: Option<casework::form::Identity>,
    ) -> Result<OpenedIdentity, Fault> {
        let requests = &self.matter.identity_requests;
        let request = requests
            .iter()
            .find(|known| Some(known.number) == opening.request);
        let purpose = match request {
            Some(request) => self.texts.of(&request.purpose)?.to_owned(),
            None => String::new(),
        };
        let approver = request.and_then(|request| request.approver.as_ref());
        let name = |person| self.reader.office.person_name(person).to_owned();
        Ok(OpenedIdentity {
            parts: parts(identity),
            until: shown(opening.until),
            approver: approver.map(name).unwrap_or_default(),
            purpose,
        })
    }

    fn requests(&self, report: ReportId) -> Result<Vec<RequestView>, Fault> {
        let requests = self.matter.identity_requests.iter().rev();
        let of_report = requests.filter(|request| request.report == report);
        of_report
            .map(|request| request_view(self.reader, self.texts, request))
            .collect()
    }
}

/// A request in words.
pub(super) fn request_view(
    reader: &Reader,
    texts: &vault::Texts,
    request: &IdentityRequest,
) -> Result<RequestView, Fault> {
    let own = request.asker == reader.person;
    let name = |person| reader.office.person_name(person).to_owned();
    Ok(RequestView {
        number: request.number,
        asker: name(&request.asker),
        what_zh: request.what.zh(),
        purpose: texts.of(&request.purpose)?.to_owned(),
        asked_at: shown(request.asked_at),
        state_zh: request.state.zh(),
        approver: request.approver.as_ref().map(name).unwrap_or_default(),
        valid_until: request.valid_until.map(shown).unwrap_or_default(),
        own,
        asked: request.state == casework::matter::RequestState::Asked,
        may_open: request.may_open(&reader.person, reader.now.at),
        may_withdraw: own && request.is_live(),
    })
}

fn parts(identity: Option<casework::form::Identity>) -> Vec<(&'static str, String)> {
    let Some(identity) = identity else {
        return vec![("身份", vault::ERASED.to_owned())];
    };
    let filled = |text: String| {
        if text.is_empty() {
            "未填".to_owned()
        } else {
            text
        }
    };
    vec![
        ("姓名", filled(identity.name)),
        ("身份证号", filled(identity.id_number)),
        ("联系电话", filled(identity.phone)),
        ("住址", filled(identity.address)),
        ("其他", filled(identity.other)),
    ]
}
