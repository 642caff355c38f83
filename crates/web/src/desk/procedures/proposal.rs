//! A supervision proposal (监察建议书): what it says on its page, and the letter that goes out.

use app::queries::proposals::{self, Told};
use askama::Template;
use axum::Router;
use casework::procedure::Noun;

use super::paper_of;
use crate::desk::paper::{self, Paper};
use crate::desk::session::Signed;
use crate::problem::Problem;
use crate::site::Shared;

/// The papers of a proposal.
pub(super) const PAPERS: &[&str] = &["/desk/proposals/{number}/paper"];

/// The routes of a proposal's own pages.
pub(super) fn routes() -> Router<Shared> {
    paper::routes(PAPERS[0], letter)
}

/// The piece of a proposal's page.
#[derive(Template)]
#[template(path = "desk/proposals/proposal.html")]
pub(super) struct Piece {
    pub told: Told,
    /// The address of the proposal's page.
    pub at: String,
}

async fn letter(front: Shared, signed: Signed, number: String) -> Result<Paper, Problem> {
    let official = proposals::paper(front.app(), &signed.person, &number).await?;
    let which = (Noun::Proposal, &*number);
    Ok(paper_of(which, ("paper", "监察建议书"), "", official))
}
