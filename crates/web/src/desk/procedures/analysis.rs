//! An analysis (综合分析): figures, findings and the loop on its page, and the report that is printed.

use std::collections::BTreeMap;

use app::queries::analyses::{self, Plan, Prompt, Standing, Told};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;
use axum::{Extension, Router};
use casework::procedure::Noun;

use super::{address, paper_of};
use crate::desk::balance::ItemsPage;
use crate::desk::matters::encoded;
use crate::desk::paper::{self, Paper};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

/// The papers of an analysis.
pub(super) const PAPERS: &[&str] = &["/desk/analyses/{number}/paper"];

/// The paths of its own pages.
pub(super) const PATHS: &[&str] = &[
    "/desk/analyses/{number}/themes/{theme}",
    "/desk/analyses/plan",
];

/// The routes of an analysis's own pages.
pub(super) fn routes() -> Router<Shared> {
    paper::routes(PAPERS[0], report)
        .route(PATHS[0], get(theme))
        .route(PATHS[1], get(plan))
}

#[derive(Template)]
#[template(path = "desk/analyses/plan.html")]
struct PlanPage {
    spine: Spine,
    plan: Plan,
    /// How many of all stand where, in the order of the loop.
    stand: Vec<(&'static str, usize)>,
    first: Option<String>,
    next: Option<String>,
}

/// What a column of the plan is called.
fn quarter(nth: &usize) -> &'static str {
    ["第一季度", "第二季度", "第三季度", "第四季度"][*nth % 4]
}

/// The plan of a year.
async fn plan(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let missing = || Problem::of(StatusCode::NOT_FOUND);
    let year = query.get("year").map(|year| year.parse::<i16>());
    let year = year.transpose().map_err(|_| missing())?;
    let cursor = query.get("cursor").map(String::as_str);
    let plan = analyses::plan(front.app(), &signed.person, year, cursor).await?;
    let at = format!("{}?year={}", PATHS[1], plan.year);
    let all = || {
        plan.rows
            .iter()
            .flat_map(|row| row.quarters.iter().flatten())
    };
    let stand = Standing::ALL.iter().map(|standing| {
        let many = all().filter(|one| one.standing == *standing).count();
        (standing.zh(), many)
    });
    problem::html(&PlanPage {
        spine: Spine::new(&front, &signed, Here::Procedures),
        stand: stand.filter(|(_, many)| *many > 0).collect(),
        next: plan
            .next
            .as_deref()
            .map(|next| format!("{at}&cursor={}", encoded(next))),
        first: cursor.map(|_| at),
        plan,
    })
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
