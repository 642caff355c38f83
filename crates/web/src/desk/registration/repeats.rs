//! The repeat card beside the form (重复提示卡, P-28), asked for by the script while typing, or by a button.

use app::queries::repeats::{self, Card, Typed};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};

use crate::desk::form::Filled;
use crate::desk::sent;
use crate::desk::session::Signed;
use crate::problem::Problem;
use crate::site::Shared;

/// The cards for a form as it stands.
pub async fn cards(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let filled = sent::filled(&front, request).await?;
    Ok(Json(found(&front, &signed, &filled).await?).into_response())
}

/// The cards for what is typed. Somebody who asks too often types no letters: then there are none.
pub async fn found(front: &Shared, signed: &Signed, filled: &Filled) -> Result<Vec<Card>, Problem> {
    let value = |name: &str| filled.value(name).unwrap_or_default().trim().to_owned();
    let accused = filled.pairs().iter().filter(|(name, text)| {
        let is_name =
            name.ends_with(".subject") || name.starts_with("accused.") && name.ends_with(".name");
        is_name && !text.trim().is_empty()
    });
    let typed = Typed {
        name: value("reporter.name"),
        phone: value("reporter.phone"),
        id_number: value("reporter.id_number"),
        accused: accused.map(|(_, name)| name.clone()).collect(),
        title: value("title"),
        text: value("text"),
        apart: apart(filled),
    };
    if blank(&typed) || !front.limiter.may_look_for_repeats(signed.person.as_str()) {
        return Ok(Vec::new());
    }
    Ok(repeats::repeats(front.app(), &signed.person, &typed).await?)
}

/// Whether nothing is typed that could be looked for.
fn blank(typed: &Typed) -> bool {
    let apart = typed.apart.clone();
    *typed
        == Typed {
            apart,
            ..Typed::default()
        }
}

/// Numbers of earlier matters that were ticked as not the same, each once.
pub fn apart(filled: &Filled) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    for number in filled.values("page.apart").map(str::trim) {
        if !number.is_empty()
            && numbers.len() < APART_MAX
            && numbers.iter().all(|one| one != number)
        {
            numbers.push(number.to_owned());
        }
    }
    numbers
}

/// Cards are six at once; nobody ticks more than a few dozen.
const APART_MAX: usize = 24;
