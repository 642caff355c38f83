//! Finding by pinyin (拼音查找, P-27): answers the script of a field, and a page for who has none. What is
//! typed may be somebody's name, so it comes in a form and never stands in an address.

use app::queries::lookup::{self, Hit, Sought};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};

use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::shell::sent::Sent;
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/lookup/page.html")]
struct Page {
    spine: Spine,
    sought: String,
    typed: String,
    hits: Option<Vec<Hit>>,
}

/// The empty page.
pub async fn ask(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Response, Problem> {
    // Whoever may not look anything up has no page for it either.
    lookup::find(front.app(), &signed.person, Sought::Cadre, "").await?;
    page(&front, &signed, "cadre", "", None)
}

/// What fits.
pub async fn find(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let sent = Sent::read(request).await?;
    let word = sent.get("sought").unwrap_or("cadre");
    let sought = Sought::parse(word).unwrap_or(Sought::Cadre);
    let typed: String = sent
        .get("typed")
        .unwrap_or_default()
        .chars()
        .take(60)
        .collect();
    let hits = lookup::find(front.app(), &signed.person, sought, &typed).await?;
    let accepts = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    if accepts.is_some_and(|accepts| accepts.starts_with("application/json")) {
        return Ok(Json(hits).into_response());
    }
    page(&front, &signed, word, &typed, Some(hits))
}

fn page(
    front: &Shared,
    signed: &Signed,
    sought: &str,
    typed: &str,
    hits: Option<Vec<Hit>>,
) -> Result<Response, Problem> {
    let page = Page {
        spine: Spine::new(front, signed, Here::Registration),
        sought: sought.to_owned(),
        typed: typed.to_owned(),
        hits,
    };
    Ok(problem::html(&page)?.into_response())
}
