//! A person and every post there was (任职经历).

use app::queries::office::{self, PersonPage};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Html;

use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/office/person.html")]
struct Page {
    spine: Spine,
    page: PersonPage,
}

/// The page.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Result<Html<String>, Problem> {
    let found = office::person(front.app(), &signed.person, &id).await;
    let page = found.map_err(|failure| refusal::told(&front, "read-office", failure))?;
    let spine = Spine::new(&front, &signed, Here::Office);
    problem::html(&Page { spine, page })
}
