//! A list of outside matters from a spreadsheet (外部件清单): taken in whole or not at all.

use app::FileFailure;
use app::queries::procedures;
use app::queries::reviews::session;
use app::reviews::{self, HEADINGS};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::shell::sent::Sent;
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/reviews/outside.html")]
struct Page {
    spine: Spine,
    number: String,
    errors: Vec<String>,
    headings: String,
    /// Whether what may be drawn can still be added to.
    draws: bool,
}

/// Most bytes of a list.
const BYTES_MAX: usize = 10 * 1024 * 1024;

/// Asks for the list.
pub async fn ask(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let page = page(&front, &signed, number, Vec::new()).await?;
    Ok(problem::html(&page)?.into_response())
}

/// Takes it in.
pub async fn import(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let mut sent = Sent::read(request).await?;
    let outcome = match sent.one_file(BYTES_MAX).await? {
        Ok((name, bytes)) => {
            let pool = sent.get("use") == Some("pool");
            reviews::import(front.app(), &signed.person, &number, (&name, &bytes), pool).await
        }
        Err(wrong) => Err(wrong),
    };
    match outcome {
        Ok(_) => {
            let to = format!("/desk/reviews/{number}?done=outside-items");
            Ok(Redirect::to(&to).into_response())
        }
        Err(FileFailure::Wrong(errors)) => {
            let page = page(&front, &signed, number, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, problem::html(&page)?).into_response())
        }
        Err(FileFailure::Failure(failure)) => {
            Err(refusal::told(&front, "add-outside-items", failure))
        }
    }
}

async fn page(
    front: &Shared,
    signed: &Signed,
    number: String,
    errors: Vec<String>,
) -> Result<Page, Problem> {
    let noun = casework::procedure::Noun::Review;
    let form = procedures::form(
        front.app(),
        &signed.person,
        noun,
        Some(&number),
        "outside-items",
    );
    form.await
        .map_err(|failure| refusal::told(front, "add-outside-items", failure))?;
    let view = procedures::view(front.app(), &signed.person, &number).await?;
    let session = session(front.app(), &signed.person, &number).await?;
    Ok(Page {
        draws: session.proof.is_none(),
        spine: Spine::new(front, signed, Here::Procedures),
        number: view.number,
        errors,
        headings: HEADINGS.join("、"),
    })
}
