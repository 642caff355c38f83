//! Taking a book out as a file (导出, T24): asked with a reason, streamed page by page, and the list of
//! what was taken out.

mod assessments;
mod figures;
mod linkages;

pub use assessments::{ask as ask_assessment, take as take_assessment};
pub use figures::{ask as ask_figures, take as take_figures};
pub use linkages::{ask as ask_linkages, take as take_linkages};

use app::Failure;
use app::export::{self, Asked, Export, Format};
use app::layouts;
use app::queries::books::{self, BookPage};
use app::queries::exports::{self, Exports};
use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use futures_util::stream;
use std::collections::BTreeMap;

use crate::desk::books::{Pairs, query};
use crate::desk::form::{Attempt, Summary};
use crate::desk::matters::encoded;
use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/exports/ask.html")]
struct Ask {
    spine: Spine,
    summary: Summary,
    book: BookPage,
    columns: String,
    /// The words of the book's address, which go with the form.
    kept: Pairs,
    back: String,
    reason: String,
    format: Format,
    /// The organ's own layouts of this book, and the one chosen.
    layouts: Vec<String>,
    layout: String,
    wrong: bool,
}

#[derive(Template)]
#[template(path = "desk/exports/list.html")]
struct List {
    spine: Spine,
    page: Exports,
    older: Option<String>,
    /// Whether the reader has books to go back to.
    books: bool,
}

/// Asks for the reason.
pub async fn ask(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Html<String>, Problem> {
    let page = page(&front, &signed, &id, pairs, Attempt::default()).await?;
    problem::html(&page)
}

/// Begins the file, and sends it as it is written.
pub async fn take(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Form(sent): Form<Pairs>,
) -> Result<Response, Problem> {
    let value = |name: &str| {
        let found = sent.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    };
    let asked = Asked {
        book: &id,
        pairs: &sent,
        format: Format::parse(value("format")).unwrap_or(Format::Workbook),
        layout: Some(value("layout")).filter(|name| !name.is_empty()),
        reason: value("reason"),
    };
    match export::begin(front.app(), &signed.person, &asked).await {
        Ok(export) => Ok(streamed(export)),
        Err(Failure::Invalid(errors)) => {
            let attempt = Attempt {
                errors,
                ..Attempt::default()
            };
            let page = page(&front, &signed, &id, sent, attempt).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, problem::html(&page)?).into_response())
        }
        Err(failure) => Err(refusal::told(&front, "export", failure)),
    }
}

/// What was taken out.
pub async fn list(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let all = asked.get("all").is_some_and(|all| all == "yes");
    let cursor = asked.get("cursor").map(String::as_str);
    let page = exports::exports(front.app(), &signed.person, all, cursor)
        .await
        .map_err(|failure| refusal::told(&front, "export", failure))?;
    let spine = Spine::new(&front, &signed, Here::Exports);
    let books = spine.offers(Here::Books);
    let at = |cursor: &String| {
        let all = if page.all { "all=yes&" } else { "" };
        format!("/desk/exports?{all}cursor={}", encoded(cursor))
    };
    problem::html(&List {
        older: page.older.as_ref().map(at),
        spine: Spine {
            here: if books { Here::Books } else { Here::Exports },
            ..spine
        },
        books,
        page,
    })
}

async fn page(
    front: &Shared,
    signed: &Signed,
    id: &str,
    pairs: Pairs,
    attempt: Attempt,
) -> Result<Ask, Problem> {
    let book = books::book(front.app(), &signed.person, id, &pairs).await?;
    if !book.exports {
        let act = "导出台账".to_owned();
        return Err(refusal::told(front, "export", Failure::Forbidden { act }));
    }
    let value = |name: &str| {
        let found = pairs.iter().find(|(known, _)| known == name);
        found.map_or_else(String::new, |(_, value)| value.clone())
    };
    let (reason, format) = (value("reason"), Format::parse(&value("format")));
    let layout = value("layout");
    let layouts = layouts::list(front.app(), &signed.person).await?;
    let layouts = layouts.into_iter().filter(|kept| kept.book == id);
    let own = ["reason", "format", "layout", "cursor"];
    let kept: Pairs = pairs
        .into_iter()
        .filter(|(name, value)| !value.is_empty() && !own.contains(&name.as_str()))
        .collect();
    let home = format!("/desk/books/{}", encoded(id));
    let columns: Vec<&str> = book.columns.iter().map(|column| column.zh()).collect();
    Ok(Ask {
        spine: Spine::new(front, signed, Here::Books),
        summary: Summary::new("export", "导出", &attempt, None),
        columns: columns.join("、"),
        back: match kept.is_empty() {
            true => home,
            false => format!("{home}?{}", query(&kept)),
        },
        kept,
        reason,
        layouts: layouts.map(|kept| kept.name).collect(),
        layout,
        format: format.unwrap_or(Format::Workbook),
        wrong: attempt.errors.iter().any(|error| error.field == "reason"),
        book,
    })
}

/// The file as an answer: every next piece is asked for when the one before has left. An export that is
/// cut off ends the connection, so that no browser takes the file for a whole one.
pub fn streamed(export: Export) -> Response {
    let media_type = export.format().media_type();
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(export.name()));
    let pieces = stream::try_unfold(export, |mut export| async move {
        match export.next().await {
            Ok(Some(bytes)) => Ok(Some((bytes, export))),
            Ok(None) => Ok(None),
            Err(failure) => {
                tracing::warn!(%failure, receipt = export.receipt(), "an export was cut off");
                Err(failure)
            }
        }
    });
    let mut response = Body::from_stream(pieces).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
