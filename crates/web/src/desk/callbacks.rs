//! Call-backs (满意度回访): what reporters think of the work, and whom to ask by telephone.

use std::collections::BTreeMap;

use app::queries::callbacks::{self, CallBacks};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Html;

use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/callbacks/list.html")]
struct Page {
    spine: Spine,
    list: CallBacks,
}

/// The figures and the queue.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let after = query.get("after").map(String::as_str);
    let list = callbacks::callbacks(front.app(), &signed.person, after)
        .await
        .map_err(|failure| refusal::told(&front, "call-back", failure))?;
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::CallBacks),
        list,
    })
}
