//! An attachment's page (看附件): its cleaned copy to look at, the way to ask for the original, and the
//! bytes of either in a sandbox of their own. Never run, and shown only as a picture, a document or
//! plain text (T13, T14).

use std::collections::BTreeMap;

use app::files::{self, Opened, Part};
use app::queries::matter::{self, FilePage, Shown};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use casework::ids::FileId;
use papers::kind::FileKind;

use crate::desk::matters::encoded;
use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::shell::headers::{POLICY_OF_A_FILE, POLICY_OF_A_FILE_PAGE};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/file/page.html")]
struct Page {
    spine: Spine,
    file: FilePage,
    /// What stands in the address of the bytes shown.
    part: &'static str,
}

/// The page of a file.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, file)): Path<(String, String)>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let id = parsed(&file)?;
    let original = query.contains_key("original");
    let file = matter::file(front.app(), &signed.person, &number, id, original).await?;
    let page = Page {
        spine: Spine::new(&front, &signed, Here::Matters),
        part: if file.is_original { "original" } else { "copy" },
        file,
    };
    let html: Html<String> = problem::html(&page)?;
    let mut response = html.into_response();
    let policy = HeaderValue::from_static(POLICY_OF_A_FILE_PAGE);
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// The bytes of a file: the copy (`copy`) or what was sent (`original`). Taking them is recorded first
/// (T18). They are handed over to be kept, unless the page asks to show a copy of a kind that is safe to.
pub async fn take(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, file, part)): Path<(String, String, String)>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let id = parsed(&file)?;
    let part = match part.as_str() {
        "copy" => Part::Copy,
        "original" => Part::Original,
        _ => return Err(Problem::of(StatusCode::NOT_FOUND)),
    };
    let opened = files::open(front.app(), &signed.person, &number, id, part)
        .await
        .map_err(|failure| refusal::told(&front, "decide-identity", failure))?;
    let shown = query.contains_key("show") && part == Part::Copy && is_safe(opened.kind);
    let mut response = Response::default();
    put(response.headers_mut(), &opened, shown);
    *response.body_mut() = opened.bytes.into();
    Ok(response)
}

/// The id of a file in an address.
pub(super) fn parsed(file: &str) -> Result<FileId, Problem> {
    file.parse().map_err(|_| Problem::of(StatusCode::NOT_FOUND))
}

/// Kinds that browsers show without running anything, once they are cleaned.
fn is_safe(kind: Option<FileKind>) -> bool {
    matches!(
        kind,
        Some(FileKind::Jpeg | FileKind::Png | FileKind::Gif | FileKind::Webp | FileKind::Pdf)
    )
}

/// A file handed over to be kept.
pub(super) fn given(opened: Opened) -> Response {
    let mut response = Response::default();
    put(response.headers_mut(), &opened, false);
    *response.body_mut() = opened.bytes.into();
    response
}

fn put(headers: &mut HeaderMap, opened: &Opened, shown: bool) {
    let (form, media_type) = match opened.kind {
        Some(kind) if shown => ("inline", kind.mime()),
        _ => ("attachment", "application/octet-stream"),
    };
    let fixed = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_SECURITY_POLICY, POLICY_OF_A_FILE),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let disposition = format!("{form}; filename*=UTF-8''{}", encoded(&opened.name));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
}
