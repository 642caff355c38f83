//! The duty roster (值班表, P-15): a month of it, and the form it is published with.

mod sent;

use app::queries::roster::{self, RosterForm, RosterPage};
use app::{Failure, Order, Subject, Who};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::desk::gate::{of_organ, value};
use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::shell::sent::Sent;
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/roster/month.html")]
struct Page {
    spine: Spine,
    page: RosterPage,
    unit: String,
    done: bool,
}

#[derive(Template)]
#[template(path = "desk/roster/form.html")]
struct FormPage {
    spine: Spine,
    form: RosterForm,
    /// What is wrong: the id of the control, and the sentence.
    errors: Vec<(String, String)>,
}

type Asked = Query<Vec<(String, String)>>;

/// A month.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(asked): Asked,
) -> Result<Html<String>, Problem> {
    let (unit, month) = (value(&asked, "unit"), value(&asked, "month"));
    let page = roster::roster(front.app(), &signed.person, unit, month).await;
    let page = page.map_err(|failure| refusal::told(&front, "read-gate", failure))?;
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Gate),
        unit: of_organ(&page.organ, &page.organs),
        page,
        done: value(&asked, "done").is_some(),
    })
}

/// The form of a month.
pub async fn ask(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(asked): Asked,
) -> Result<Response, Problem> {
    let form = read(&front, &signed, &asked).await?;
    form_page(&front, &signed, form, Vec::new())
}

/// Publishes a month, or shows the form again as it was filled.
pub async fn publish(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let pairs = Sent::read(request).await?.pairs;
    let mut form = read(&front, &signed, &pairs).await?;
    sent::fill(&mut form, &pairs);
    let duties = match sent::duties(&form) {
        Ok(duties) => duties,
        Err(errors) => return form_page(&front, &signed, form, errors),
    };
    let order = Order {
        subject: Subject::Office,
        act: "publish-roster".to_owned(),
        fields: duties,
        happened: None,
    };
    let who = Who::Staff(signed.person.clone());
    let wrong = match front.app().execute(&who, order).await {
        Ok(_) => {
            let (unit, month) = (&form.organ.id, &form.month);
            let to = format!("/desk/roster?unit={unit}&month={month}&done=1");
            return Ok(Redirect::to(&to).into_response());
        }
        Err(Failure::Refused(refused)) => refused.0.sentence.to_owned(),
        Err(wrong @ (Failure::Invalid(_) | Failure::Conflict)) => wrong.to_string(),
        Err(failure) => return Err(refusal::told(&front, "publish-roster", failure)),
    };
    let first = form
        .days
        .first()
        .map_or("main".to_owned(), |day| sent::person(&day.day.on));
    form_page(&front, &signed, form, vec![(first, wrong)])
}

async fn read(
    front: &Shared,
    signed: &Signed,
    asked: &[(String, String)],
) -> Result<RosterForm, Problem> {
    let (unit, month) = (value(asked, "unit"), value(asked, "month"));
    let form = roster::form(front.app(), &signed.person, unit, month).await;
    form.map_err(|failure| refusal::told(front, "publish-roster", failure))
}

fn form_page(
    front: &Shared,
    signed: &Signed,
    form: RosterForm,
    errors: Vec<(String, String)>,
) -> Result<Response, Problem> {
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let spine = Spine::new(front, signed, Here::Gate);
    let page = problem::html(&FormPage {
        spine,
        form,
        errors,
    })?;
    Ok((status, page).into_response())
}

impl FormPage {
    fn error(&self, id: impl AsRef<str>) -> bool {
        self.errors.iter().any(|(known, _)| known == id.as_ref())
    }
}
