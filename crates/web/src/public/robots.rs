//! What machines ask: which pages to index, and whether the site is up.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;
use crate::site::Shared;

/// Search engines may know the way in and the guidance; a form half filled is nobody's business.
const ROBOTS: &str = "User-agent: *\nAllow: /$\nAllow: /guidance\nAllow: /calendar\nDisallow: /\n";

/// `robots.txt`.
pub async fn tell() -> Response {
    (
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        ROBOTS,
    )
        .into_response()
}

/// Whether the database answers. No version, no name, no detail: anybody may ask.
pub async fn health(State(front): State<Shared>) -> Result<Response, Problem> {
    front
        .app()
        .store()
        .rows("SELECT 1", &[])
        .await
        .map_err(app::Fault::from)?;
    Ok((
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        "ok\n",
    )
        .into_response())
}
