//! The register of voids (作废登记簿, P-03).

use std::collections::BTreeMap;

use app::queries::voids::{self, Register};
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
#[template(path = "desk/voids/register.html")]
struct Page {
    spine: Spine,
    register: Register,
    next: Option<String>,
}

/// A page of the register.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let cursor = query.get("cursor").map(String::as_str);
    let register = voids::voids(front.app(), &signed.person, cursor).await?;
    let next = register.next.as_deref();
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Matters),
        next: next.map(|key| format!("/desk/voids?cursor={}", encoded(key))),
        register,
    })
}
