//! A month of an assessment taken out as a file: asked with a reason, and sent as it is written.

use app::Failure;
use app::export::{self, Format};
use app::queries::assessments;
use askama::Template;
use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::Date;

use super::streamed;
use crate::desk::books::Pairs;
use crate::desk::form::{Attempt, Summary};
use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/assessments/export.html")]
struct Ask {
    spine: Spine,
    summary: Summary,
    number: String,
    month: Date,
    /// The address of the month's page.
    back: String,
    reason: String,
    format: Format,
    wrong: bool,
}

/// Asks for the reason.
pub async fn ask(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(which): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let page = page(&front, &signed, which, &Pairs::new(), &Attempt::default()).await?;
    problem::html(&page)
}

/// Begins the file, and sends it as it is written.
pub async fn take(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(which): Path<(String, String)>,
    Form(sent): Form<Pairs>,
) -> Result<Response, Problem> {
    let wanted = (format(&sent), &*value(&sent, "reason"));
    let month = (&*which.0, first(&which.1)?);
    match export::begin_assessment(front.app(), &signed.person, month, wanted).await {
        Ok(export) => Ok(streamed(export)),
        Err(Failure::Invalid(errors)) => {
            let attempt = Attempt {
                errors,
                ..Attempt::default()
            };
            let page = page(&front, &signed, which, &sent, &attempt).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, problem::html(&page)?).into_response())
        }
        Err(failure) => Err(refusal::told(&front, "export", failure)),
    }
}

async fn page(
    front: &Shared,
    signed: &Signed,
    (number, word): (String, String),
    pairs: &Pairs,
    attempt: &Attempt,
) -> Result<Ask, Problem> {
    let month = first(&word)?;
    let told = assessments::month(front.app(), &signed.person, &number, month).await?;
    if !told.exports {
        let act = "导出台账".to_owned();
        return Err(refusal::told(front, "export", Failure::Forbidden { act }));
    }
    Ok(Ask {
        spine: Spine::new(front, signed, Here::Procedures),
        summary: Summary::new("export", "导出", attempt, None),
        back: format!("/desk/assessments/{}/months/{word}", told.number),
        number: told.number,
        month,
        reason: value(pairs, "reason"),
        format: format(pairs),
        wrong: attempt.errors.iter().any(|error| error.field == "reason"),
    })
}

fn value(pairs: &Pairs, name: &str) -> String {
    let found = pairs.iter().find(|(known, _)| known == name);
    found.map_or_else(String::new, |(_, value)| value.clone())
}

fn format(pairs: &Pairs) -> Format {
    Format::parse(&value(pairs, "format")).unwrap_or(Format::Workbook)
}

/// The first day of a month as an address says it: `2026-03`.
fn first(month: &str) -> Result<Date, Problem> {
    let day = format!("{month}-01").parse();
    day.map_err(|_| Failure::NotFound.into())
}
