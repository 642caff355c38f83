//! Handing over (人员交接, P-14): what somebody owes with a successor for each line, what waits for one's
//! own word, and the list to be signed. The acts themselves are batches, matter by matter.

use app::Failure;
use app::handover;
use app::queries::handover::{self as pages, Handing, HandingLine};
use askama::Template;
use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;

use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::shell::drafts::Drafts;
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/handover/page.html")]
struct Page {
    spine: Spine,
    handing: Handing,
    waiting: Vec<HandingLine>,
    /// Whether it is the reader's own.
    own: bool,
    /// A random name for each of the two batches.
    names: (String, String),
    /// What came of giving drafts away.
    said: String,
    wrong: String,
}

/// What the reader owes, or whoever the address names.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let person = query.get("person").map(String::as_str);
    let person = person.filter(|person| !person.is_empty());
    page(&front, &signed, person, (String::new(), String::new())).await
}

/// Gives the reader's own drafts to a colleague.
pub async fn give_drafts(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let to = sent.get("to").map_or("", String::as_str).into();
    let said = match handover::give_drafts(front.app(), &signed.person, &to).await {
        Ok((went, 0)) => (format!("{went} 份草稿已交出。"), String::new()),
        Ok((went, stayed)) => (
            format!("{went} 份草稿已交出，{stayed} 份没有交出：其中提到接收人，请另选一人。"),
            String::new(),
        ),
        Err(Failure::Invalid(errors)) => {
            let sentences = errors.into_iter().map(|error| error.sentence);
            (String::new(), sentences.collect())
        }
        Err(failure) => return Err(failure.into()),
    };
    page(&front, &signed, None, said).await
}

async fn page(
    front: &Shared,
    signed: &Signed,
    person: Option<&str>,
    (said, wrong): (String, String),
) -> Result<Response, Problem> {
    let (app, reader) = (front.app(), &signed.person);
    let handing = pages::of(app, reader, person).await?;
    let own = person.is_none_or(|person| person == reader.as_str());
    let waiting = match own {
        true => pages::awaiting(app, reader).await?,
        false => Vec::new(),
    };
    let status = match wrong.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = Page {
        spine: Spine::new(front, signed, Here::Todo),
        handing,
        waiting,
        own,
        names: (Drafts::begin(), Drafts::begin()),
        said,
        wrong,
    };
    Ok((status, problem::html(&page)?).into_response())
}
