//! The rules in force (规则): what they are, since when, and what changed with each adoption. Everybody who
//! works at the desk may read them.

use app::queries::office::{self, RulesPage};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Html;

use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/office/rules.html")]
struct Page {
    spine: Spine,
    page: RulesPage,
}

#[derive(Template)]
#[template(path = "desk/office/rule.html")]
struct TextPage {
    spine: Spine,
    path: String,
    hash: String,
    in_force: bool,
    text: String,
}

/// The rules in force and their history.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Html<String>, Problem> {
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Rules),
        page: office::rules(front.app(), &signed.person).await?,
    })
}

/// One file of a set that is or was in force.
pub async fn text(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((hash, path)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let text = office::rule_text(front.app(), &hash, &path).await?;
    problem::html(&TextPage {
        spine: Spine::new(&front, &signed, Here::Rules),
        in_force: hash == front.app().rules().version,
        path,
        hash,
        text,
    })
}
