//! The book of linkages taken out as a file: asked with a reason, and sent as it is written.

use app::Failure;
use app::export::{self, Format};
use app::queries::linkages::{self as query, Sifted};
use askama::Template;
use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::streamed;
use crate::desk::books::Pairs;
use crate::desk::form::{Attempt, Summary};
use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/linkages/export.html")]
struct Ask {
    spine: Spine,
    summary: Summary,
    sifted: Sifted,
    reason: String,
    format: Format,
    wrong: bool,
}

/// Asks for the reason.
pub async fn ask(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(pairs): Query<Pairs>,
) -> Result<Html<String>, Problem> {
    let page = page(&front, &signed, &pairs, &Attempt::default()).await?;
    problem::html(&page)
}

/// Begins the file, and sends it as it is written.
pub async fn take(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Form(sent): Form<Pairs>,
) -> Result<Response, Problem> {
    let (sifted, format) = (sifted(&sent), format(&sent));
    let reason = value(&sent, "reason");
    let begun = export::begin_linkages(front.app(), &signed.person, &sifted, (format, &reason));
    match begun.await {
        Ok(export) => Ok(streamed(export)),
        Err(Failure::Invalid(errors)) => {
            let attempt = Attempt {
                errors,
                ..Attempt::default()
            };
            let page = page(&front, &signed, &sent, &attempt).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, problem::html(&page)?).into_response())
        }
        Err(failure) => Err(refusal::told(&front, "export", failure)),
    }
}

async fn page(
    front: &Shared,
    signed: &Signed,
    pairs: &Pairs,
    attempt: &Attempt,
) -> Result<Ask, Problem> {
    let sifted = sifted(pairs);
    let book = query::book(front.app(), &signed.person, &sifted).await?;
    if !book.exports {
        let act = "导出台账".to_owned();
        return Err(refusal::told(front, "export", Failure::Forbidden { act }));
    }
    Ok(Ask {
        spine: Spine::new(front, signed, Here::Procedures),
        summary: Summary::new("export", "导出", attempt, None),
        reason: value(pairs, "reason"),
        format: format(pairs),
        wrong: attempt.errors.iter().any(|error| error.field == "reason"),
        sifted,
    })
}

fn value(pairs: &Pairs, name: &str) -> String {
    let found = pairs.iter().find(|(known, _)| known == name);
    found.map_or_else(String::new, |(_, value)| value.clone())
}

fn format(pairs: &Pairs) -> Format {
    Format::parse(&value(pairs, "format")).unwrap_or(Format::Workbook)
}

fn sifted(pairs: &Pairs) -> Sifted {
    Sifted {
        class: value(pairs, "class"),
        state: value(pairs, "state"),
        receiver: value(pairs, "receiver"),
        cursor: None,
    }
}
