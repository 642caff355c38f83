//! The to-do page (今日必办, P-26): a morning sheet that prints on one A4.

use app::queries::todo::{self, Todo};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/todo/sheet.html")]
struct Sheet {
    spine: Spine,
    todo: Todo,
    /// Whether the reader may take reports in, for the empty sheet.
    receives: bool,
}

/// The sheet. Who sees no matters is led to what they administer.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Response, Problem> {
    let spine = Spine::new(&front, &signed, Here::Todo);
    let sees = spine.offers(Here::Todo);
    if let Some(first) = spine.entries.first().filter(|_| !sees) {
        return Ok(Redirect::to(first.href).into_response());
    }
    let todo = todo::todo(front.app(), &signed.person).await?;
    let receives = spine.offers(Here::Registration);
    problem::html(&Sheet {
        spine,
        todo,
        receives,
    })
    .map(IntoResponse::into_response)
}
