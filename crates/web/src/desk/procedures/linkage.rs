//! What a linkage (联动处置) shows besides: the loop from report to solved demand on its page, its two letters, and
//! the book of all linkages.

use std::collections::BTreeMap;

use app::queries::linkages::{self, Book, LinkageView, Sifted};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use axum::routing::get;
use axum::{Extension, Router};
use casework::procedure::Noun;

use super::paper_of;
use crate::desk::matters::encoded;
use crate::desk::paper::{self, Paper};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

/// The paths of a linkage's own pages.
pub(super) const PATHS: &[&str] = &["/desk/linkages/book"];

/// The papers of a linkage.
pub(super) const PAPERS: &[&str] = &[
    "/desk/linkages/{number}/prompt-letter",
    "/desk/linkages/{number}/handover-letters/{letter}",
];

/// The routes of a linkage's own pages.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route(PATHS[0], get(book))
        .merge(paper::routes(PAPERS[0], prompt))
        .merge(paper::routes(PAPERS[1], handover))
}

/// The loop, the letters and the feedback, as a piece of the linkage's page.
#[derive(Template)]
#[template(path = "desk/linkages/piece.html")]
pub(super) struct Piece {
    pub linkage: LinkageView,
    /// The address of the linkage's page.
    pub at: String,
}

#[derive(Template)]
#[template(path = "desk/linkages/book.html")]
struct BookPage {
    spine: Spine,
    book: Book,
    sifted: Sifted,
    next: Option<String>,
}

async fn book(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let word = |name: &str| query.get(name).cloned().unwrap_or_default();
    let sifted = Sifted {
        class: word("class"),
        state: word("state"),
        receiver: word("receiver"),
        cursor: query.get("cursor").cloned(),
    };
    let book = linkages::book(front.app(), &signed.person, &sifted).await?;
    let next = book.next.as_deref();
    problem::html(&BookPage {
        spine: Spine::new(&front, &signed, Here::Procedures),
        next: next.map(|cursor| address(&sifted, cursor)),
        book,
        sifted,
    })
}

/// The address of the page of the book after a row.
fn address(sifted: &Sifted, cursor: &str) -> String {
    let parts = [
        ("class", sifted.class.as_str()),
        ("state", &sifted.state),
        ("receiver", &sifted.receiver),
        ("cursor", cursor),
    ];
    let set = parts.iter().filter(|(_, value)| !value.is_empty());
    let set: Vec<String> = set
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    format!("/desk/linkages/book?{}", set.join("&"))
}

async fn prompt(front: Shared, signed: Signed, number: String) -> Result<Paper, Problem> {
    let official = linkages::prompt(front.app(), &signed.person, &number).await?;
    let which = (Noun::Linkage, &*number);
    Ok(paper_of(which, ("prompt-letter", "提示函"), "", official))
}

async fn handover(
    front: Shared,
    signed: Signed,
    (number, letter): (String, u32),
) -> Result<Paper, Problem> {
    let official = linkages::handover(front.app(), &signed.person, (&number, letter)).await?;
    let end = format!("handover-letters/{letter}");
    let which = (Noun::Linkage, &*number);
    Ok(paper_of(
        which,
        (&end, "移交函"),
        &format!("-{letter}"),
        official,
    ))
}
