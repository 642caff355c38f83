//! The telephone query (电话查询, P-23): short number and spoken password, read back; one of four words.

use app::queries::registration;
use app::queries::telephone::{self, Told};
use askama::Template;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::shell::sent::Sent;
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/telephone/ask.html")]
struct Page {
    spine: Spine,
    number: String,
    told: Option<Told>,
    wrong: Option<&'static str>,
}

const NOT_FOUND: &str = "短号和口令对不上，请来电人照回执再报一遍，逐个数字复述核对。";
const TOO_OFTEN: &str = "这个编号核对的次数太多了，请过一个小时再试，或请来电人带回执到窗口来。";

/// Asks for number and password.
pub async fn ask(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Response, Problem> {
    registration::forms(front.app(), &signed.person)
        .await
        .map_err(|failure| refusal::told(&front, "receive", failure))?;
    let spine = Spine::new(&front, &signed, Here::Registration);
    let page = Page {
        spine,
        number: String::new(),
        told: None,
        wrong: None,
    };
    Ok(problem::html(&page)?.into_response())
}

/// Tells where it stands. A wrong password and an unknown number get the same answer; both count.
pub async fn tell(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let sent = Sent::read(request).await?;
    let number = sent.get("number").unwrap_or_default().trim().to_owned();
    let password = sent.get("password").unwrap_or_default();
    let forms = registration::forms(front.app(), &signed.person)
        .await
        .map_err(|failure| refusal::told(&front, "receive", failure))?;
    let counted = telephone::whole(&forms.region, &number).unwrap_or_default();
    let (told, wrong) = if front.limiter.may_try_password(&counted) {
        let told = telephone::tell(front.app(), &signed.person, &number, password).await?;
        let wrong = told.is_none().then_some(NOT_FOUND);
        (told, wrong)
    } else {
        (None, Some(TOO_OFTEN))
    };
    let status = match wrong {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = Page {
        spine: Spine::new(&front, &signed, Here::Registration),
        number,
        told,
        wrong,
    };
    Ok((status, problem::html(&page)?).into_response())
}
