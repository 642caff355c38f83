//! Matching with the national platform (全国平台对账, P-18): its list taken in, the two books laid side by
//! side, a number entered by a person's decision.

use app::national::{self, Taken};
use app::queries::national::{self as page, List, Matching};
use app::{Failure, FileFailure, Order, Subject, Who};
use askama::Template;
use axum::Extension;
use axum::extract::{Form, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde_json::json;
use std::collections::BTreeMap;

use crate::desk::matters::encoded;
use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::shell::sent::Sent;
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/national/page.html")]
struct Page {
    spine: Spine,
    page: Matching,
    next: Option<String>,
    /// Where what only the organ has is taken out for entering there.
    export: String,
    errors: Vec<String>,
    taken: Option<Taken>,
    matched: String,
    /// Why a number was not entered.
    refused: String,
}

/// Most bytes of a list.
const BYTES_MAX: usize = 10 * 1024 * 1024;

/// A list of the page.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let value = |name: &str| query.get(name).map(String::as_str);
    let list = value("list").and_then(List::parse).unwrap_or_default();
    let mut page = matching(&front, &signed, list, value("cursor")).await?;
    page.matched = value("matched").unwrap_or_default().to_owned();
    problem::html(&page)
}

/// Takes the platform's list in, whole or not at all.
pub async fn take(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let mut sent = Sent::read(request).await?;
    let outcome = match sent.one_file(BYTES_MAX).await? {
        Ok((name, bytes)) => national::take(front.app(), &signed.person, &name, &bytes).await,
        Err(wrong) => Err(wrong),
    };
    let mut page = matching(&front, &signed, List::There, None).await?;
    let status = match outcome {
        Ok(taken) => {
            page.taken = Some(taken);
            StatusCode::OK
        }
        Err(FileFailure::Wrong(errors)) => {
            page.errors = errors;
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(FileFailure::Failure(failure)) => {
            return Err(refusal::told(&front, "match-national", failure));
        }
    };
    Ok((status, problem::html(&page)?).into_response())
}

/// Enters the platform's number for the matter a person decided on.
pub async fn decide(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let value = |name: &str| sent.get(name).cloned().unwrap_or_default();
    let (number, matter) = (value("number"), value("matter").trim().to_owned());
    let told = match enter(&front, &signed, &number, &matter).await {
        Ok(()) => {
            let back = format!("/desk/national?matched={}", encoded(&matter));
            return Ok(Redirect::to(&back).into_response());
        }
        Err(Failure::Fault(fault)) => return Err(fault.into()),
        Err(failure) => format!("{number} 没有记到 {matter}：{failure}"),
    };
    let mut page = matching(&front, &signed, List::There, None).await?;
    page.refused = told;
    Ok((StatusCode::CONFLICT, problem::html(&page)?).into_response())
}

async fn enter(front: &Shared, signed: &Signed, number: &str, matter: &str) -> Result<(), Failure> {
    let mut fields = serde_json::Map::new();
    fields.insert("number".to_owned(), json!(number));
    let order = Order {
        subject: Subject::Number(matter.to_owned()),
        act: "number-nationally".to_owned(),
        fields,
        happened: None,
    };
    let who = Who::Staff(signed.person.clone());
    front.app().execute(&who, order).await.map(drop)
}

async fn matching(
    front: &Shared,
    signed: &Signed,
    list: List,
    cursor: Option<&str>,
) -> Result<Page, Problem> {
    let page = page::national(front.app(), &signed.person, list, cursor)
        .await
        .map_err(|failure| refusal::told(front, "match-national", failure))?;
    let next = page.next.as_ref();
    let days = page.last.as_ref().map_or_else(String::new, |last| {
        format!("?from={}&to={}", last.from, last.to)
    });
    Ok(Page {
        spine: Spine::new(front, signed, Here::Books),
        next: next.map(|cursor| {
            let cursor = encoded(cursor);
            format!("/desk/national?list={}&cursor={cursor}", list.as_str())
        }),
        export: format!("/desk/books/national/export{days}"),
        page,
        errors: Vec::new(),
        taken: None,
        matched: String::new(),
        refused: String::new(),
    })
}
