//! What a reporter says of how their report was handled (评价、申请重新办理), with the query code in the
//! form and never in an address (T7). It stands on the status page and never affects the reporter.

use app::queries::status::StatusPage;
use app::{Failure, Order, Subject, Who};
use askama::Template;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::code::Code;
use casework::matter::{PleaGround, Satisfaction};
use serde_json::{Map, Value};

use super::status::Saying;
use super::{Asked, Frame, challenge};
use crate::parts::{Choice, Choices, Errors, Field};
use crate::problem::Problem;
use crate::shell::limits::Toll;
use crate::shell::peer::Peer;
use crate::shell::sent::Sent;
use crate::site::{Front, Shared};

/// What was said and did not go through, to come back filled.
#[derive(Default)]
pub struct Spoken {
    sent: Option<Sent>,
    errors: Errors,
    /// Whether it is the request that came back, and not the evaluation.
    asks_again: bool,
    /// What is wrong with an answer about a demand handed on.
    pub(super) consent: Errors,
}

impl Spoken {
    /// Whether anything of it came back.
    pub(super) fn came_back(&self) -> bool {
        !self.errors.is_empty() || !self.consent.is_empty()
    }

    /// An answer about a demand handed on, with what is wrong with it.
    pub(super) fn consent(consent: Errors) -> Self {
        Self {
            consent,
            ..Self::default()
        }
    }
}

/// The part of the status page in which the reporter speaks.
#[derive(Template)]
#[template(path = "public/voice.html")]
pub struct Voice<'a> {
    frame: &'a Frame,
    status: &'a StatusPage,
    /// Stands for the code.
    pass: &'a str,
    sent: Option<&'a Sent>,
    errors: &'a Errors,
    asks_again: bool,
}

impl<'a> Voice<'a> {
    /// The part as it stands, with what came back.
    pub fn new(
        frame: &'a Frame,
        status: &'a StatusPage,
        pass: &'a str,
        spoken: &'a Spoken,
    ) -> Self {
        Self {
            frame,
            status,
            pass,
            sent: spoken.sent.as_ref(),
            errors: &spoken.errors,
            asks_again: spoken.asks_again,
        }
    }

    /// Until when one may evaluate, as people read it: 3月16日.
    fn until(&self) -> String {
        let day = self
            .status
            .voice
            .evaluate_until
            .as_deref()
            .unwrap_or_default();
        match day.parse::<jiff::civil::Date>() {
            Ok(on) => format!("{}月{}日", on.month(), on.day()),
            Err(_) => day.to_owned(),
        }
    }

    fn typed(&self, name: &str) -> &str {
        self.sent
            .and_then(|sent| sent.get(name))
            .unwrap_or_default()
    }

    fn choices(&self, name: &str, codes: &[Code]) -> Vec<Choice> {
        let choice = |code: &Code| Choice {
            value: code.value.to_owned(),
            label: code.zh.to_owned(),
            hint: String::new(),
            chosen: self.typed(name) == code.value,
        };
        codes.iter().map(choice).collect()
    }

    fn process(&self) -> askama::Result<String> {
        let choices = self.choices("process", Satisfaction::CODES);
        Choices::new("process", "办理过程", &choices, self.errors).render()
    }

    fn result(&self) -> askama::Result<String> {
        let choices = self.choices("result", Satisfaction::CODES);
        Choices::new("result", "办理结果", &choices, self.errors).render()
    }

    fn words(&self) -> askama::Result<String> {
        let label = "还想说的话，可以不写";
        let field = Field::line("words", label, self.typed("words"), self.errors);
        field.area(500).hint("请不要写姓名、电话和住址。").render()
    }

    fn ground(&self) -> askama::Result<String> {
        let mut choices = self.choices("ground", &PleaGround::CODES[..2]);
        choices.retain(|choice| {
            self.status.voice.may_object || choice.value != PleaGround::Dissatisfied.as_str()
        });
        if let [only] = &mut choices[..] {
            only.chosen = true;
        }
        Choices::new("ground", "为什么", &choices, self.errors).render()
    }

    fn reason(&self) -> askama::Result<String> {
        let label = "请写具体：哪里没有办清，或者有什么新的事实、证据";
        let field = Field::line("reason", label, self.typed("reason"), self.errors);
        field.area(3000).render()
    }
}

/// Takes an evaluation.
pub async fn evaluate(
    State(front): State<Shared>,
    peer: Peer,
    asked: Asked,
    request: Request,
) -> Result<Response, Problem> {
    let said = Said {
        act: "evaluate",
        zh: "评价",
        action: "/status/evaluation",
        fields: &["process", "result", "words"],
    };
    let sent = Sent::read(request).await?;
    said.take(&front, peer, asked, sent).await
}

/// Takes a request to handle it again.
pub async fn request(
    State(front): State<Shared>,
    peer: Peer,
    asked: Asked,
    request: Request,
) -> Result<Response, Problem> {
    let said = Said {
        act: "request-reopening",
        zh: "申请",
        action: "/status/reopening",
        fields: &["ground", "reason"],
    };
    let sent = Sent::read(request).await?;
    said.take(&front, peer, asked, sent).await
}

/// Something a reporter says.
struct Said {
    act: &'static str,
    /// What it is called once it is taken.
    zh: &'static str,
    action: &'static str,
    fields: &'static [&'static str],
}

impl Said {
    async fn take(
        &self,
        front: &Front,
        peer: Peer,
        asked: Asked,
        sent: Sent,
    ) -> Result<Response, Problem> {
        let frame = Frame::of(front, &asked.or_large(sent.get("type"))).await?;
        if !challenge::may_pass(front, peer, Toll::Lookup, &sent) {
            return challenge::pose(front, frame, self.action, &sent, false);
        }
        let Some(code) = front.app().of_pass(sent.get("pass").unwrap_or_default()) else {
            return Ok(Redirect::to("/status").into_response());
        };
        let who = Who::Reporter(code.clone());
        let errors = match front.app().execute(&who, self.order(&sent)).await {
            Ok(_) => Errors::default(),
            Err(Failure::Invalid(errors)) => Errors(errors),
            Err(Failure::Refused(refused)) => Errors::one("voice", refused.0.sentence),
            Err(failure) => return Err(failure.into()),
        };
        let done = errors.is_empty().then_some(self.zh);
        let spoken = Spoken {
            asks_again: self.act == "request-reopening" && !errors.is_empty(),
            sent: Some(sent).filter(|_| !errors.is_empty()),
            errors,
            consent: Errors::default(),
        };
        super::status::shown(front, frame, code, Saying::default(), done, spoken).await
    }

    fn order(&self, sent: &Sent) -> Order {
        let named = |name: &&'static str| {
            let text = sent.get(name)?;
            Some(((*name).to_owned(), Value::from(text)))
        };
        Order {
            subject: Subject::Own,
            act: self.act.to_owned(),
            fields: self.fields.iter().filter_map(named).collect::<Map<_, _>>(),
            happened: None,
        }
    }
}
