//! What the dossier shows of a demand handed on (P-20): what the reporter was asked and said, the two keys,
//! what went where. Never who reported: the annex is a paper of its own, filled when it is printed.

use super::dossier::View;
use crate::Fault;
use crate::queries::todo::shown;
use casework::matter::state::consent::{
    ConsentAsk, ContactPart, Handed, HandingRequest, HandingState,
};
use serde::Serialize;

/// Everything about handing it on.
#[derive(Debug, Clone, Default, Serialize)]
pub struct HandingView {
    /// What the reporter was asked, oldest first.
    pub asks: Vec<ConsentView>,
    /// Requests to hand on with identity, oldest first.
    pub requests: Vec<HandingRequestView>,
    /// What went where, oldest first.
    pub handed: Vec<HandedView>,
    /// The annex, where the reader may print it now.
    pub annex: Option<AnnexView>,
}

/// An annex with name and contact that stands open for the reader to be printed.
#[derive(Debug, Clone, Serialize)]
pub struct AnnexView {
    /// For which body.
    pub body: String,
    /// Until when.
    pub until: String,
    /// Whether it goes with what was handed on last.
    pub is_of_last: bool,
}

/// A question to the reporter.
#[derive(Debug, Clone, Serialize)]
pub struct ConsentView {
    /// Number within the matter.
    pub number: u32,
    /// To which body.
    pub body: String,
    /// What would go along, in words.
    pub parts: String,
    /// When it was asked.
    pub at: String,
    /// Where it stands.
    pub state_zh: &'static str,
}

/// A request to hand on with identity.
#[derive(Debug, Clone, Serialize)]
pub struct HandingRequestView {
    /// Number within the matter.
    pub number: u32,
    /// To which body.
    pub body: String,
    /// Who asks.
    pub asker: String,
    /// Why the body needs it.
    pub purpose: String,
    /// What it would be told.
    pub summary: String,
    /// Where it stands.
    pub state_zh: &'static str,
    /// Who decided, or empty.
    pub approver: String,
    /// Until when it may be used, or empty.
    pub until: String,
    /// Whether it waits for somebody.
    pub is_live: bool,
}

/// What went where.
#[derive(Debug, Clone, Serialize)]
pub struct HandedView {
    /// To which body.
    pub body: String,
    /// When.
    pub at: String,
    /// Who handed it on.
    pub by: String,
    /// What went along of who reported; empty where nothing did.
    pub parts: String,
}

/// 姓名、联系电话.
pub(crate) fn parts_zh(parts: &[ContactPart]) -> String {
    let words: Vec<&str> = parts.iter().map(|part| part.zh()).collect();
    words.join("、")
}

impl View<'_> {
    /// What the dossier shows of handing it on.
    pub(super) fn handing(&self) -> Result<HandingView, Fault> {
        let consents = &self.matter.consents;
        let asks = consents.asks.iter().map(|ask| self.consent(ask));
        let requests = consents
            .requests
            .iter()
            .map(|one| self.handing_request(one));
        let handed = consents.handed.iter().map(|one| self.handed(one));
        let annex = self
            .matter
            .annex_for(&self.reader.person, self.reader.now.at);
        Ok(HandingView {
            asks: asks.collect::<Result<_, _>>()?,
            requests: requests.collect::<Result<_, _>>()?,
            handed: handed.collect::<Result<_, _>>()?,
            annex: annex.map(|handed| self.annex(handed)).transpose()?,
        })
    }

    fn annex(&self, handed: &Handed) -> Result<AnnexView, Fault> {
        Ok(AnnexView {
            body: self.body(&handed.body, handed.name.as_ref())?,
            until: self.annex_until(handed),
            is_of_last: self.matter.consents.handed.last().map(|last| last.number)
                == Some(handed.number),
        })
    }

    fn annex_until(&self, handed: &Handed) -> String {
        let (person, at) = (&self.reader.person, self.reader.now.at);
        let report = handed.identity.as_ref().map(|(report, _)| *report);
        let opening = report.and_then(|report| self.matter.opening_for(person, report, at));
        let opened = opening.map(|opening| opening.until);
        let own = handed
            .open_until
            .filter(|_| handed.by.as_ref() == Some(person));
        opened.max(own).map(shown).unwrap_or_default()
    }

    /// A body's name in full, or as the catalogue has it.
    pub(super) fn body(
        &self,
        id: &str,
        name: Option<&casework::SealedRef>,
    ) -> Result<String, Fault> {
        if let Some(name) = name {
            return Ok(self.texts.of(name)?.to_owned());
        }
        let body = self.app.rules().body(id);
        Ok(body.map_or_else(|| id.to_owned(), |body| body.name.clone()))
    }

    fn consent(&self, ask: &ConsentAsk) -> Result<ConsentView, Fault> {
        Ok(ConsentView {
            number: ask.number,
            body: self.body(&ask.body, Some(&ask.name))?,
            parts: parts_zh(&ask.parts),
            at: ask.at.date().to_string(),
            state_zh: ask.state.zh(),
        })
    }

    fn handing_request(&self, request: &HandingRequest) -> Result<HandingRequestView, Fault> {
        let ask = self.matter.consents.ask(request.ask);
        let name = |person| self.reader.office.person_name(person).to_owned();
        let is_over =
            request.state == HandingState::Approved && !request.is_usable(self.reader.now.at);
        Ok(HandingRequestView {
            number: request.number,
            body: ask.map_or(Ok(String::new()), |ask| {
                self.body(&ask.body, Some(&ask.name))
            })?,
            asker: name(&request.asker),
            purpose: self.texts.of(&request.purpose)?.to_owned(),
            summary: self.texts.of(&request.summary)?.to_owned(),
            state_zh: if is_over {
                "已过有效期"
            } else {
                request.state.zh()
            },
            approver: request.approver.as_ref().map(name).unwrap_or_default(),
            until: request.valid_until.map(shown).unwrap_or_default(),
            is_live: request.is_live() && !is_over,
        })
    }

    fn handed(&self, handed: &Handed) -> Result<HandedView, Fault> {
        let by = handed.by.as_ref();
        let along = handed.identity.as_ref();
        Ok(HandedView {
            body: self.body(&handed.body, handed.name.as_ref())?,
            at: handed.at.strftime("%Y-%m-%d %H:%M").to_string(),
            by: by
                .map_or("", |by| self.reader.office.person_name(by))
                .to_owned(),
            parts: along.map(|(_, parts)| parts_zh(parts)).unwrap_or_default(),
        })
    }
}
