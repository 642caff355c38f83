//! What a reporter says about name and contact going along with their demand (P-20): with the query code's
//! pass in the form and never in an address (T7). Saying nothing is no; a yes may be taken back until it
//! has gone.

use app::queries::status::{ConsentAskedView, StatusPage};
use app::{Failure, Order, Subject, Who};
use askama::Template;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Map, Value};

use super::status::Saying;
use super::voice::Spoken;
use super::{Asked, Frame, challenge};
use crate::parts::{Choice, Choices, Errors};
use crate::problem::Problem;
use crate::shell::limits::Toll;
use crate::shell::peer::Peer;
use crate::shell::sent::Sent;
use crate::site::Shared;

/// The part of the status page about a demand handed on.
#[derive(Template)]
#[template(path = "public/consent.html")]
pub struct Consent<'a> {
    frame: &'a Frame,
    status: &'a StatusPage,
    /// Stands for the code.
    pass: &'a str,
    errors: &'a Errors,
}

impl<'a> Consent<'a> {
    /// The part as it stands, with what is wrong with an answer that came back.
    pub fn new(
        frame: &'a Frame,
        status: &'a StatusPage,
        pass: &'a str,
        errors: &'a Errors,
    ) -> Self {
        Self {
            frame,
            status,
            pass,
            errors,
        }
    }

    /// A day as people read it: 3月16日.
    fn day(&self, text: &str) -> String {
        match text.parse::<jiff::civil::Date>() {
            Ok(on) => format!("{}月{}日", on.month(), on.day()),
            Err(_) => text.to_owned(),
        }
    }

    /// The two ways to answer. None is chosen for the reporter: a yes is always their own.
    fn answer(&self, ask: &ConsentAskedView) -> askama::Result<String> {
        let choice = |value: &str, label: String, hint: &str| Choice {
            value: value.to_owned(),
            label,
            hint: hint.to_owned(),
            chosen: false,
        };
        let choices = [
            choice(
                "agree",
                format!("同意，把我的{}告诉{}", ask.parts, ask.body),
                "",
            ),
            choice(
                "decline",
                "不同意，不要告诉".to_owned(),
                "您的诉求照样转过去，只是不附您的姓名和联系方式",
            ),
        ];
        Choices::new("answer", "您同意吗", &choices, self.errors).render()
    }
}

/// Takes an answer.
pub async fn answer(
    State(front): State<Shared>,
    peer: Peer,
    asked: Asked,
    request: Request,
) -> Result<Response, Problem> {
    let sent = Sent::read(request).await?;
    let frame = Frame::of(&front, &asked.or_large(sent.get("type"))).await?;
    if !challenge::may_pass(&front, peer, Toll::Lookup, &sent) {
        return challenge::pose(&front, frame, "/status/consent", &sent, false);
    }
    let Some(code) = front.app().of_pass(sent.get("pass").unwrap_or_default()) else {
        return Ok(Redirect::to("/status").into_response());
    };
    let errors = match front
        .app()
        .execute(&Who::Reporter(code.clone()), order(&sent))
        .await
    {
        Ok(_) => Errors::default(),
        Err(Failure::Invalid(errors)) => Errors(errors),
        Err(Failure::Refused(refused)) => Errors::one("answer", refused.0.sentence),
        Err(failure) => return Err(failure.into()),
    };
    let done = errors.is_empty().then_some("答复");
    let spoken = Spoken::consent(errors);
    super::status::shown(&front, frame, code, Saying::default(), done, spoken).await
}

fn order(sent: &Sent) -> Order {
    let named = |name: &&str| Some(((*name).to_owned(), Value::from(sent.get(name)?)));
    Order {
        subject: Subject::Own,
        act: "answer-consent".to_owned(),
        fields: ["ask", "answer"]
            .iter()
            .filter_map(named)
            .collect::<Map<_, _>>(),
        happened: None,
    }
}
