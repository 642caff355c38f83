//! Any act on a matter (通用办理页): its form, and carrying it out. What was typed is never lost.

use app::queries::reader::Reader;
use app::queries::{act as forms, matter};
use app::{Failure, Subject, Who};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::act::Act;
use casework::matter::steps;

use crate::desk::form::{ActView, Attempt, Summary};
use crate::desk::matter::address;
use crate::desk::sent::{self, Sending};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::{prefill, refusal, words};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/act/page.html")]
struct Page {
    spine: Spine,
    number: String,
    head: Head,
    zh: &'static str,
    /// The form; none where the act cannot be meant now.
    view: Option<ActView>,
    summary: Summary,
    attempt: Attempt,
}

/// What stands over the form.
struct Head {
    title: String,
    lamp: app::queries::lamp::Lamp,
    /// 现在在谁手里, and what comes next.
    hands: String,
    stage_zh: &'static str,
    next_zh: &'static str,
    /// The first report's text, where the act needs it at hand, and what it is called.
    text: Option<String>,
    text_zh: &'static str,
}

/// The form of an act.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, noun)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let mut attempt = Attempt {
        filled: prefill::named(query),
        ..Attempt::default()
    };
    if noun == "registration" {
        attempt.filled = prefill::registration(&front, &signed, &number).await?;
    }
    page(&front, &signed, &number, act_of(&noun)?, attempt, None).await
}

/// Carries an act out, or shows its form again with what is wrong and everything that was typed.
pub async fn perform(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, noun)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    let act = act_of(&noun)?;
    let sent = match sent::read(&front, request).await? {
        Sending::Reshaped(attempt) => {
            return page(&front, &signed, &number, act, attempt, None).await;
        }
        Sending::Whole(sent) => sent,
    };
    let (who, subject) = (
        who(&signed, &sent.attempt.behalf),
        Subject::Number(number.clone()),
    );
    match sent.perform(&front, &who, subject, act.name).await {
        Ok(_) => Ok(Redirect::to(&after(&front, &signed, &number, act).await?).into_response()),
        Err(failure) => {
            let (attempt, refused) = refusal::back(&front, act.name, failure, sent.attempt)?;
            page(&front, &signed, &number, act, attempt, refused).await
        }
    }
}

/// Who acts: the person signed in, in their own name or in another's who lent them the right.
pub fn who(signed: &Signed, behalf: &str) -> Who {
    let person = signed.person.clone();
    if behalf.is_empty() {
        Who::Staff(person)
    } else {
        Who::Delegate(person, behalf.into())
    }
}

/// Where an act leads: to the matter, unless the person lost sight of it with this very act.
async fn after(
    front: &Shared,
    signed: &Signed,
    number: &str,
    act: &Act,
) -> Result<String, Problem> {
    let reader = Reader::of(front.app(), &signed.person).await?;
    match reader.matter(front.app(), number).await {
        // What was opened is looked at next.
        Ok(_) if matches!(act.noun, "identity" | "identity-request") => {
            Ok(format!("/desk/matters/{number}#identity"))
        }
        // Whoever told one apart looks at the next.
        Ok(_) if act.noun == "distinctions" => Ok(format!("/desk/matters/{number}/comparison")),
        Ok(_) => Ok(format!("/desk/matters/{number}?done={}", act.noun)),
        // What went up has left a line.
        Err(Failure::NotFound) if act.name == "pass-up" => Ok("/desk/passed-up".to_owned()),
        Err(Failure::NotFound) => Ok("/desk/matters".to_owned()),
        Err(failure) => Err(failure.into()),
    }
}

/// The act of a noun that people perform.
fn act_of(noun: &str) -> Result<&'static Act, Problem> {
    let person = casework::act::Performer::Person;
    let act = steps::ACTS
        .iter()
        .find(|act| act.noun == noun && act.performer == person);
    act.ok_or_else(|| Problem::of(StatusCode::NOT_FOUND))
}

async fn page(
    front: &Shared,
    signed: &Signed,
    number: &str,
    act: &'static Act,
    mut attempt: Attempt,
    refused: Option<String>,
) -> Result<Response, Problem> {
    let (app, person) = (front.app(), &signed.person);
    let (form, refused) = match forms::form(app, person, number, act.noun).await {
        Ok(form) => (Some(form), refused),
        Err(Failure::Refused(now)) => (None, refused.or(Some(now.0.sentence.to_owned()))),
        Err(failure) => return Err(refusal::told(front, act.name, failure)),
    };
    let matter = matter::matter(app, person, number).await?;
    let needs_text = matches!(
        act.noun,
        "registration" | "screening" | "findings" | "result"
    );
    let text = matter
        .reports
        .first()
        .filter(|_| needs_text)
        .map(|report| report.text.clone());
    if form.is_none() {
        // There are no fields to mend.
        attempt.errors.clear();
    }
    let summary = Summary::new(act.noun, act.zh, &attempt, refused);
    let status = summary.status();
    let page = Page {
        spine: Spine::new(front, signed, Here::Matters),
        number: matter.number,
        head: Head {
            title: matter.title,
            lamp: matter.lamp,
            hands: matter.hands,
            stage_zh: matter.stage_zh,
            next_zh: matter.next_zh,
            text,
            text_zh: matter.text_zh,
        },
        zh: act.zh,
        view: form.map(|form| ActView::new(&form, address(number, act.noun), &attempt)),
        summary,
        attempt,
    };
    Ok((status, problem::html(&page)?).into_response())
}
