//! Any act on a procedure, and the one that opens it, by the generic form. What was typed is never lost.

use app::queries::procedures;
use app::{Failure, Subject, Who};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::act::Act;
use casework::procedure::Noun;

use super::{address, analysis};
use crate::desk::form::{ActView, Attempt, Summary};
use crate::desk::sent::{self, Sending};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::{prefill, refusal};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/procedures/act.html")]
struct Page {
    spine: Spine,
    noun: Noun,
    /// The number and name of the procedure; none where it is about to be opened.
    about: Option<(String, String)>,
    zh: &'static str,
    /// The form; none where the act cannot be meant now.
    view: Option<ActView>,
    summary: Summary,
    attempt: Attempt,
    /// Where to go without doing it.
    back: String,
    /// What stands beside the form, rendered by a template of the noun.
    beside: String,
}

/// The form that opens one; another page may have filled some of it.
pub async fn ask(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Extension(noun): Extension<Noun>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let attempt = Attempt {
        filled: prefill::named(query),
        ..Attempt::default()
    };
    page(&front, &signed, (noun, None), noun.opening(), attempt, None).await
}

/// Opens one.
pub async fn open(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Extension(noun): Extension<Noun>,
    request: Request,
) -> Result<Response, Problem> {
    send(&front, &signed, (noun, None), noun.opening(), request).await
}

/// The form of an act.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Extension(noun): Extension<Noun>,
    Path((number, act)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let act = act_of(noun, &act)?;
    let attempt = Attempt {
        filled: prefill::named(query),
        ..Attempt::default()
    };
    page(&front, &signed, (noun, Some(&number)), act, attempt, None).await
}

/// Carries an act out, or shows its form again with what is wrong and everything that was typed.
pub async fn perform(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Extension(noun): Extension<Noun>,
    Path((number, act)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    let act = act_of(noun, &act)?;
    send(&front, &signed, (noun, Some(&number)), act, request).await
}

/// The act of a noun that people perform on one that was opened.
fn act_of(noun: Noun, word: &str) -> Result<&'static Act, Problem> {
    let act = noun
        .act_of(word)
        .filter(|act| act.name != noun.opening().name);
    act.ok_or_else(|| Problem::of(StatusCode::NOT_FOUND))
}

async fn send(
    front: &Shared,
    signed: &Signed,
    (noun, number): (Noun, Option<&str>),
    act: &'static Act,
    request: Request,
) -> Result<Response, Problem> {
    let sent = match sent::read(front, request).await? {
        Sending::Reshaped(attempt) => {
            return page(front, signed, (noun, number), act, attempt, None).await;
        }
        Sending::Whole(sent) => sent,
    };
    let who = Who::Staff(signed.person.clone());
    let subject = match number {
        Some(number) => Subject::Procedure(number.to_owned()),
        None => Subject::NewProcedure(noun),
    };
    match sent.perform(front, &who, subject, act.name).await {
        Ok(done) => {
            let number = done.number.unwrap_or_default();
            let to = format!("{}?done={}", address(noun, &number), act.noun);
            Ok(Redirect::to(&to).into_response())
        }
        Err(failure) => {
            let (attempt, refused) = refusal::back(front, act.name, failure, sent.attempt)?;
            page(front, signed, (noun, number), act, attempt, refused).await
        }
    }
}

async fn page(
    front: &Shared,
    signed: &Signed,
    (noun, number): (Noun, Option<&str>),
    act: &'static Act,
    mut attempt: Attempt,
    refused: Option<String>,
) -> Result<Response, Problem> {
    let (app, person) = (front.app(), &signed.person);
    let (form, refused) = match procedures::form(app, person, noun, number, act.noun).await {
        Ok(form) => (Some(form), refused),
        Err(Failure::Refused(now)) => (None, refused.or(Some(now.0.sentence.to_owned()))),
        Err(failure) => return Err(refusal::told(front, act.name, failure)),
    };
    let about = match number {
        Some(number) => {
            let view = procedures::view(app, person, number).await?;
            Some((view.number, view.name))
        }
        None => None,
    };
    if form.is_none() {
        // There are no fields to mend.
        attempt.errors.clear();
    }
    let (back, action) = match number {
        Some(number) => {
            let at = address(noun, number);
            (at.clone(), format!("{at}/{}", act.noun))
        }
        None => {
            let at = format!("/desk/{}", noun.plural());
            (at.clone(), format!("{at}/new"))
        }
    };
    let beside = match (noun, number) {
        (Noun::Analysis, Some(number)) if form.is_some() && act.name == analysis::WRITES => {
            analysis::prompts(front, signed, number).await?
        }
        _ => String::new(),
    };
    let summary = Summary::new(act.noun, act.zh, &attempt, refused);
    let status = summary.status();
    let page = Page {
        spine: Spine::new(front, signed, Here::Procedures),
        noun,
        about,
        zh: act.zh,
        view: form.map(|form| ActView::new(&form, action, &attempt)),
        summary,
        attempt,
        back,
        beside,
    };
    Ok((status, problem::html(&page)?).into_response())
}
