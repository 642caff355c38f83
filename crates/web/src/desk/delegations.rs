//! Delegations (授权、AB角, P-08): lending rights for a time, taking them back, and what was lent to one.

use app::queries::act as forms;
use app::queries::delegations::{self, Delegations};
use app::{Subject, Who};
use askama::Template;
use axum::Extension;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use crate::desk::form::{ActView, Attempt, Summary};
use crate::desk::refusal;
use crate::desk::sent::{self, Sending};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/delegations/list.html")]
struct Page {
    spine: Spine,
    list: Delegations,
    view: Option<ActView>,
    summary: Summary,
}

/// What the person lent, and what was lent to them.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Response, Problem> {
    page(&front, &signed, Attempt::default(), None).await
}

/// Lends.
pub async fn lend(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    give(&front, &signed, "delegate", request).await
}

/// Takes back, or declines.
pub async fn end(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    give(&front, &signed, "revoke-delegation", request).await
}

async fn give(
    front: &Shared,
    signed: &Signed,
    act: &'static str,
    request: Request,
) -> Result<Response, Problem> {
    let sent = match sent::read(front, request).await? {
        Sending::Reshaped(attempt) => return page(front, signed, attempt, None).await,
        Sending::Whole(sent) => sent,
    };
    let who = Who::Staff(signed.person.clone());
    match sent.perform(front, &who, Subject::Office, act).await {
        Ok(_) => Ok(Redirect::to("/desk/delegations").into_response()),
        Err(failure) => {
            let (attempt, refused) = refusal::back(front, act, failure, sent.attempt)?;
            page(front, signed, attempt, refused).await
        }
    }
}

async fn page(
    front: &Shared,
    signed: &Signed,
    attempt: Attempt,
    refused: Option<String>,
) -> Result<Response, Problem> {
    let (app, person) = (front.app(), &signed.person);
    let list = delegations::delegations(app, person).await?;
    let mut view = None;
    if list.may {
        let form = forms::office_form(app, person, "delegations").await?;
        let mut form = ActView::new(&form, "/desk/delegations".to_owned(), &attempt);
        // One lends one's own; others' names are for the console.
        form.asks.retain(|ask| ask.name != "principal");
        view = Some(form);
    }
    let summary = Summary::new("delegations", "授权", &attempt, refused);
    let status = summary.status();
    let spine = Spine::new(front, signed, Here::Delegations);
    Ok((
        status,
        problem::html(&Page {
            spine,
            list,
            view,
            summary,
        })?,
    )
        .into_response())
}
