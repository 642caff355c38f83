//! A bulletin (工作通报): what it says on its page, and the letter that goes out.

use app::queries::bulletins::{self, Told};
use askama::Template;
use axum::Router;
use casework::procedure::Noun;

use super::paper_of;
use crate::desk::paper::{self, Paper};
use crate::desk::session::Signed;
use crate::problem::Problem;
use crate::site::Shared;

/// The papers of a bulletin.
pub(super) const PAPERS: &[&str] = &["/desk/bulletins/{number}/paper"];

/// The routes of a bulletin's own pages.
pub(super) fn routes() -> Router<Shared> {
    paper::routes(PAPERS[0], letter)
}

/// The piece of a bulletin's page.
#[derive(Template)]
#[template(path = "desk/bulletins/bulletin.html")]
pub(super) struct Piece {
    pub told: Told,
    /// The address of the bulletin's page.
    pub at: String,
}

async fn letter(front: Shared, signed: Signed, number: String) -> Result<Paper, Problem> {
    let official = bulletins::paper(front.app(), &signed.person, &number).await?;
    let which = (Noun::Bulletin, &*number);
    Ok(paper_of(which, ("paper", "信访工作通报"), "", official))
}
