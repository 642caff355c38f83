//! What a figure of supervision counts: slips and urgings, one line each.

use app::queries::supervision::counted::{self as query, About, Counted, Narrowed, What};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Html;
use casework::UnitId;

use super::{Asked, spine, told, word};
use crate::desk::matters::encoded;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/supervision/counted.html")]
struct Page {
    spine: Spine,
    list: Counted,
    /// The address of the next page.
    next: Option<String>,
}

/// A page of what a figure counts.
pub async fn counted(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    query: Asked,
) -> Result<Html<String>, Problem> {
    let what = word(&query, "what").and_then(What::parse);
    let what = what.ok_or_else(|| Problem::of(StatusCode::NOT_FOUND))?;
    let to = word(&query, "to").map(UnitId::from);
    let narrowed = Narrowed {
        to: to.as_ref(),
        since: word(&query, "since").and_then(|since| since.parse().ok()),
        about: word(&query, "about").and_then(About::parse),
    };
    let list = query::counted(
        front.app(),
        &signed.person,
        what,
        narrowed,
        word(&query, "after"),
    )
    .await;
    let list = list.map_err(|failure| told(&front, failure))?;
    let page = |after: &String| {
        let to = to.as_ref().map_or("", |to| to.as_str());
        let what = word(&query, "what").unwrap_or_default();
        let about = word(&query, "about").unwrap_or_default();
        format!(
            "/desk/supervision/counted?what={what}&to={}&about={}&since={}&after={}",
            encoded(to),
            encoded(about),
            list.since,
            encoded(after)
        )
    };
    problem::html(&Page {
        spine: spine(&front, &signed),
        next: list.next.as_ref().map(page),
        list,
    })
}
