//! Units and people (机构人员), and the acts that change them, by the same generic form.

mod person;
mod rules;
mod unit;

pub use person::show as person;
pub use rules::{show as rules, text as rule_text};
pub use unit::{show, show_one as unit};

use app::queries::act as forms;
use app::{Done, Subject, Who};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::access;
use casework::act::Act;
use casework::office::steps;

use crate::desk::form::{ActView, Attempt, Summary};
use crate::desk::refusal;
use crate::desk::sent::{self, Sending};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/office/act.html")]
struct ActPage {
    spine: Spine,
    view: ActView,
    summary: Summary,
}

/// A partner system's key, shown this once (T7).
#[derive(Template)]
#[template(path = "desk/office/key.html")]
struct KeyPage {
    spine: Spine,
    key: String,
}

/// The form of an act of the office.
pub async fn ask(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(noun): Path<String>,
) -> Result<Response, Problem> {
    if let Some(own) = own_page(&noun) {
        return Ok(Redirect::to(own).into_response());
    }
    page(&front, &signed, act_of(&noun)?, Attempt::default(), None).await
}

/// Acts of the office that are performed at the gate, on pages of their own.
fn own_page(noun: &str) -> Option<&'static str> {
    match noun {
        "rosters" => Some("/desk/roster"),
        "classified" => Some("/desk/classified"),
        _ => None,
    }
}

/// Carries it out, or shows its form again.
pub async fn perform(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(noun): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let act = act_of(&noun)?;
    let sent = match sent::read(&front, request).await? {
        Sending::Reshaped(attempt) => return page(&front, &signed, act, attempt, None).await,
        Sending::Whole(sent) => sent,
    };
    let who = Who::Staff(signed.person.clone());
    match sent.perform(&front, &who, Subject::Office, act.name).await {
        Ok(Done { key: Some(key), .. }) => {
            let spine = Spine::new(&front, &signed, Here::Office);
            Ok(problem::html(&KeyPage { spine, key })?.into_response())
        }
        Ok(_) => {
            let to = format!("{}?done={noun}", own_page(&noun).unwrap_or("/desk/office"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(failure) => {
            let (attempt, refused) = refusal::back(&front, act.name, failure, sent.attempt)?;
            page(&front, &signed, act, attempt, refused).await
        }
    }
}

fn act_of(noun: &str) -> Result<&'static Act, Problem> {
    let act = steps::ACTS.iter().find(|act| act.noun == noun);
    act.ok_or_else(|| Problem::of(StatusCode::NOT_FOUND))
}

fn offered(front: &Shared, signed: &Signed) -> Vec<(&'static str, &'static str)> {
    let app = front.app();
    let (office, on) = (app.office(), app.now().on());
    let may = |act: &&Act| {
        access::permit(&office, app.rules(), &signed.person, act.name, None, on).is_some()
    };
    steps::ACTS
        .iter()
        .filter(may)
        .map(|act| (act.noun, act.zh))
        .collect()
}

async fn page(
    front: &Shared,
    signed: &Signed,
    act: &'static Act,
    attempt: Attempt,
    refused: Option<String>,
) -> Result<Response, Problem> {
    let form = forms::office_form(front.app(), &signed.person, act.noun)
        .await
        .map_err(|failure| refusal::told(front, act.name, failure))?;
    let summary = Summary::new(act.noun, act.zh, &attempt, refused);
    let status = summary.status();
    let page = ActPage {
        spine: Spine::new(front, signed, Here::Office),
        view: ActView::new(&form, format!("/desk/office/{}", act.noun), &attempt),
        summary,
    };
    Ok((status, problem::html(&page)?).into_response())
}
