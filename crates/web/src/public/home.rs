//! The first page (首页): one question, one button, what happens next, how a name is protected.

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use super::{Asked, Frame};
use crate::problem::{Problem, html};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "public/home.html")]
struct Page {
    frame: Frame,
    /// The promises, from the clocks in force: no page says a term of its own.
    accept: String,
    result: String,
    reply_named: String,
    reply_anonymous: String,
}

/// Shows it.
pub async fn show(State(front): State<Shared>, asked: Asked) -> Result<Html<String>, Problem> {
    let rules = front.app().rules();
    let term = |id: &str| {
        rules
            .clock(id)
            .map_or_else(String::new, |clock| clock.term.zh())
    };
    html(&Page {
        frame: Frame::of(&front, &asked).await?,
        accept: term("accept"),
        result: term("report-result"),
        reply_named: term("reply-real-name"),
        reply_anonymous: term("reply-anonymous"),
    })
}
