//! The register of what was passed up (上报登记簿): lines without content.

use std::collections::BTreeMap;

use app::queries::passed::{self, Register};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Html;

use crate::desk::matters::encoded;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/passed/register.html")]
struct Page {
    spine: Spine,
    register: Register,
    /// Whether an earlier page led here.
    first: bool,
    next: Option<String>,
}

/// A page of the register.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let cursor = query.get("cursor").map(String::as_str);
    let register = passed::register(front.app(), &signed.person, cursor).await?;
    let next = register.next.as_deref();
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Matters),
        first: cursor.is_some(),
        next: next.map(|key| format!("/desk/passed-up?cursor={}", encoded(key))),
        register,
    })
}
