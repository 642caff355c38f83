//! The cadre register (干部名册, P-27): its pages, and a whole list from a spreadsheet.

use app::FileFailure;
use app::cadres::{self, HEADINGS};
use app::queries::lookup::{self, Sought};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use casework::access;
use casework::office::Cadre;
use std::collections::BTreeMap;

use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::shell::sent::Sent;
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/cadres/book.html")]
struct Page {
    spine: Spine,
    total: usize,
    rows: Vec<Cadre>,
    after: Option<u32>,
    enters: bool,
    /// Whether the office's own pages are open to the reader, where entries are made one by one.
    one_by_one: bool,
    entered: Option<usize>,
    errors: Vec<String>,
    headings: String,
}

/// Entries of a page.
const PAGE: usize = 100;

/// Most bytes of a list.
const BYTES_MAX: usize = 10 * 1024 * 1024;

/// A page of the register, for whoever may look names up in it.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let after = query.get("after").and_then(|after| after.parse().ok());
    let page = page(&front, &signed, after.unwrap_or(0)).await?;
    Ok(problem::html(&page)?.into_response())
}

/// Takes a list in, whole or not at all.
pub async fn import(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let mut sent = Sent::read(request).await?;
    let outcome = match sent.one_file(BYTES_MAX).await? {
        Ok((name, bytes)) => cadres::import(front.app(), &signed.person, &name, &bytes).await,
        Err(wrong) => Err(wrong),
    };
    let page = page(&front, &signed, 0).await?;
    let (status, page) = match outcome {
        Ok(count) => (
            StatusCode::OK,
            Page {
                entered: Some(count),
                ..page
            },
        ),
        Err(FileFailure::Wrong(errors)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Page { errors, ..page })
        }
        Err(FileFailure::Failure(failure)) => {
            return Err(refusal::told(&front, "enter-cadres", failure));
        }
    };
    Ok((status, problem::html(&page)?).into_response())
}

async fn page(front: &Shared, signed: &Signed, after: u32) -> Result<Page, Problem> {
    let (app, person) = (front.app(), &signed.person);
    lookup::find(app, person, Sought::Cadre, "").await?;
    let (office, on) = (app.office(), app.now().on());
    let enters = access::permit(&office, app.rules(), person, "enter-cadres", None, on);
    let rows: Vec<Cadre> = office.cadres.after(after).take(PAGE + 1).cloned().collect();
    let more = rows.len() > PAGE;
    let rows: Vec<Cadre> = rows.into_iter().take(PAGE).collect();
    let spine = Spine::new(front, signed, Here::Registration);
    Ok(Page {
        total: office.cadres.len(),
        after: rows.last().filter(|_| more).map(|cadre| cadre.number),
        rows,
        enters: enters.is_some(),
        one_by_one: enters.is_some() && spine.offers(Here::Office),
        spine,
        entered: None,
        errors: Vec::new(),
        headings: HEADINGS.join("、"),
    })
}
