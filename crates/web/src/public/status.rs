//! Where a report stands (查询进度): four words for the query code, and nothing else; the result is
//! told one to one. The code comes in a form, never in an address (T7).

use app::queries::status::{self, StatusPage};
use askama::Template;
use axum::extract::{Request, State};
use axum::response::{Html, IntoResponse, Response};

use super::{Asked, Frame, challenge};
use crate::parts::{Errors, Field};
use crate::problem::{Problem, html};
use crate::shell::limits::Toll;
use crate::shell::peer::Peer;
use crate::shell::sent::Sent;
use crate::site::Shared;

#[derive(Template)]
#[template(path = "public/status_ask.html")]
struct AskPage {
    frame: Frame,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "public/status.html")]
struct Page {
    frame: Frame,
    status: StatusPage,
}

/// Asks for the code.
pub async fn ask(State(front): State<Shared>, asked: Asked) -> Result<Html<String>, Problem> {
    html(&AskPage {
        frame: Frame::of(&front, &asked).await?,
        errors: Errors::default(),
    })
}

/// Tells where the report stands. A wrong code and an unknown one get the same bytes, and neither
/// comes back in the page.
pub async fn tell(
    State(front): State<Shared>,
    peer: Peer,
    asked: Asked,
    request: Request,
) -> Result<Response, Problem> {
    let sent = Sent::read(request).await?;
    let frame = Frame::of(&front, &asked.or_large(sent.get("type"))).await?;
    if !challenge::may_pass(&front, peer, Toll::Lookup, &sent) {
        return challenge::pose(&front, frame, "/status", &sent, false);
    }
    let code = sent.get("code").unwrap_or_default();
    if let Some(status) = status::status(front.app(), code).await? {
        return Ok(html(&Page { frame, status })?.into_response());
    }
    let errors = Errors::one("code", NOT_FOUND);
    Ok(html(&AskPage { frame, errors })?.into_response())
}

const NOT_FOUND: &str = "没有查到，请对照当时记下的查询码，逐个字母再核对一遍";

impl AskPage {
    fn code(&self) -> Field<'_> {
        Field::line("code", "查询码", "", &self.errors)
            .hint("举报时记下的那组字母和数字，大写小写、有没有空格和横线都可以。")
    }
}

impl Page {
    /// The step that the matter stands at: the last one reached.
    fn is_now(&self, at: &usize) -> bool {
        self.status.steps.iter().rposition(|(_, reached)| *reached) == Some(*at)
    }

    fn heading(&self) -> &'static str {
        match self
            .status
            .steps
            .iter()
            .filter(|(_, reached)| *reached)
            .count()
        {
            0 | 1 => "您的举报已经收到",
            2 => "您的举报已经受理",
            3 => "您反映的问题正在办理",
            _ => "您反映的问题已经办结",
        }
    }
}
