//! Requests to see who reported (查看身份审批, T1): what waits for the reader, and the reader's own.

use std::collections::BTreeMap;

use app::queries::identities::{self, Cursors, Identities};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Html;

use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/identities/list.html")]
struct Page {
    spine: Spine,
    list: Identities,
    /// How long an approved request stays usable, in working days.
    days: u16,
    /// How long an opened identity stays open, in minutes.
    minutes: i64,
}

/// The two lists.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let after = |name: &str| query.get(name).map(String::as_str);
    let app = front.app();
    let cursors = Cursors {
        waiting: after("after"),
        handings: after("handing"),
        own: after("own"),
    };
    let list = identities::identities(app, &signed.person, cursors).await?;
    let settings = &app.rules().settings;
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Identities),
        list,
        days: settings.identity_approval_days,
        minutes: settings.identity_open_minutes,
    })
}
