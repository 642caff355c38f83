//! An attachment's original, for those who may take it. Never shown in the page, never run: it is
//! handed over as a file, in a sandbox of its own (T14).

use app::queries::matter;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::desk::matters::encoded;
use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::problem::Problem;
use crate::site::Shared;

/// The file of an id, as the sender named it. Taking it is recorded first (T18).
pub async fn take(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id = file
        .parse()
        .map_err(|_| Problem::of(StatusCode::NOT_FOUND))?;
    let (name, _, bytes) = matter::file(front.app(), &signed.person, &number, id)
        .await
        .map_err(|failure| refusal::told(&front, "disclose-identity", failure))?;
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(&name));
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox; default-src 'none'"),
    );
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
