//! The page with a question in words (T23): what was filled in travels on, nothing is refused.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::Frame;
use crate::parts::{Errors, Field};
use crate::problem::{Problem, html};
use crate::shell::limits::Toll;
use crate::shell::peer::Peer;
use crate::shell::sent::Sent;
use crate::site::Front;

#[derive(Template)]
#[template(path = "public/challenge.html")]
struct Page<'a> {
    frame: Frame,
    action: &'a str,
    hidden: Vec<(&'a str, &'a str)>,
    question: &'a str,
    token: &'a str,
    errors: Errors,
    /// Files were chosen and are not kept: said, so that nobody thinks them sent.
    files_dropped: bool,
}

/// Whether the peer is within its allowance, or has answered a question.
pub fn may_pass(front: &Front, peer: Peer, toll: Toll, sent: &Sent) -> bool {
    front.limiter.is_within(peer, toll) || has_answered(front, sent)
}

/// Whether the form carries a right answer that is not used up.
pub fn has_answered(front: &Front, sent: &Sent) -> bool {
    let (Some(token), Some(answer)) = (sent.get("challenge"), sent.get("answer")) else {
        return false;
    };
    front
        .challenges
        .accepts(token, answer, front.app().now().at)
}

/// Puts a question; the form goes on to `action` with the answer.
pub fn pose(
    front: &Front,
    frame: Frame,
    action: &str,
    sent: &Sent,
    files_dropped: bool,
) -> Result<Response, Problem> {
    let challenge = front.challenges.pose(front.app().now().at);
    let own = |name: &str| matches!(name, "challenge" | "answer");
    let pairs = sent
        .pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let errors = match sent.get("answer") {
        Some(_) => Errors::one("answer", "没有答对，或者答得太久了，请再答一次"),
        None => Errors::default(),
    };
    let page = Page {
        frame,
        action,
        hidden: pairs.filter(|(name, _)| !own(name)).collect(),
        question: &challenge.question,
        token: &challenge.token,
        errors,
        files_dropped,
    };
    Ok((StatusCode::TOO_MANY_REQUESTS, html(&page)?).into_response())
}

impl Page<'_> {
    fn answer(&self) -> Field<'_> {
        Field::line("answer", self.question, "", &self.errors)
            .hint("写数字或者汉字都可以。")
            .short()
            .keyboard("numeric")
    }
}
