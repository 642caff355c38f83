//! The office's own layouts (表样, P-31): those kept, a new one checked and kept, a sample to look at.

use app::layouts::{self, BYTES_MAX, Field, Kept, Offered};
use app::{Failure, FileFailure};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::desk::matters::encoded;
use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::shell::sent::Sent;
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/layouts/list.html")]
struct Page {
    spine: Spine,
    layouts: Vec<Line>,
    /// Books to choose from: id, name, chosen.
    books: Vec<(String, String, bool)>,
    names: String,
    keeps: bool,
    /// Whether the reader has books to go back to.
    reads: bool,
    name: String,
    errors: Vec<String>,
}

/// A layout in the list.
struct Line {
    kept: Kept,
    book: String,
    by: String,
    address: String,
}

/// The layouts.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Response, Problem> {
    let page = page(&front, &signed, Sent::default()).await?;
    Ok(problem::html(&page)?.into_response())
}

/// Keeps a layout.
pub async fn keep(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let mut sent = Sent::read(request).await?;
    let file = sent.one_file(BYTES_MAX).await?;
    let (name, book) = (value(&sent, "name"), value(&sent, "book"));
    let outcome = match file {
        Ok((file, bytes)) => {
            let offered = Offered {
                name: &name,
                book: &book,
                file: &file,
                bytes: &bytes,
            };
            layouts::keep(front.app(), &signed.person, &offered).await
        }
        Err(wrong) => Err(wrong),
    };
    match outcome {
        Ok(_) => Ok(Redirect::to("/desk/layouts").into_response()),
        Err(FileFailure::Wrong(errors)) => {
            let page = page(&front, &signed, sent).await?;
            let page = Page { errors, ..page };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, problem::html(&page)?).into_response())
        }
        Err(FileFailure::Failure(failure)) => Err(refusal::told(&front, "keep-layout", failure)),
    }
}

/// Forgets a layout.
pub async fn forget(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    layouts::forget(front.app(), &signed.person, &name)
        .await
        .map_err(|failure| refusal::told(&front, "keep-layout", failure))?;
    Ok(Redirect::to("/desk/layouts").into_response())
}

/// A layout filled with made-up rows.
pub async fn sample(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let bytes = layouts::sample(front.app(), &signed.person, &name)
        .await
        .map_err(|failure| refusal::told(&front, "export", failure))?;
    let disposition = format!(
        "attachment; filename*=UTF-8''{}",
        encoded(&format!("{name}-样张.xlsx"))
    );
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let media_type = app::export::Format::Workbook.media_type();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

async fn page(front: &Shared, signed: &Signed, sent: Sent) -> Result<Page, Problem> {
    let app = front.app();
    let layouts = layouts::list(app, &signed.person)
        .await
        .map_err(|failure: Failure| refusal::told(front, "keep-layout", failure))?;
    let office = app.office();
    let line = |kept: Kept| Line {
        book: app
            .rules()
            .book(&kept.book)
            .map_or_else(String::new, |book| book.name.clone()),
        by: office.person_name(&kept.by).to_owned(),
        address: format!("/desk/layouts/{}", encoded(&kept.name)),
        kept,
    };
    let chosen = value(&sent, "book");
    let books = app.rules().books.iter();
    let books = books.map(|book| (book.id.clone(), book.name.clone(), book.id == chosen));
    let spine = Spine::new(front, signed, Here::Books);
    let reads = spine.offers(Here::Books);
    let here = if reads { Here::Books } else { Here::Layouts };
    let on = app.now().on();
    let rules = app.rules();
    let keeps = casework::access::permit(&office, rules, &signed.person, "keep-layout", None, on);
    Ok(Page {
        spine: Spine { here, ..spine },
        layouts: layouts.into_iter().map(line).collect(),
        books: books.collect(),
        names: Field::names().join("　"),
        keeps: keeps.is_some(),
        reads,
        name: value(&sent, "name"),
        errors: Vec::new(),
    })
}

fn value(sent: &Sent, name: &str) -> String {
    sent.get(name).unwrap_or_default().to_owned()
}
