//! An analysis (综合分析): figures, findings and the loop on its page, and the report that is printed.

use std::collections::BTreeMap;

use app::queries::analyses::{self, Prompt, Told};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use axum::routing::get;
use axum::{Extension, Router};
use casework::procedure::Noun;

use super::{address, paper_of};
use crate::desk::balance::ItemsPage;
use crate::desk::paper::{self, Paper};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

/// The papers of an analysis.
pub(super) const PAPERS: &[&str] = &["/desk/analyses/{number}/paper"];

/// The paths of its own pages.
pub(super) const PATHS: &[&str] = &["/desk/analyses/{number}/themes/{theme}"];

/// The routes of an analysis's own pages.
pub(super) fn routes() -> Router<Shared> {
    paper::routes(PAPERS[0], report).route(PATHS[0], get(theme))
}

/// The matters of a theme.
async fn theme(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, theme)): Path<(String, u32)>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let cursor = query.get("cursor").map(String::as_str);
    let of = (&*number, theme);
    let told = analyses::theme(front.app(), &signed.person, of, cursor).await?;
    let at = address(Noun::Analysis, &number);
    problem::html(&ItemsPage::at(
        Spine::new(&front, &signed, Here::Procedures),
        told.items,
        (format!("{at}/themes/{theme}?"), cursor),
        (format!("主题{theme}：{}", told.words), told.period),
        (at, "综合分析"),
    ))
}

/// The piece of an analysis's page.
#[derive(Template)]
#[template(path = "desk/analyses/analysis.html")]
pub(super) struct Piece {
    pub told: Told,
    /// The address of the analysis's page.
    pub at: String,
}

/// The act whose texts others wrote before.
pub(super) const WRITES: &str = "add-finding";

/// What earlier analyses said, beside the form of a finding.
#[derive(Template)]
#[template(path = "desk/analyses/prompts.html")]
struct Beside {
    prompts: Vec<Prompt>,
}

/// What earlier analyses said, as a piece of the form's page; nothing where there is nothing.
pub(super) async fn prompts(
    front: &Shared,
    signed: &Signed,
    number: &str,
) -> Result<String, Problem> {
    let prompts = analyses::prompts(front.app(), &signed.person, number).await?;
    match prompts.is_empty() {
        true => Ok(String::new()),
        false => Ok(problem::html(&Beside { prompts })?.0),
    }
}

async fn report(front: Shared, signed: Signed, number: String) -> Result<Paper, Problem> {
    let official = analyses::paper(front.app(), &signed.person, &number).await?;
    // Its title says the kind and the time and nothing else.
    let name = format!("{}-{number}", official.title);
    let which = (Noun::Analysis, &*number);
    let mut paper = paper_of(which, ("paper", "综合分析报告"), "", official);
    paper.taken.name = name;
    Ok(paper)
}
