//! The calendar feed (日历订阅): asked by calendar programs, which cannot sign in. The address itself is the
//! key; it stands in no log, for routes are logged by their pattern.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;
use crate::shell::limits::Toll;
use crate::shell::peer::Peer;
use crate::site::Shared;

/// The feed of an address. A wrong address and an unknown one get the same answer.
pub async fn take(
    State(front): State<Shared>,
    peer: Peer,
    Path(address): Path<String>,
) -> Result<Response, Problem> {
    if !front.limiter.is_within(peer, Toll::Lookup) {
        return Err(Problem::of(StatusCode::TOO_MANY_REQUESTS));
    }
    let feed = app::feed::feed(front.app(), &address).await?;
    let feed = feed.ok_or_else(|| Problem::of(StatusCode::NOT_FOUND))?;
    Ok((
        [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")],
        feed,
    )
        .into_response())
}
