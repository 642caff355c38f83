//! Help (帮助): the keys, what the lamps mean, and every act with its rule, from the very table that makes
//! the forms: it cannot fall behind.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Html;
use casework::act::{Act, Performer};
use casework::matter::steps;

use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/help/page.html")]
struct Page {
    spine: Spine,
    acts: Vec<&'static Act>,
}

/// The page.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Html<String>, Problem> {
    let people = |act: &&Act| act.performer == Performer::Person;
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Help),
        acts: steps::ACTS.iter().filter(people).collect(),
    })
}
