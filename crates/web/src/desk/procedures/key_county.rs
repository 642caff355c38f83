//! What a key supervised county (重点督导县) shows besides: every county with what is counted of it, one county's checks
//! and notices, and what was sent to a leader in person.

use std::collections::BTreeMap;

use app::queries::key_counties::{self, Counted, Proposals, Sent, Supervised};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use axum::routing::get;
use axum::{Extension, Router};

use crate::desk::matters::encoded;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

/// The paths of its own pages.
pub(super) const PATHS: &[&str] = &[
    "/desk/key-counties/proposals",
    "/desk/key-counties/proposals/{county}/{measure}",
    "/desk/county-notices",
];

/// The routes of its own pages.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route(PATHS[0], get(proposals))
        .route(PATHS[1], get(items))
        .route(PATHS[2], get(sent))
}

/// One county, as a piece of its page.
#[derive(Template)]
#[template(path = "desk/key_counties/one.html")]
pub(super) struct Piece {
    pub shown: Supervised,
    /// The address of its page.
    pub at: String,
}

#[derive(Template)]
#[template(path = "desk/key_counties/proposals.html")]
struct ProposalsPage {
    spine: Spine,
    told: Proposals,
}

async fn proposals(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Html<String>, Problem> {
    let told = key_counties::proposals(front.app(), &signed.person).await?;
    problem::html(&ProposalsPage {
        spine: Spine::new(&front, &signed, Here::Procedures),
        told,
    })
}

#[derive(Template)]
#[template(path = "desk/key_counties/items.html")]
struct ItemsPage {
    spine: Spine,
    list: Counted,
    /// The address of this page.
    at: String,
    first: bool,
    next: Option<String>,
}

async fn items(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((county, measure)): Path<(String, String)>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let cursor = query.get("cursor").map(String::as_str);
    let which = (&*county, &*measure);
    let list = key_counties::items(front.app(), &signed.person, which, cursor).await?;
    let at = format!(
        "/desk/key-counties/proposals/{}/{measure}",
        encoded(&county)
    );
    let next = list.next.as_ref();
    let next = next.map(|key| format!("{at}?cursor={}", encoded(key)));
    problem::html(&ItemsPage {
        spine: Spine::new(&front, &signed, Here::Procedures),
        first: cursor.is_some(),
        at,
        next,
        list,
    })
}

#[derive(Template)]
#[template(path = "desk/key_counties/sent.html")]
struct SentPage {
    spine: Spine,
    sent: Vec<Sent>,
}

/// What was sent to the reader in person.
async fn sent(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Html<String>, Problem> {
    let sent = key_counties::sent(front.app(), &signed.person).await?;
    problem::html(&SentPage {
        spine: Spine::new(&front, &signed, Here::Procedures),
        sent,
    })
}
