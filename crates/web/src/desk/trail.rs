//! The audit trail (办理痕迹) of a matter: acts and openings with their place in the ledger.

use app::queries::trail::{self, Trail};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Html;

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
    reader: String,
    read_at: String,
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
    problem::html(&Page {
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
