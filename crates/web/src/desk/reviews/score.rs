//! The score sheet of an item (评查打分表): a page for the browser's printer, and a document.

use app::queries::reviews::{self, ScoreSheet};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, Response};
use papers::paper::Form;

use super::sheet::parsed;
use crate::desk::print::attached;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/reviews/score.html")]
struct Page {
    spine: Spine,
    sheet: ScoreSheet,
}

/// The page of a score sheet.
pub async fn score(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, item)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let item = parsed(&item)?;
    let sheet = reviews::score_sheet(front.app(), &signed.person, &number, item).await?;
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Procedures),
        sheet,
    })
}

/// Its document, named by its session and item, and by nothing else (T3).
pub async fn score_document(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, item)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let item = parsed(&item)?;
    let sheet = reviews::score_sheet(front.app(), &signed.person, &number, item).await?;
    let document = Form::docx(std::slice::from_ref(&sheet.form), &sheet.printed);
    let document = document.map_err(|error| {
        tracing::error!(%error, "a score sheet could not be written");
        Problem::of(StatusCode::INTERNAL_SERVER_ERROR)
    })?;
    Ok(attached(
        document,
        &format!("评分表-{}-{}.docx", sheet.session, sheet.item),
    ))
}
