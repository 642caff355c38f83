//! Reporting (我要举报): one question a page, at one unchanged address, without script.
//!
//! Every page carries the answers given so far in hidden fields: they are the reporter's own data,
//! seen by nobody else before the last button, and nothing is stored on either side until then but
//! the attachments, which are sealed at once and swept within a day when no report names them.
//! Whatever goes wrong, the page comes back with every answer in it.

use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::{Asked, Frame, challenge};
use crate::problem::Problem;
use crate::shell::drafts::Drafts;
use crate::shell::limits::Toll;
use crate::shell::peer::Peer;
use crate::shell::sent::Sent;
use crate::site::Shared;

pub(super) mod answers;
pub(super) mod attach;
mod check;
mod file;
mod organs;
mod page;
mod step;

use answers::Answers;
use organs::Organs;
use page::Question;
use step::{Go, Step};

/// The first page. A county's own entry names its organ in the address and skips the first question.
pub async fn begin(State(front): State<Shared>, asked: Asked) -> Result<Response, Problem> {
    let organs = Organs::of(front.app()).await?;
    let mut answers = Answers::default();
    answers.set("draft", &Drafts::begin());
    if asked.is_large() {
        answers.set("type", "large");
    }
    let step = match asked.get("unit").filter(|unit| organs.has(unit)) {
        Some(unit) => {
            answers.set("unit", unit);
            Step::Naming
        }
        None => Step::Organ,
    };
    let frame = Frame::of(&front, &asked).await?;
    page::show(Question::new(&front, frame, organs, answers, step))
}

/// A county's entry as its QR code says it: `/o/533102`.
pub async fn entry(Path(unit): Path<String>, asked: Asked) -> Redirect {
    let safe = unit
        .chars()
        .filter(|char| char.is_ascii_alphanumeric() || *char == '-');
    let unit: String = safe.take(64).collect();
    let size = if asked.is_large() { "&type=large" } else { "" };
    Redirect::to(&format!("/report?unit={unit}{size}"))
}

/// Takes one page and gives the next.
pub async fn turn(
    State(front): State<Shared>,
    peer: Peer,
    asked: Asked,
    request: Request,
) -> Result<Response, Problem> {
    let mut sent = Sent::read(request).await?;
    let uploads = attach::receive(&front, peer, &mut sent).await?;
    let frame = Frame::of(&front, &asked.or_large(sent.get("type"))).await?;
    if uploads.is_questioned || !challenge::may_pass(&front, peer, Toll::Step, &sent) {
        return challenge::pose(&front, frame, "/report", &sent, uploads.is_questioned);
    }
    let organs = Organs::of(front.app()).await?;
    let mut answers = Answers::read(&sent);
    answers.files.extend(uploads.taken);
    let step = Step::parse(sent.get("step").unwrap_or_default());
    let go = Go::read(&sent);
    let mut question = Question::new(&front, frame, organs, answers, step);
    question.errors = uploads.errors;
    if step == Step::Check && go == Go::Next {
        return file::file(&front, peer, question, &sent).await;
    }
    step::turn(&mut question, go);
    Ok(page::show(question)?.into_response())
}
