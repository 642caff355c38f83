//! Case reviews (案件评查) beyond what every procedure shows: the items of a session, one item with its sheet, the
//! deficiency list on paper, a list of outside matters from a spreadsheet, and the figures of a year.

mod list;
mod notice;
mod outside;
mod score;
mod sheet;
mod year;

pub use list::paper;
pub use notice::notice;
pub use outside::{ask as ask_outside, import as import_outside};
pub use score::{score, score_document};
pub use sheet::{proof, show as item};
pub use year::show as year;

use app::queries::reviews::Session;
use askama::Template;

/// The piece of a session's page.
#[derive(Template)]
#[template(path = "desk/reviews/session.html")]
pub struct Piece {
    pub session: Session,
}
