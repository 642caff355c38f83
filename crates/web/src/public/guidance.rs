//! What to know before reporting (举报须知).

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use super::{Asked, Frame};
use crate::problem::{Problem, html};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "public/guidance.html")]
struct Page {
    frame: Frame,
}

/// Shows it.
pub async fn show(State(front): State<Shared>, asked: Asked) -> Result<Html<String>, Problem> {
    html(&Page {
        frame: Frame::of(&front, &asked).await?,
    })
}
