//! The book of calls (来电登记簿, S1-09): every call of the organ's seats, and noting one that was missed or
//! broke off.

use app::Failure;
use app::calls::{self, Call, Outcome};
use app::queries::calls::{self as book, CallBook};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use std::collections::BTreeMap;

use crate::desk::form::{Attempt, Summary};
use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::shell::sent::Sent;
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/calls/book.html")]
struct Page {
    spine: Spine,
    summary: Summary,
    book: CallBook,
    began: String,
    note: String,
    done: bool,
}

/// A page of the book.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let before = query.get("before").and_then(|at| at.parse().ok());
    let page = page(&front, &signed, before, Attempt::default()).await?;
    let done = query.contains_key("done");
    Ok(problem::html(&Page { done, ..page })?.into_response())
}

/// Notes a call.
pub async fn note(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let sent = Sent::read(request).await?;
    let value = |name: &str| sent.get(name).unwrap_or_default().to_owned();
    let outcome = Outcome::parse(&value("outcome")).filter(|known| *known != Outcome::Item);
    let call = Call {
        began: value("began").parse().unwrap_or(front.app().now().local),
        outcome: outcome.unwrap_or(Outcome::Missed),
        matter: None,
        note: value("call_note"),
    };
    match calls::record(front.app(), &signed.person, call).await {
        Ok(()) => Ok(Redirect::to("/desk/calls?done=yes").into_response()),
        Err(Failure::Invalid(errors)) => {
            let attempt = Attempt {
                errors,
                ..Attempt::default()
            };
            let page = page(&front, &signed, None, attempt).await?;
            let page = Page {
                began: value("began"),
                note: value("call_note"),
                ..page
            };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, problem::html(&page)?).into_response())
        }
        Err(failure) => Err(refusal::told(&front, "receive", failure)),
    }
}

async fn page(
    front: &Shared,
    signed: &Signed,
    before: Option<i64>,
    attempt: Attempt,
) -> Result<Page, Problem> {
    let book = book::calls(front.app(), &signed.person, before)
        .await
        .map_err(|failure| refusal::told(front, "receive", failure))?;
    Ok(Page {
        spine: Spine::new(front, signed, Here::Registration),
        summary: Summary::new("calls", "补记来电", &attempt, None),
        book,
        began: String::new(),
        note: String::new(),
        done: false,
    })
}
