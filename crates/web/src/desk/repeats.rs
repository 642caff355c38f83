//! What a matter may be a repeat of (查重, P-28, S1-44), after it was received: each earlier matter with the reasons, to be
//! joined or told apart by a person.

use app::queries::act as forms;
use app::queries::repeats::{self, Card};
use app::{Failure, queries};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Html;

use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/matter/repeats.html")]
struct Page {
    spine: Spine,
    number: String,
    title: String,
    stage_zh: &'static str,
    cards: Vec<Card>,
    /// Whether it may still go into another.
    may_join: bool,
}

/// The cards of a matter.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<String>,
) -> Result<Html<String>, Problem> {
    let (app, person) = (front.app(), &signed.person);
    let cards = repeats::of_matter(app, person, &number).await;
    let cards = cards.map_err(|failure| refusal::told(&front, "tell-apart", failure))?;
    let may_join = match forms::form(app, person, &number, "joining").await {
        Ok(_) => true,
        Err(Failure::Refused(_) | Failure::Forbidden { .. }) => false,
        Err(failure) => return Err(failure.into()),
    };
    let matter = queries::matter::matter(app, person, &number).await?;
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Matters),
        number,
        title: matter.title,
        stage_zh: matter.stage_zh,
        cards,
        may_join,
    })
}
