//! What waits for somebody's decision (研判审定): opinions asked, studies to decide, instructions entered in
//! one's name, the list of exclusions to review, and the scanner's field for papers (扫码代录).

use std::collections::BTreeMap;

use app::queries::act as forms;
use app::queries::deciding::{self, Desk, Exclusions, Period};
use app::queries::matter;
use app::{Failure, Subject};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::desk::act::who;
use crate::desk::form::{ActView, Attempt, Summary};
use crate::desk::refusal;
use crate::desk::sent::{self, Sending};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/deciding/desk.html")]
struct DeskPage {
    spine: Spine,
    desk: Desk,
    /// Whether the reader reviews exclusions, and enters what leaders wrote.
    reviews: bool,
    enters: bool,
}

#[derive(Template)]
#[template(path = "desk/deciding/exclusions.html")]
struct ExclusionsPage {
    spine: Spine,
    list: Exclusions,
}

#[derive(Template)]
#[template(path = "desk/deciding/scan.html")]
struct ScanPage {
    spine: Spine,
    number: String,
    unknown: bool,
    done: Option<String>,
    /// The matter found, with the form.
    found: Option<(String, ActView)>,
    summary: Summary,
    /// What was typed, for where there is no form to show it in.
    attempt: Attempt,
}

/// The act behind the scanner's field.
const ENTER: &str = "enter-instruction";

/// Its noun.
const NOUN: &str = "entered-instructions";

/// What waits.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Html<String>, Problem> {
    let desk = deciding::desk(front.app(), &signed.person).await?;
    problem::html(&DeskPage {
        spine: Spine::new(&front, &signed, Here::Deciding),
        desk,
        reviews: Spine::grants_any(&front, &signed, "review-exclusion"),
        enters: Spine::grants_any(&front, &signed, ENTER),
    })
}

/// The exclusions to be reviewed.
pub async fn exclusions(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let list = list(&front, &signed, &query).await?;
    let spine = Spine::new(&front, &signed, Here::Deciding);
    problem::html(&ExclusionsPage { spine, list })
}

async fn list(
    front: &Shared,
    signed: &Signed,
    query: &BTreeMap<String, String>,
) -> Result<Exclusions, Problem> {
    let period = query
        .get("period")
        .and_then(|word| Period::parse(word))
        .unwrap_or(Period::All);
    let after = query.get("after").map(String::as_str);
    let list = deciding::exclusions(front.app(), &signed.person, period, after).await;
    list.map_err(|failure| refusal::told(front, "review-exclusion", failure))
}

/// The scanner's field; with `?number=`, the form of that matter. A scanner types the number and Enter.
pub async fn scan(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let word = |name: &str| {
        query
            .get(name)
            .map(|word| word.trim().to_owned())
            .unwrap_or_default()
    };
    let done = query
        .get("done")
        .and(Some(word("done")))
        .filter(|done| is_plain(done));
    scanned(
        &front,
        &signed,
        word("number"),
        Attempt::default(),
        None,
        done,
    )
    .await
}

/// Enters what was written on the paper, and waits for the next one.
pub async fn enter(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let sent = match sent::read(&front, request).await? {
        Sending::Reshaped(attempt) => {
            return scanned(&front, &signed, number, attempt, None, None).await;
        }
        Sending::Whole(sent) => sent,
    };
    let (who, subject) = (
        who(&signed, &sent.attempt.behalf),
        Subject::Number(number.clone()),
    );
    match sent.perform(&front, &who, subject, ENTER).await {
        Ok(_) => Ok(Redirect::to(&format!("/desk/deciding/scan?done={number}")).into_response()),
        Err(failure) => {
            let (attempt, refused) = refusal::back(&front, ENTER, failure, sent.attempt)?;
            scanned(&front, &signed, number, attempt, refused, None).await
        }
    }
}

async fn scanned(
    front: &Shared,
    signed: &Signed,
    number: String,
    attempt: Attempt,
    refused: Option<String>,
    done: Option<String>,
) -> Result<Response, Problem> {
    let (app, person) = (front.app(), &signed.person);
    if !Spine::grants_any(front, signed, ENTER) {
        let act = "代录批示".to_owned();
        return Err(refusal::told(front, ENTER, Failure::Forbidden { act }));
    }
    let mut page = ScanPage {
        spine: Spine::new(front, signed, Here::Deciding),
        unknown: false,
        done,
        found: None,
        summary: Summary::new(NOUN, "代录批示", &attempt, refused),
        number,
        attempt,
    };
    if !page.number.is_empty() {
        match forms::form(app, person, &page.number, NOUN).await {
            Ok(form) => {
                let title = matter::matter(app, person, &page.number).await?.title;
                let to = format!("/desk/deciding/scan/{}", page.number);
                page.found = Some((title, ActView::new(&form, to, &page.attempt)));
            }
            Err(Failure::NotFound) => page.unknown = true,
            Err(Failure::Refused(now)) => {
                let sentence = now.0.sentence.to_owned();
                let nothing = Attempt::default();
                page.summary = Summary::new(NOUN, "代录批示", &nothing, Some(sentence));
            }
            Err(failure) => return Err(refusal::told(front, ENTER, failure)),
        }
    }
    let status = match page.unknown {
        true => StatusCode::NOT_FOUND,
        false => page.summary.status(),
    };
    Ok((status, problem::html(&page)?).into_response())
}

fn is_plain(word: &str) -> bool {
    word.len() <= 40
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
