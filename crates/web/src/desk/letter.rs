//! Letters (函件): a page for the browser's printer and a document for the office's own program.

use app::queries::print::{self, Lettering};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, Response};

use crate::desk::print::attached;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/print/letter.html")]
struct Page {
    spine: Spine,
    lettering: Lettering,
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
        lettering,
    })
}

/// The document of a letter, named after its kind and the matter, and after nothing else (T3).
pub async fn document(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, letter)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let lettering = print::letter(front.app(), &signed.person, &number, &letter).await?;
    let bytes = lettering.letter.docx().map_err(|error| {
        tracing::error!(%error, letter = lettering.id, "a letter could not be written");
        Problem::of(StatusCode::INTERNAL_SERVER_ERROR)
    })?;
    let name = format!("{}-{}.docx", lettering.name, lettering.matter);
    Ok(attached(bytes, &name))
}
