//! Where a report stands (查询进度), and what passes between the reporter and the office (补充材料、回答
//! 询问). One address, which never changes; the code comes in a form, never in an address, and stands in
//! no page: pages carry a pass in its place (T7, T8).

mod saying;

use app::CodeDigest;
use app::queries::status::{self, StatusPage};
use askama::Template;
use axum::extract::{Request, State};
use axum::response::{Html, IntoResponse, Response};

use super::consent::Consent;
use super::report::attach::{self, Uploads};
use super::voice::{Spoken, Voice};
use super::{Asked, Frame, challenge};
use crate::parts::{Errors, Field};
use crate::problem::{Problem, html, unexpected};
use crate::shell::drafts::Drafts;
use crate::shell::limits::Toll;
use crate::shell::peer::Peer;
use crate::shell::sent::Sent;
use crate::site::{Front, Shared};
use saying::Said;
pub(super) use saying::Saying;

#[derive(Template)]
#[template(path = "public/status_ask.html")]
struct AskPage {
    frame: Frame,
    errors: Errors,
    /// What was written and could not be sent, to travel on.
    saying: Saying,
}

#[derive(Template)]
#[template(path = "public/status.html")]
struct Page {
    frame: Frame,
    status: StatusPage,
    /// Stands for the code.
    pass: String,
    draft: String,
    /// What is being written.
    saying: Saying,
    /// What the reporter may say of how it was done, drawn.
    voice: String,
    /// What the reporter is asked about a demand handed on, and what went where, drawn.
    consent: String,
    /// Whether something came back with what is wrong.
    is_wrong: bool,
    /// What was just taken.
    done: Option<&'static str>,
    /// The code that takes the place of the one just used, shown this once.
    new_code: Option<String>,
    files_max: usize,
    file_mib_max: usize,
}

/// Asks for the code.
pub async fn ask(State(front): State<Shared>, asked: Asked) -> Result<Html<String>, Problem> {
    html(&AskPage {
        frame: Frame::of(&front, &asked).await?,
        errors: Errors::default(),
        saying: Saying::default(),
    })
}

/// Tells where the report stands, and takes what the reporter adds. A wrong code and an unknown one get
/// the same bytes, and neither comes back in the page.
pub async fn tell(
    State(front): State<Shared>,
    peer: Peer,
    asked: Asked,
    request: Request,
) -> Result<Response, Problem> {
    let mut sent = Sent::read(request).await?;
    let uploads = attach::receive(&front, peer, &mut sent).await?;
    let frame = Frame::of(&front, &asked.or_large(sent.get("type"))).await?;
    let toll = if sent.get("pass").is_some() {
        Toll::Step
    } else {
        Toll::Lookup
    };
    if uploads.is_questioned || !challenge::may_pass(&front, peer, toll, &sent) {
        return challenge::pose(&front, frame, "/status", &sent, uploads.is_questioned);
    }
    match sent.get("pass") {
        Some(pass) => said(&front, frame, front.app().of_pass(pass), &sent, uploads).await,
        None => {
            let code = front.app().code(sent.get("code").unwrap_or_default());
            let saying = Saying::read(&sent, uploads);
            // A code handed over at the desk is replaced by this very use (T7).
            let (code, new_code) = match front.app().exchange(&code).await? {
                Some((new, digest)) => (digest, Some(new)),
                None => (code, None),
            };
            let news = (None, new_code);
            drawn(&front, frame, code, saying, news, Spoken::default()).await
        }
    }
}

/// Takes what was said under a pass.
async fn said(
    front: &Front,
    frame: Frame,
    code: Option<CodeDigest>,
    sent: &Sent,
    uploads: Uploads,
) -> Result<Response, Problem> {
    let saying = Saying::read(sent, uploads);
    let Some(code) = code else {
        let errors = Errors::one("code", STALE);
        return Ok(html(&AskPage {
            frame,
            errors,
            saying,
        })?
        .into_response());
    };
    let draft = sent.get("draft").unwrap_or_default();
    match saying.send(front, &code, draft).await? {
        Said::Taken(zh) => {
            shown(
                front,
                frame,
                code,
                Saying::default(),
                Some(zh),
                Spoken::default(),
            )
            .await
        }
        Said::Not(saying) => shown(front, frame, code, *saying, None, Spoken::default()).await,
    }
}

/// The page of what the code leads to.
pub(super) async fn shown(
    front: &Front,
    frame: Frame,
    code: CodeDigest,
    saying: Saying,
    done: Option<&'static str>,
    spoken: Spoken,
) -> Result<Response, Problem> {
    drawn(front, frame, code, saying, (done, None), spoken).await
}

/// The page, with what was just taken and the code that takes the place of the one just used.
async fn drawn(
    front: &Front,
    frame: Frame,
    code: CodeDigest,
    saying: Saying,
    (done, new_code): (Option<&'static str>, Option<String>),
    spoken: Spoken,
) -> Result<Response, Problem> {
    let Some(status) = status::status(front.app(), &code).await? else {
        let errors = Errors::one("code", NOT_FOUND);
        return Ok(html(&AskPage {
            frame,
            errors,
            saying,
        })?
        .into_response());
    };
    let settings = &front.app().rules().settings;
    let pass = front.app().pass(&code);
    let voice = Voice::new(&frame, &status, &pass, &spoken).render();
    let voice = voice.map_err(|_| unexpected("the reporter's part of the status page"))?;
    let consent = Consent::new(&frame, &status, &pass, &spoken.consent).render();
    let consent = consent.map_err(|_| unexpected("the demand's part of the status page"))?;
    let page = Page {
        frame,
        status,
        pass,
        voice,
        consent,
        is_wrong: spoken.came_back() || !saying.errors.is_empty(),
        draft: Drafts::begin(),
        saying,
        done,
        new_code,
        files_max: settings.attachments_max,
        file_mib_max: settings.attachment_mib_max,
    };
    Ok(html(&page)?.into_response())
}

const NOT_FOUND: &str = "没有查到，请对照当时记下的查询码，逐个字母再核对一遍";
const STALE: &str = "这一页放得太久了，请再输入一次查询码；您写的内容还在，查到以后接着提交";

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
        let reached = self.status.steps.iter().filter(|(_, reached)| *reached);
        match reached.count() {
            0 | 1 => "您的举报已经收到",
            2 => "您的举报已经受理",
            3 => "您反映的问题正在办理",
            _ => "您反映的问题已经办结",
        }
    }

    /// The field in which something is said.
    fn area<'a>(&'a self, name: &'a str, label: &'a str, hint: &'a str) -> Field<'a> {
        let value = if self.is_open(name) {
            &*self.saying.text
        } else {
            ""
        };
        Field::line(name, label, value, &self.saying.errors)
            .hint(hint)
            .area(3000)
    }

    /// Whether the form of this field is the one being written.
    fn is_open(&self, name: &str) -> bool {
        self.saying.name == name
    }

    /// What is wrong with the files beside a field.
    fn files_error(&self, name: &str) -> Option<&str> {
        self.saying.errors.of(&saying::file_field(name))
    }
}
