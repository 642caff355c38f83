//! The audit trail (办理痕迹) of a matter: acts and openings with their place in the ledger.

use app::queries::trail::{self, Trail};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use std::collections::BTreeMap;

use crate::desk::matters::encoded;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::{refusal, words};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/trail/trail.html")]
struct Page {
    spine: Spine,
    trail: Trail,
    waiting: usize,
    /// Whether the matter itself may be opened, too.
    reads_matters: bool,
    reader: String,
    read_at: String,
}

#[derive(Template)]
#[template(path = "desk/trail/ask.html")]
struct Ask {
    spine: Spine,
}

/// Asks for a number: the way of the audit administrator, who reads no matters (T20).
pub async fn ask(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let number = query.get("number").map_or("", |number| number.trim());
    if !number.is_empty() {
        let to = format!("/desk/matters/{}/trail", encoded(number));
        return Ok(Redirect::to(&to).into_response());
    }
    let spine = Spine::new(&front, &signed, Here::Trail);
    problem::html(&Ask { spine }).map(IntoResponse::into_response)
}

/// The trail, for whoever may read it.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<String>,
) -> Result<Html<String>, Problem> {
    let app = front.app();
    let trail = trail::trail(app, &signed.person, &number)
        .await
        .map_err(|failure| refusal::told(&front, "read-trail", failure))?;
    let spine = Spine::new(&front, &signed, Here::Matters);
    let reads_matters = spine.offers(Here::Matters);
    problem::html(&Page {
        reads_matters,
        waiting: trail
            .entries
            .iter()
            .filter(|entry| entry.seq.is_none())
            .count(),
        reader: spine.name.clone(),
        read_at: app.now().local.strftime("%Y-%m-%d %H:%M").to_string(),
        spine,
        trail,
    })
}
