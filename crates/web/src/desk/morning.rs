//! The morning sheet (晨报, P-26): one A4, never more.

use app::queries::morning::{self, Morning};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Html;

use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/morning/sheet.html")]
struct Sheet {
    spine: Spine,
    sheet: Morning,
}

/// The sheet.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Html<String>, Problem> {
    let sheet = morning::morning(front.app(), &signed.person).await?;
    let spine = Spine::new(&front, &signed, Here::Todo);
    problem::html(&Sheet { spine, sheet })
}
