//! Quick leave (快速离开): clears what the browser kept of this site and goes elsewhere.

use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::site::Shared;

/// Everything this site could have left behind: the style sheets in the cache show the visit too.
const KEPT: &str = "\"cache\", \"cookies\", \"storage\"";

/// Goes.
pub async fn go(State(front): State<Shared>) -> Response {
    let clear = HeaderName::from_static("clear-site-data");
    let to = front.site.leave_to.clone();
    (
        StatusCode::SEE_OTHER,
        [(clear, KEPT.to_owned()), (header::LOCATION, to)],
    )
        .into_response()
}
