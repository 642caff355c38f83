//! An analysis (综合分析): figures, findings and the loop on its page, and the report that is printed.

use app::queries::analyses::{self, Prompt, Told};
use askama::Template;
use axum::Router;
use casework::procedure::Noun;

use super::paper_of;
use crate::desk::paper::{self, Paper};
use crate::desk::session::Signed;
use crate::problem::{self, Problem};
use crate::site::Shared;

/// The papers of an analysis.
pub(super) const PAPERS: &[&str] = &["/desk/analyses/{number}/paper"];

/// The routes of an analysis's own pages.
pub(super) fn routes() -> Router<Shared> {
    paper::routes(PAPERS[0], report)
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
    let which = (Noun::Analysis, &*number);
    Ok(paper_of(which, ("paper", "综合分析报告"), "", official))
}
