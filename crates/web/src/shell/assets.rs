//! Style sheets, script and mark: part of the program, cached for a year under their content's hash.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::{Path, RawQuery};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use rust_embed::Embed;

use crate::problem::Problem;

#[derive(Embed)]
#[folder = "static/"]
struct Static;

/// The address of each file with its hash, computed once: templates ask on every page.
static ADDRESSES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    Static::iter()
        .filter_map(|name| {
            let hash = hash_of(&name)?;
            Some((name.to_string(), format!("/static/{name}?v={hash}")))
        })
        .collect()
});

/// The address of a file, for templates.
///
/// # Panics
/// When the file is no part of the program: a template names it wrongly, which every test of the
/// page shows.
pub fn href(name: &str) -> &'static str {
    ADDRESSES
        .get(name)
        .map(String::as_str)
        .expect("templates name files that exist")
}

/// Answers with a file. Asked for under its hash it never changes; otherwise it is checked anew.
pub async fn serve(Path(name): Path<String>, RawQuery(query): RawQuery) -> Response {
    let (Some(file), Some(media_type)) = (Static::get(&name), media_type(&name)) else {
        return Problem::of(StatusCode::NOT_FOUND).into_response();
    };
    let asked = query.as_deref().and_then(|query| query.strip_prefix("v="));
    let lasting = asked.is_some() && asked == hash_of(&name).as_deref();
    let cache = if lasting {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, cache),
    ];
    (headers, file.data).into_response()
}

/// Browsers ask for it unbidden.
pub async fn favicon() -> Response {
    serve(Path("mark.svg".to_owned()), RawQuery(None)).await
}

fn hash_of(name: &str) -> Option<String> {
    let hash = Static::get(name)?.metadata.sha256_hash();
    Some(HEXLOWER.encode(&hash[..8]))
}

/// The kinds of file there are; another kind is a mistake of ours and not served.
fn media_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}
