//! Printed forms (打印件, P-22): a page for the browser's printer and a document for the office's own,
//! from one context; one matter or a batch of them.

use app::queries::print::{self, BATCH_MAX, Printing};
use app::{App, Failure};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use papers::barcode::Barcode;
use papers::paper::Form;

use crate::desk::matters::encoded;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

/// The document's type.
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

#[derive(Template)]
#[template(path = "desk/print/sheets.html")]
struct Page {
    spine: Spine,
    printing: Printing,
    /// The number of the one matter, for the way back; nothing for a batch.
    number: Option<String>,
    /// Where the same is taken as a document.
    document: String,
}

#[derive(Template)]
#[template(path = "desk/print/ask.html")]
struct Ask {
    spine: Spine,
    forms: Vec<(String, String)>,
    numbers: Vec<String>,
    max: usize,
    wrong: &'static str,
}

/// The forms of the catalogue: id and name.
pub fn offered(front: &Shared) -> Vec<(String, String)> {
    let forms = front.app().rules().forms.iter();
    forms
        .map(|form| (form.id.clone(), form.name.clone()))
        .collect()
}

/// The page of a form.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, form)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let printing = print::one(front.app(), &signed.person, &number, &form).await?;
    let document = format!("/desk/matters/{}/print/{form}/docx", encoded(&number));
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Matters),
        printing,
        number: Some(number),
        document,
    })
}

/// The document of a form.
pub async fn document(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, form)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let printing = print::one(front.app(), &signed.person, &number, &form).await?;
    docx(&printing)
}

/// A batch: asks which form and matters, or shows them.
pub async fn batch(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Problem> {
    let (form, numbers) = asked(&query);
    let spine = Spine::new(&front, &signed, Here::Matters);
    let wrong = match (&*form, numbers.len()) {
        ("", _) => Some(""),
        (_, 0) => Some("请填写至少一个编号"),
        (_, many) if many > BATCH_MAX => Some("一次打印的件数过多，请分几次打印"),
        _ => None,
    };
    if let Some(wrong) = wrong {
        return problem::html(&Ask {
            spine,
            forms: offered(&front),
            numbers,
            max: BATCH_MAX,
            wrong,
        });
    }
    let printing = print::batch(front.app(), &signed.person, &numbers, &form).await?;
    problem::html(&Page {
        spine,
        document: document_of(&printing),
        printing,
        number: None,
    })
}

/// A batch as one document.
pub async fn batch_document(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (form, numbers) = asked(&query);
    let printing = print::batch(front.app(), &signed.person, &numbers, &form).await?;
    if printing.sheets.is_empty() {
        return Err(Failure::NotFound.into());
    }
    docx(&printing)
}

/// The form, and the numbers each once, however they were written.
fn asked(query: &[(String, String)]) -> (String, Vec<String>) {
    let form = query.iter().find(|(name, _)| name == "form");
    let form = form.map(|(_, form)| form.clone()).unwrap_or_default();
    let written = query.iter().filter(|(name, _)| name == "number");
    let split = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
    let mut numbers: Vec<String> = Vec::new();
    for number in written.flat_map(|(_, value)| value.split(split)) {
        if !number.is_empty() && !numbers.iter().any(|known| known == number) {
            numbers.push(number.to_owned());
        }
    }
    (form, numbers)
}

fn document_of(printing: &Printing) -> String {
    let numbers = printing.numbers.iter();
    let numbers: String = numbers
        .map(|number| format!("&number={}", encoded(number)))
        .collect();
    format!("/desk/print/docx?form={}{numbers}", printing.form)
}

/// The document, named after its form and what was asked for, and after nothing else (T3).
fn docx(printing: &Printing) -> Result<Response, Problem> {
    let bytes = Form::docx(&printing.sheets, &printing.printed).map_err(|error| {
        tracing::error!(%error, form = printing.form, "a form could not be written");
        Problem::of(StatusCode::INTERNAL_SERVER_ERROR)
    })?;
    let name = match &printing.numbers[..] {
        [number] => format!("{}-{number}.docx", printing.name),
        several => format!("{}-{}件.docx", printing.name, several.len()),
    };
    Ok(attached(bytes, &name))
}

/// A Word document as a PDF, to be kept under a name.
pub async fn pdf(app: &App, document: &[u8], name: &str) -> Result<Response, Problem> {
    let bytes = app.pdf(document).await?;
    Ok(kept(bytes, name, "application/pdf"))
}

/// A Word document, to be kept under a name.
pub fn attached(bytes: Vec<u8>, name: &str) -> Response {
    kept(bytes, name, DOCX)
}

fn kept(bytes: Vec<u8>, name: &str, kind: &'static str) -> Response {
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(name));
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// The bars of a number as SVG; nothing for what has none.
fn bars(number: &str) -> String {
    Barcode::of(number).map_or_else(|_| String::new(), |code| code.svg())
}

/// Columns of a value beside its label, in a row of so many pairs.
pub fn share(pairs: usize) -> usize {
    12 / pairs.clamp(1, 3) - 2
}
