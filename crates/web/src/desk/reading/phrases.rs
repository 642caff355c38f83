//! A leader's stock phrases (常用批示语, P-25): those of the catalogue until the leader keeps their own.

use app::own::{self, Kind};
use askama::Template;
use axum::Extension;
use axum::extract::{Request, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde_json::{Value, json};

use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::shell::sent::Sent;
use crate::site::Shared;

/// The name the list is kept under.
const NAME: &str = "instructions";
/// Most phrases, and most characters of one.
const PHRASES_MAX: usize = 20;
const CHARS_MAX: usize = 60;

#[derive(Template)]
#[template(path = "desk/reading/phrases.html")]
struct Page {
    spine: Spine,
    text: String,
    shipped: bool,
}

/// The phrases of a person.
///
/// # Errors
/// The database does not answer.
pub async fn of(front: &Shared, signed: &Signed) -> Result<Vec<String>, Problem> {
    let app = front.app();
    let kept = own::find(app, &signed.person, Kind::Phrase, NAME).await?;
    let shipped = || app.rules().phrases.clone();
    Ok(kept.map_or_else(shipped, |kept| {
        let list = kept.value.as_array().cloned().unwrap_or_default();
        list.iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }))
}

/// The list, one phrase a line.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Html<String>, Problem> {
    let kept = own::find(front.app(), &signed.person, Kind::Phrase, NAME).await?;
    let phrases = of(&front, &signed).await?;
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Reading),
        text: phrases.join("\n"),
        shipped: kept.is_none(),
    })
}

/// Keeps the list; an empty one brings the shipped phrases back.
pub async fn keep(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let sent = Sent::read(request).await?;
    let lines = sent.get("phrases").unwrap_or_default().lines();
    let cut = |line: &str| line.trim().chars().take(CHARS_MAX).collect::<String>();
    let phrases: Vec<String> = lines
        .map(cut)
        .filter(|line| !line.is_empty())
        .take(PHRASES_MAX)
        .collect();
    let (app, person) = (front.app(), &signed.person);
    if phrases.is_empty() {
        own::forget(app, person, Kind::Phrase, NAME).await?;
    } else {
        own::keep(app, person, Kind::Phrase, NAME, &json!(phrases)).await?;
    }
    Ok(Redirect::to("/desk/reading/phrases").into_response())
}
