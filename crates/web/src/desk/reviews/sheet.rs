//! One item: its sheet to fill, what it came to, and what was handed in. The sheet is the act's own form, sent to
//! the act's own address; what is wrong comes back there, filled.

use app::files;
use app::queries::reviews::{self, ItemPage};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, Response};

use crate::desk::file;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/reviews/item.html")]
struct Page {
    spine: Spine,
    item: ItemPage,
}

/// An item of a session.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, item)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let item = reviews::item(front.app(), &signed.person, &number, parsed(&item)?).await?;
    let spine = Spine::new(&front, &signed, Here::Procedures);
    problem::html(&Page { spine, item })
}

/// A proof that was handed in.
pub async fn proof(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, item, id)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let id = file::parsed(&id)?;
    let of = (&*number, parsed(&item)?);
    let opened: files::Opened = reviews::proof(front.app(), &signed.person, of, id).await?;
    Ok(file::given(opened))
}

/// The number of an item in an address.
pub(super) fn parsed(item: &str) -> Result<u32, Problem> {
    item.parse().map_err(|_| Problem::of(StatusCode::NOT_FOUND))
}
