//! Books (台账): the shelf, and a book with its filters as plain words, chosen columns and kept views.
//!
//! | module | page |
//! |---|---|
//! | `columns` | what a column looks like |

mod columns;

use app::queries::books::{self, BookPage, Choice, Shelf, View};
use askama::Template;
use axum::Extension;
use axum::extract::{Form, Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use casework::rules::Column;

use crate::desk::matters::encoded;
use crate::desk::onward::Onward;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::{refusal, words};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/books/shelf.html")]
struct ShelfPage {
    spine: Spine,
    shelf: Shelf,
}

#[derive(Template)]
#[template(path = "desk/books/book.html")]
struct Page {
    spine: Spine,
    book: BookPage,
    lines: Vec<Words>,
    /// What the forms on the page carry on.
    kept: Vec<(String, String)>,
    from: String,
    to: String,
    previous: Option<String>,
    next: Option<String>,
    /// Where to look on, where the page is not full though the list goes on.
    onward: Option<Onward>,
    query: String,
    /// Every column, and whether it is shown.
    choosable: Vec<(Column, bool)>,
    is_filtered: bool,
    /// Where the same is taken out as a file.
    export: String,
    home: String,
    /// The page's own address, where its rows are ticked.
    here: String,
    /// What "the whole list" means to a batch.
    whole: String,
    max: usize,
}

/// A filter as a line of words.
struct Words {
    zh: &'static str,
    /// Whether it is asked so seldom that it waits folded.
    rare: bool,
    /// Where none is chosen; nothing where one always is, as of the order.
    all: Option<(String, bool)>,
    /// Address, word, chosen.
    options: Vec<(String, String, bool)>,
}

/// Filters that wait folded until one is chosen.
const RARE: [&str; 14] = [
    "came_by",
    "mode",
    "urgency",
    "secrecy",
    "collective",
    "over_level",
    "again",
    "unnumbered",
    "supervised",
    "supervision",
    "three_many",
    "backlog",
    "campaigned",
    "contract",
];

/// Pairs of a query string.
pub type Pairs = Vec<(String, String)>;

/// The shelf.
pub async fn shelf(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Html<String>, Problem> {
    let shelf = books::shelf(front.app(), &signed.person).await?;
    let spine = Spine::new(&front, &signed, Here::Books);
    problem::html(&ShelfPage { spine, shelf })
}

/// A page of a book.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Html<String>, Problem> {
    let book = books::book(front.app(), &signed.person, &id, &pairs).await?;
    let pairs = meant(pairs);
    let home = format!("/desk/books/{id}");
    let value = |name: &str| {
        let found = pairs.iter().find(|(known, _)| known == name);
        found.map_or_else(String::new, |(_, value)| value.clone())
    };
    let page_at = |cursor: &String| address(&home, &pairs, "cursor", cursor);
    let previous = book.previous.as_ref().map(page_at);
    let next = book.next.as_ref().map(page_at);
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Books),
        lines: book
            .choices
            .iter()
            .map(|choice| line(&home, &pairs, choice))
            .collect(),
        from: value("from"),
        to: value("to"),
        onward: Onward::of(book.unlooked, book.sort, (previous.as_ref(), next.as_ref())),
        previous,
        next,
        query: query(&pairs),
        choosable: Column::ALL
            .iter()
            .map(|column| (*column, book.columns.contains(column)))
            .collect(),
        is_filtered: !pairs.is_empty(),
        export: address(&format!("{home}/export"), &pairs, "", ""),
        here: address(&home, &pairs, "", ""),
        whole: format!("book:{id}"),
        max: front.app().rules().batches.max,
        kept: pairs,
        home,
        book,
    })
}

/// Keeps the page as a view, or forgets one.
pub async fn keep(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Form(sent): Form<Pairs>,
) -> Result<Response, Problem> {
    let value = |name: &str| {
        let found = sent.iter().find(|(known, _)| known == name);
        found.map_or_else(String::new, |(_, value)| value.clone())
    };
    let (app, person) = (front.app(), &signed.person);
    let told = |failure| refusal::told(&front, "share-view", failure);
    let shared = value("shared") == "yes";
    if value("go") == "forget" {
        books::forget(app, person, &value("name"), shared)
            .await
            .map_err(told)?;
        return Ok(Redirect::to("/desk/books").into_response());
    }
    let view = View {
        name: value("name"),
        book: id,
        query: value("query"),
        shared,
    };
    books::keep(app, person, view).await.map_err(told)?;
    Ok(Redirect::to("/desk/books").into_response())
}

/// The pairs that say something, without the place in the book.
fn meant(pairs: Pairs) -> Pairs {
    let says = |(name, value): &(String, String)| !value.is_empty() && name != "cursor";
    pairs.into_iter().filter(says).collect()
}

fn line(home: &str, pairs: &Pairs, choice: &Choice) -> Words {
    let none = choice.options.iter().all(|(_, _, chosen)| !chosen);
    let always = matches!(choice.name, "sort" | "unit");
    Words {
        zh: choice.zh,
        rare: RARE.contains(&choice.name) && none,
        all: (!always).then(|| (address(home, pairs, choice.name, ""), none)),
        options: choice
            .options
            .iter()
            .map(|(value, zh, chosen)| {
                (
                    address(home, pairs, choice.name, value),
                    zh.clone(),
                    *chosen,
                )
            })
            .collect(),
    }
}

/// The book's address with one filter set, or taken away where the value is empty.
fn address(home: &str, pairs: &Pairs, name: &str, value: &str) -> String {
    let mut pairs: Pairs = pairs
        .iter()
        .filter(|(known, _)| known != name)
        .cloned()
        .collect();
    if !value.is_empty() {
        pairs.push((name.to_owned(), value.to_owned()));
    }
    match pairs.is_empty() {
        true => home.to_owned(),
        false => format!("{home}?{}", query(&pairs)),
    }
}

/// Pairs as the part of an address after the question mark.
pub fn query(pairs: &Pairs) -> String {
    let pair = |(name, value): &(String, String)| format!("{name}={}", encoded(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}
