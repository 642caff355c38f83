//! Task sheets of units without network (离线任务单, P-09): taken as one locked file, brought back, looked at
//! row by row, and entered once confirmed.
//!
//! Everything a step needs stands in its form: the passphrase until the file is taken, the locked file until
//! it is entered. Nothing of either is kept on the server in between.

use app::Failure;
use app::queries::task_sheets::{self as pages, Sheets};
use app::task_sheets::{self, Back, Outcome};
use askama::Template;
use axum::Extension;
use axum::extract::{Form, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use casework::UnitId;
use casework::form::FieldError;
use data_encoding::BASE64;
use std::collections::BTreeMap;

use crate::desk::matters::encoded;
use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::shell::sent::Sent;
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/sheets/list.html")]
struct List {
    spine: Spine,
    page: Sheets,
    /// The name of the unit chosen.
    unit: String,
    older: Option<String>,
    errors: Vec<FieldError>,
}

impl List {
    fn is_chosen(&self, unit: &UnitId) -> bool {
        self.page.unit.as_ref() == Some(unit)
    }
}

#[derive(Template)]
#[template(path = "desk/sheets/drawn.html")]
struct Drawn {
    spine: Spine,
    unit: UnitId,
    unit_name: String,
    numbers: Vec<String>,
    passphrase: String,
}

#[derive(Template)]
#[template(path = "desk/sheets/back.html")]
struct BackPage {
    spine: Spine,
    back: Back,
    /// What goes back with the form to be entered; empty once it was.
    locked: String,
    passphrase: String,
    ready: usize,
    refused: usize,
    done: usize,
    /// Rows entered before from the same sheet.
    before: usize,
}

/// Pairs of a form.
type Pairs = Vec<(String, String)>;

/// Most bytes of a file that comes back.
const BYTES_MAX: usize = 4 * 1024 * 1024;

/// What units hold, what is out, what came back.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let cursor = asked.get("cursor").map(String::as_str);
    let unit = asked.get("unit").filter(|unit| !unit.is_empty());
    let unit = unit.map(|unit| UnitId::from(&**unit));
    let page = list(&front, &signed, unit.as_ref(), cursor, Vec::new()).await?;
    problem::html(&page)
}

/// Who asks for a page where only forms go is led to the list.
pub async fn to_list() -> Redirect {
    Redirect::to("/desk/sheets")
}

/// Draws the passphrase, to be written down before the file is taken.
pub async fn draw(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Form(sent): Form<Pairs>,
) -> Result<Response, Problem> {
    let (unit, numbers) = chosen(&sent);
    let page = list(&front, &signed, Some(&unit), None, Vec::new()).await?;
    if numbers.is_empty() {
        let sentence = "请至少勾选一件".to_owned();
        let field = "item".to_owned();
        let errors = vec![FieldError { field, sentence }];
        return wrong(&front, &signed, Some(&unit), errors).await;
    }
    let drawn = Drawn {
        spine: Spine::new(&front, &signed, Here::Sheets),
        unit_name: page.unit,
        unit,
        numbers,
        passphrase: task_sheets::passphrase(front.app()),
    };
    Ok(problem::html(&drawn)?.into_response())
}

/// Gives the locked file.
pub async fn take(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Form(sent): Form<Pairs>,
) -> Result<Response, Problem> {
    let (unit, numbers) = chosen(&sent);
    let passphrase = value(&sent, "passphrase");
    let taken = task_sheets::take(front.app(), &signed.person, &unit, &numbers, passphrase).await;
    let taken = match taken {
        Ok(taken) => taken,
        Err(Failure::Invalid(errors)) => return wrong(&front, &signed, Some(&unit), errors).await,
        Err(failure) => return Err(told(&front, failure)),
    };
    let mut response = taken.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/zip"),
    );
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(&taken.name));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// Opens a file that came back, and shows what would come of each row.
pub async fn bring(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let mut sent = Sent::read(request).await?;
    let mut file = None;
    while let Some(next) = sent.next_file(BYTES_MAX).await? {
        file = file.or(Some(next));
    }
    let passphrase = sent.get("passphrase").unwrap_or_default().to_owned();
    let bytes = match file.map(|file| file.bytes) {
        Some(Some(bytes)) => bytes,
        Some(None) => return unread(&front, &signed, "文件超过4 MB，不像是任务单").await,
        None => return unread(&front, &signed, "请先选带回的文件").await,
    };
    let back = task_sheets::foresee(front.app(), &signed.person, &bytes, &passphrase).await;
    answered(&front, &signed, back, (&bytes, passphrase)).await
}

