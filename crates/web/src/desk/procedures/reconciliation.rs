//! A reconciliation (对账): its figures as they were frozen, and what does not agree.

use app::queries::reconciliations::Book;
use askama::Template;

use crate::desk::matters::encoded;

/// The piece of a reconciliation's page.
#[derive(Template)]
#[template(path = "desk/reconciliations/book.html")]
pub(super) struct Piece {
    book: Book,
    /// The balance of the same month as it counts today.
    today: String,
}

impl Piece {
    /// Of a book.
    pub fn of(book: Book) -> Self {
        let (organ, month) = (encoded(book.organ.1.as_str()), &book.month.0);
        Self {
            today: format!("/desk/balance?unit={organ}&month={month}"),
            book,
        }
    }
}
