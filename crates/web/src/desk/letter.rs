//! Letters (函件): a page for the browser's printer and a document for the office's own program.

use app::queries::print::{self, Lettering};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Html;
use papers::paper::Official;

use crate::desk::paper::Taken;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/print/letter.html")]
struct Page {
    spine: Spine,
    lettering: Lettering,
    /// Where the page is, and its documents under it.
    at: String,
    pdfs: bool,
}

/// The page of a letter.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, letter)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let lettering = print::letter(front.app(), &signed.person, &number, &letter).await?;
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Matters),
        at: format!(
            "/desk/matters/{}/letters/{}",
            lettering.matter, lettering.id
        ),
        pdfs: front.app().makes_pdfs(),
        lettering,
    })
}

/// The same to be taken, named after its kind and the matter, and after nothing else (T3).
pub async fn document(
    front: Shared,
    signed: Signed,
    (number, letter): (String, String),
) -> Result<Taken, Problem> {
    let lettering = print::letter(front.app(), &signed.person, &number, &letter).await?;
    Ok(Taken {
        name: format!("{}-{}", lettering.name, lettering.matter),
        official: lettering.letter,
    })
}

/// The Word document of an official paper.
pub fn written(paper: &Official) -> Result<Vec<u8>, Problem> {
    paper.docx().map_err(|error| {
        tracing::error!(%error, title = paper.title, "a paper could not be written");
        Problem::of(StatusCode::INTERNAL_SERVER_ERROR)
    })
}

#[cfg(test)]
mod tests;
