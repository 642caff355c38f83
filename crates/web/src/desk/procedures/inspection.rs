//! An inspection (抽查检查): its items and figures, and what its draw stands on.

use std::collections::BTreeMap;

use app::queries::procedures::inspection::{self, Inspected, Which};
use app::queries::procedures::{self, View};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use casework::inspection::ItemState;

use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

/// The piece of an inspection's page.
#[derive(Template)]
#[template(path = "desk/procedures/inspection.html")]
pub(super) struct Piece {
    pub number: String,
    pub inspected: Inspected,
}

#[derive(Template)]
#[template(path = "desk/procedures/items.html")]
struct Items {
    spine: Spine,
    view: View,
    inspected: Inspected,
    /// Only those that stand so.
    state: Option<ItemState>,
    /// Whether an earlier page led here.
    first: bool,
    next: Option<String>,
}

/// The items of an inspection, by where they stand.
pub async fn items(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let word = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    let which = Which {
        state: ItemState::parse(word("state")),
        after: word("after").parse().unwrap_or(0),
    };
    let app = front.app();
    let inspected = inspection::inspected(app, &signed.person, &number, which).await?;
    let state = which.state.map_or("", ItemState::as_str);
    let next = inspected.next;
    let to = |after| format!("/desk/inspections/{number}/items?state={state}&after={after}");
    problem::html(&Items {
        spine: Spine::new(&front, &signed, Here::Procedures),
        view: procedures::view(app, &signed.person, &number).await?,
        state: which.state,
        first: which.after > 0,
        next: next.map(to),
        inspected,
    })
}

impl Items {
    /// Whether a state is the one chosen.
    fn is_now(&self, code: &str) -> bool {
        self.state.is_some_and(|state| state.as_str() == code)
    }
}
