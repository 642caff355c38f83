//! What a reporter learns of a demand handed on (业务外诉求转送, P-20): what they are asked, what they said, and
//! honestly what went where and when. Nothing of who they are is opened for it: the page names the parts,
//! never what stands in them.

use crate::audience::Opener;
use crate::queries::matter::handing::parts_zh;
use crate::reporter::Own;
use crate::{App, Fault, vault};
use casework::SealedRef;
use casework::matter::Matter;
use casework::matter::state::consent::{CONSENT_WINDOW, ConsentAsk, ConsentState, Handed};
use serde::Serialize;

/// Everything a reporter is told of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Handing {
    /// What they are asked, or said and may still change.
    pub asks: Vec<ConsentAskedView>,
    /// What went where, oldest first.
    pub gone: Vec<GoneView>,
}

/// A question to the reporter: may this go along to that body?
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsentAskedView {
    /// What the answer names.
    pub number: String,
    /// The body, in full.
    pub body: String,
    /// What it is responsible for, or empty.
    pub takes: String,
    /// What would go along: 姓名、联系电话.
    pub parts: String,
    /// The day it was asked.
    pub asked_on: String,
    /// Until which day an answer is waited for; none once it is not.
    pub until: Option<String>,
    /// `asked`, `given`, `declined`, `withdrawn` or `unanswered`.
    pub state: &'static str,
}

/// What went where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoneView {
    /// The day.
    pub on: String,
    /// To which body.
    pub body: String,
    /// What went along of who reported; empty where nothing did.
    pub parts: String,
    /// Whether it went after a question that nobody answered in time.
    pub unanswered: bool,
}

/// What is told to whoever shows the code: of their own filing alone.
pub(super) async fn told(app: &App, own: &Own) -> Result<Handing, Fault> {
    let live = &own.live;
    if own.own.id != live.id {
        return Ok(Handing::default());
    }
    let mut told = Handing::default();
    for ask in live
        .consents
        .open_to(&own.filing)
        .filter(|_| live.is_demand())
    {
        told.asks.push(asked(app, live, ask).await?);
    }
    for handed in &live.consents.handed {
        told.gone.push(gone(app, live, handed).await?);
    }
    Ok(told)
}

async fn asked(app: &App, live: &Matter, ask: &ConsentAsk) -> Result<ConsentAskedView, Fault> {
    let rule = app.rules().body(&ask.body);
    let mut clocks = live.clocks.iter();
    let window = clocks.find(|clock| clock.rule == CONSENT_WINDOW && clock.is_open());
    let window = window.filter(|_| ask.state == ConsentState::Asked);
    Ok(ConsentAskedView {
        number: ask.number.to_string(),
        body: body(app, live, &ask.body, Some((&ask.name, "ask-consent.name"))).await?,
        takes: rule.map(|rule| rule.takes.clone()).unwrap_or_default(),
        parts: parts_zh(&ask.parts),
        asked_on: ask.at.date().to_string(),
        until: window.map(|clock| clock.due.date().to_string()),
        state: ask.state.as_str(),
    })
}

async fn gone(app: &App, live: &Matter, handed: &Handed) -> Result<GoneView, Fault> {
    let ask = handed.ask.and_then(|number| live.consents.ask(number));
    let purpose = if ask.is_some() {
        "ask-consent.name"
    } else {
        "hand-demand.name"
    };
    let name = handed.name.as_ref().map(|name| (name, purpose));
    let along = handed.identity.as_ref();
    Ok(GoneView {
        on: handed.at.date().to_string(),
        body: body(app, live, &handed.body, name).await?,
        parts: along.map(|(_, parts)| parts_zh(parts)).unwrap_or_default(),
        unanswered: ask.is_some_and(|ask| ask.state == ConsentState::Unanswered),
    })
}

/// The body's name in full, as the office wrote it for the reporter, or as the catalogue has it.
async fn body(
    app: &App,
    live: &Matter,
    id: &str,
    name: Option<(&SealedRef, &str)>,
) -> Result<String, Fault> {
    if let Some((name, purpose)) = name {
        let stream = live.id.stream();
        let written = vault::one(app, &Opener::Reporter, &stream, name, purpose).await?;
        if let Some(written) = written {
            return Ok(written);
        }
    }
    let known = app.rules().body(id);
    Ok(known.map_or_else(|| id.to_owned(), |body| body.name.clone()))
}
