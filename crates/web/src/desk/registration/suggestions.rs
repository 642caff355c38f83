//! What the typed report may be registered as (归类建议, S1-44), asked for by the script while typing, or by the button
//! beside the form. Nothing is filled in by itself: a press takes one suggestion.

use app::queries::suggestions::{self, Suggestion};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};

use crate::desk::form::Filled;
use crate::desk::sent;
use crate::desk::session::Signed;
use crate::problem::Problem;
use crate::site::Shared;

/// Fields a suggestion may go into.
const FIELDS: [&str; 4] = [
    "register.class",
    "register.domains",
    "register.leads.0.issues.0.category",
    "screen.body",
];

/// The suggestions for a form as it stands.
pub async fn suggest(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let filled = sent::filled(&front, request).await?;
    Ok(Json(found(&front, &signed, &filled).await?).into_response())
}

/// The suggestions for what is typed, without those the clerk has filled in already. Somebody who asks too often
/// types no letters: then there are none.
pub async fn found(
    front: &Shared,
    signed: &Signed,
    filled: &Filled,
) -> Result<Vec<Suggestion>, Problem> {
    let value = |name: &str| filled.value(name).unwrap_or_default().trim();
    let typed = (value("title"), value("text"));
    if typed == ("", "") || !front.limiter.may_look_for_repeats(signed.person.as_str()) {
        return Ok(Vec::new());
    }
    let found = suggestions::suggestions(front.app(), &signed.person, typed).await;
    let mut found = match found {
        // Who receives without registering is told nothing.
        Err(app::Failure::NotFound) => Vec::new(),
        found => found?,
    };
    found.retain(|one| filled.values(one.field).all(|value| value != one.value));
    Ok(found)
}

/// The form with a suggestion in its field, as the button names both: `take-register.class=A`.
pub fn take(filled: &mut Filled, taken: &str) {
    let Some((field, value)) = taken
        .split_once('=')
        .filter(|(field, _)| FIELDS.contains(field))
    else {
        return;
    };
    // Several domains may stand side by side.
    if field == "register.domains" || filled.value(field).is_none() {
        filled.push(field, value);
    } else {
        filled.set(field, value);
    }
}
