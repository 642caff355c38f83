//! The last hand on every answer: failures become pages in the look, or problem documents for the
//! API, and headers are put on everything.

use std::any::Any;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response as HttpResponse, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::{self, Problem};
use crate::public::Frame;
use crate::shell::headers;
use crate::site::Shared;

/// Wraps every route.
pub async fn finish(State(front): State<Shared>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let large = request
        .uri()
        .query()
        .is_some_and(|query| query.contains("type=large"));
    let mut response = next.run(request).await;
    let problem = response
        .extensions_mut()
        .remove::<Problem>()
        .or_else(|| bare(&response));
    if let Some(problem) = problem {
        let told = if path.starts_with("/api/") {
            problem::document(&problem)
        } else if path.starts_with("/desk") {
            problem::desk_page(&problem)
        } else {
            problem::public_page(&problem, Frame::for_failure(&front, large).await)
        };
        response = with_headers_of(told, &response);
    }
    headers::put(response.headers_mut(), front.site.is_tls());
    response
}

/// A failure that the framework answered by itself, in English or not at all.
fn bare(response: &Response) -> Option<Problem> {
    let status = response.status();
    let media_type = response.headers().get(header::CONTENT_TYPE);
    let told = media_type.is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"));
    let failed = status.is_client_error() || status.is_server_error();
    (failed && !told).then(|| Problem::of(status))
}

/// Keeps `Allow` and `Retry-After`, drops what described the body that is gone.
fn with_headers_of(mut told: Response, before: &Response) -> Response {
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = before.headers().get(&name) {
            told.headers_mut().insert(name, value.clone());
        }
    }
    told
}

/// No route fits.
pub async fn missing() -> Response {
    Problem::of(StatusCode::NOT_FOUND).into_response()
}

/// A route fits, its method does not.
pub async fn unfit() -> Response {
    Problem::of(StatusCode::METHOD_NOT_ALLOWED).into_response()
}

/// A handler panicked. What it was about may hold personal words and is not logged; where it was,
/// the panic hook has said.
pub fn panicked(_: Box<dyn Any + Send>) -> HttpResponse<Body> {
    problem::unexpected("a handler panicked").into_response()
}