/// Enters what is good.
pub async fn enter(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Form(sent): Form<Pairs>,
) -> Result<Response, Problem> {
    let passphrase = value(&sent, "passphrase").to_owned();
    let Ok(bytes) = BASE64.decode(value(&sent, "locked").as_bytes()) else {
        return unread(&front, &signed, "文件没有传完整，请重新选文件").await;
    };
    let only_good = value(&sent, "go") == "good";
    let (app, person) = (front.app(), &signed.person);
    let back = task_sheets::enter(app, person, &bytes, &passphrase, only_good).await;
    answered(&front, &signed, back, (&bytes, passphrase)).await
}

async fn answered(
    front: &Shared,
    signed: &Signed,
    back: Result<Back, Failure>,
    (bytes, passphrase): (&[u8], String),
) -> Result<Response, Problem> {
    let back = match back {
        Ok(back) => back,
        Err(Failure::Invalid(errors)) => return wrong(front, signed, None, errors).await,
        Err(failure) => return Err(told(front, failure)),
    };
    let done = back.count(Outcome::Done);
    let page = BackPage {
        spine: Spine::new(front, signed, Here::Sheets),
        ready: back.count(Outcome::Ready),
        refused: back.count(Outcome::Refused),
        before: back.count(Outcome::Before),
        locked: if back.recorded {
            String::new()
        } else {
            BASE64.encode(bytes)
        },
        passphrase,
        done,
        back,
    };
    Ok(problem::html(&page)?.into_response())
}

async fn unread(front: &Shared, signed: &Signed, sentence: &str) -> Result<Response, Problem> {
    let (field, sentence) = ("file".to_owned(), sentence.to_owned());
    wrong(front, signed, None, vec![FieldError { field, sentence }]).await
}

async fn wrong(
    front: &Shared,
    signed: &Signed,
    unit: Option<&UnitId>,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let page = list(front, signed, unit, None, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, problem::html(&page)?).into_response())
}

async fn list(
    front: &Shared,
    signed: &Signed,
    unit: Option<&UnitId>,
    cursor: Option<&str>,
    errors: Vec<FieldError>,
) -> Result<List, Problem> {
    let page = pages::sheets(front.app(), &signed.person, unit, cursor).await;
    let page = page.map_err(|failure| told(front, failure))?;
    let chosen = page
        .units
        .iter()
        .find(|(id, _)| Some(id) == page.unit.as_ref());
    let at = |cursor: &String| format!("/desk/sheets?cursor={}", encoded(cursor));
    Ok(List {
        spine: Spine::new(front, signed, Here::Sheets),
        unit: chosen.map_or_else(String::new, |(_, name)| name.clone()),
        older: page.older.as_ref().map(at),
        page,
        errors,
    })
}

fn told(front: &Shared, failure: Failure) -> Problem {
    refusal::told(front, casework::access::EXCHANGE, failure)
}

fn chosen(sent: &Pairs) -> (UnitId, Vec<String>) {
    let items = sent.iter().filter(|(name, _)| name == "item");
    let numbers = items.map(|(_, number)| number.clone()).collect();
    (UnitId::from(value(sent, "unit")), numbers)
}

fn value<'a>(sent: &'a Pairs, name: &str) -> &'a str {
    let found = sent.iter().find(|(known, _)| known == name);
    found.map_or("", |(_, value)| value)
}
