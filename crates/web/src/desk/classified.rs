//! The register of what was too secret to be taken in (涉密件交接登记, P-16): no content, a line each.

use app::queries::classified::{self, Register};
use app::{Failure, Order, Subject, Who};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::json;

use crate::desk::form::Attempt;
use crate::desk::gate::{of_organ, value};
use crate::desk::sent::{self, Sending};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::{refusal, words};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/classified/register.html")]
struct Page {
    spine: Spine,
    register: Register,
    unit: String,
    done: bool,
    /// What was filled in.
    channel: String,
    handed_to: String,
    happened: String,
    /// What is wrong: the id of the control, and the sentence.
    errors: Vec<(&'static str, String)>,
}

type Asked = Query<Vec<(String, String)>>;

/// The register with its form.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(asked): Asked,
) -> Result<Response, Problem> {
    let (unit, before) = (value(&asked, "unit"), value(&asked, "before"));
    let before = before.and_then(|before| before.parse().ok());
    let register = classified::register(front.app(), &signed.person, unit, before).await;
    let register = register.map_err(|failure| refusal::told(&front, "read-gate", failure))?;
    let done = value(&asked, "done").is_some();
    page(
        &front,
        &signed,
        register,
        &Attempt::default(),
        (done, Vec::new()),
    )
}

/// Adds a line, or shows the form again as it was filled.
pub async fn add(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let (attempt, happened) = match sent::read(&front, request).await? {
        Sending::Reshaped(attempt) => (attempt, None),
        Sending::Whole(whole) => (whole.attempt, whole.happened),
    };
    let unit = attempt.filled.value("unit").map(str::to_owned);
    let register = classified::register(front.app(), &signed.person, unit.as_deref(), None).await;
    let register = register.map_err(|failure| refusal::told(&front, "read-gate", failure))?;
    let mut fields = attempt.filled.fields();
    fields.insert("unit".to_owned(), json!(register.organ.id));
    let order = Order {
        subject: Subject::Office,
        act: "hand-over-classified".to_owned(),
        fields,
        happened,
    };
    let who = Who::Staff(signed.person.clone());
    let outcome = match attempt.errors.is_empty() {
        true => front.app().execute(&who, order).await,
        false => Err(Failure::Invalid(attempt.errors.clone())),
    };
    let errors = match outcome {
        Ok(_) => {
            let to = format!("/desk/classified?unit={}&done=1", register.organ.id);
            return Ok(Redirect::to(&to).into_response());
        }
        Err(Failure::Refused(refused)) => vec![("handed_to", refused.0.sentence.to_owned())],
        Err(Failure::Invalid(errors)) => errors
            .into_iter()
            .map(|error| (control(&error.field), error.sentence))
            .collect(),
        Err(conflict @ Failure::Conflict) => vec![("channel", conflict.to_string())],
        Err(failure) => return Err(refusal::told(&front, "hand-over-classified", failure)),
    };
    page(&front, &signed, register, &attempt, (false, errors))
}

/// The control of a field.
fn control(field: &str) -> &'static str {
    match field {
        "handed_to" => "handed_to",
        "happened" => "happened",
        _ => "channel",
    }
}

fn page(
    front: &Shared,
    signed: &Signed,
    register: Register,
    attempt: &Attempt,
    (done, errors): (bool, Vec<(&'static str, String)>),
) -> Result<Response, Problem> {
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let typed = |name| attempt.filled.value(name).unwrap_or_default().to_owned();
    let page = problem::html(&Page {
        spine: Spine::new(front, signed, Here::Gate),
        unit: of_organ(&register.organ, &register.organs),
        register,
        done,
        channel: typed("channel"),
        handed_to: typed("handed_to"),
        happened: attempt.happened.clone(),
        errors,
    })?;
    Ok((status, page).into_response())
}

impl Page {
    fn error(&self, id: &str) -> Option<&str> {
        let found = self.errors.iter().find(|(known, _)| *known == id);
        found.map(|(_, sentence)| &**sentence)
    }
}
