//! An analysis (综合分析): figures, findings and the loop on its page, and the report that is printed.

use app::queries::analyses::{self, Told};
use askama::Template;
use axum::Router;
use casework::procedure::Noun;

use super::paper_of;
use crate::desk::paper::{self, Paper};
use crate::desk::session::Signed;
use crate::problem::Problem;
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

async fn report(front: Shared, signed: Signed, number: String) -> Result<Paper, Problem> {
    let official = analyses::paper(front.app(), &signed.person, &number).await?;
    let which = (Noun::Analysis, &*number);
    Ok(paper_of(which, ("paper", "综合分析报告"), "", official))
}
