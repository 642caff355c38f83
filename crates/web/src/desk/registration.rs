//! Registration and proposal on one page (登记并拟办, P-01): a report is received, registered, screened and
//! a unit proposed in one go and one write. Each part stands there by its own right. What is typed is
//! kept as a draft; a call (来电, 12388) keeps its own time. The query code is shown once, on the slip,
//! and is good for one use (T7).

mod blocks;
mod draft;
mod fields;
mod orders;
mod page;
mod repeats;
mod suggestions;

pub use draft::{discard, keep, list, restore};
pub use repeats::cards;
pub use suggestions::suggest;

use std::collections::BTreeMap;

use app::calls::{self, Call, Outcome};
use app::queries::registration::{self, Forms};
use app::{Done, Failure, Stopped, Who};
use axum::Extension;
use axum::extract::{Query, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::form::FieldError;
use casework::matter::Channel;

use crate::desk::form::Attempt;
use crate::desk::refusal;
use crate::desk::sent::{self, Sending, Whole};
use crate::desk::session::Signed;
use crate::problem::Problem;
use crate::shell::drafts::Drafts;
use crate::site::Shared;
use orders::{Orders, Pressed};
use page::Shown;

/// The empty page of a channel, or a draft taken up again.
pub async fn ask(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let forms = forms(&front, &signed).await?;
    if let Some(name) = query.get("draft") {
        let attempt = draft::taken_up(&front, &signed, name).await?;
        return page::show(&front, &signed, &forms, attempt, Shown::default()).await;
    }
    let channel = page::channel_of(query.get("channel").map(String::as_str));
    let attempt = page::begun(&front, &forms, channel);
    page::show(&front, &signed, &forms, attempt, Shown::default()).await
}

/// Does what the button says: registers, receives only, joins, keeps a draft, looks for repeats, or ends
/// a call without an item.
pub async fn submit(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let forms = forms(&front, &signed).await?;
    let mut sent = match sent::read(&front, request).await? {
        Sending::Reshaped(attempt) => {
            return page::show(&front, &signed, &forms, attempt, Shown::default()).await;
        }
        Sending::Whole(sent) => sent,
    };
    match Pressed::of(&sent.attempt.filled) {
        Pressed::Keep => {
            let kept = draft::keep_now(&front, &signed, &sent.attempt).await?;
            let shown = Shown {
                kept: Some(kept),
                ..Shown::default()
            };
            page::show(&front, &signed, &forms, sent.attempt, shown).await
        }
        Pressed::Repeats => looked_up(&front, &signed, &forms, sent.attempt).await,
        Pressed::Take(taken) => {
            suggestions::take(&mut sent.attempt.filled, &taken);
            looked_up(&front, &signed, &forms, sent.attempt).await
        }
        Pressed::EndCall => end_call(&front, &signed, &forms, sent).await,
        pressed => register(&front, &signed, &forms, sent, &pressed).await,
    }
}

/// The form as it stands, with what is found beside it.
async fn looked_up(
    front: &Shared,
    signed: &Signed,
    forms: &Forms,
    attempt: Attempt,
) -> Result<Response, Problem> {
    let shown = Shown {
        cards: Some(repeats::found(front, signed, &attempt.filled).await?),
        suggestions: suggestions::found(front, signed, &attempt.filled).await?,
        ..Shown::default()
    };
    page::show(front, signed, forms, attempt, shown).await
}

async fn forms(front: &Shared, signed: &Signed) -> Result<Forms, Problem> {
    let forms = registration::forms(front.app(), &signed.person).await;
    forms.map_err(|failure| refusal::told(front, "receive", failure))
}

async fn register(
    front: &Shared,
    signed: &Signed,
    forms: &Forms,
    mut sent: Whole,
    pressed: &Pressed,
) -> Result<Response, Problem> {
    let named = fields::resolve(front, signed, forms, &sent.attempt.filled).await?;
    let mut errors = sent.attempt.errors.clone();
    errors.extend(named.errors);
    if !errors.is_empty() {
        return wrong(front, signed, forms, sent.attempt, errors).await;
    }
    let now = front.app().now().at;
    if !sent.draft.is_empty() && !front.drafts.send(&sent.draft, now) {
        return Ok(Redirect::to("/desk/matters").into_response());
    }
    let orders = Orders::of(&named.filled, forms, pressed, sent.happened);
    let who = Who::Staff(signed.person.clone());
    let outcome = front.app().execute_together(&who, &orders.list).await;
    let outcome = match outcome {
        // Whoever bears an accused's name loses sight of it by receiving it (T4): it is received, and
        // somebody else goes on.
        Err(Stopped {
            at: 1..,
            failure: Failure::NotFound,
        }) => front.app().execute_together(&who, &orders.list[..1]).await,
        outcome => outcome,
    };
    match outcome {
        Ok(done) => {
            ended(front, signed, &sent.attempt, &done).await?;
            page::registered(front, signed, done, orders.last()).await
        }
        Err(stopped) => {
            front.drafts.release(&sent.draft);
            let at = stopped.at;
            match stopped.failure {
                Failure::Invalid(errors) => {
                    sent.attempt.errors = orders.placed(at, errors);
                    again(front, signed, forms, sent.attempt, None).await
                }
                Failure::Refused(refused) => {
                    let told = Some((orders.zh(at), refused.0.sentence.to_owned()));
                    again(front, signed, forms, sent.attempt, told).await
                }
                taken @ (Failure::AlreadyClaimed { .. } | Failure::Conflict) => {
                    let told = Some((orders.zh(at), taken.to_string()));
                    again(front, signed, forms, sent.attempt, told).await
                }
                failure => Err(refusal::told(front, orders.act(at), failure)),
            }
        }
    }
}

/// The form once more, with what is wrong and everything that was typed.
async fn again(
    front: &Shared,
    signed: &Signed,
    forms: &Forms,
    attempt: Attempt,
    refused: Option<(&'static str, String)>,
) -> Result<Response, Problem> {
    let shown = Shown {
        refused,
        ..Shown::default()
    };
    page::show(front, signed, forms, attempt, shown).await
}

/// The page again, with the fields to be mended.
async fn wrong(
    front: &Shared,
    signed: &Signed,
    forms: &Forms,
    attempt: Attempt,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let attempt = Attempt { errors, ..attempt };
    again(front, signed, forms, attempt, None).await
}

/// What ends with the registration: the draft, and the call it came by.
async fn ended(
    front: &Shared,
    signed: &Signed,
    attempt: &Attempt,
    done: &Done,
) -> Result<(), Problem> {
    if let Some(began) = page::call_began(&attempt.filled) {
        let call = Call {
            began,
            outcome: Outcome::Item,
            matter: done.matter,
            note: String::new(),
        };
        calls::record(front.app(), &signed.person, call).await?;
    }
    draft::forget(front, signed, &attempt.filled).await
}

/// A call that became no item: why is recorded, and what was typed of it.
async fn end_call(
    front: &Shared,
    signed: &Signed,
    forms: &Forms,
    sent: Whole,
) -> Result<Response, Problem> {
    let filled = &sent.attempt.filled;
    let word = filled.value("call.outcome").unwrap_or_default();
    let outcome = Outcome::parse(word).filter(|outcome| *outcome != Outcome::Item);
    let call = Call {
        began: page::call_began(filled).unwrap_or(front.app().now().local),
        outcome: outcome.unwrap_or(Outcome::Asked),
        matter: None,
        note: filled.value("call.note").unwrap_or_default().to_owned(),
    };
    match calls::record(front.app(), &signed.person, call).await {
        Ok(()) => {
            draft::forget(front, signed, filled).await?;
            Ok(Redirect::to("/desk/calls?done=yes").into_response())
        }
        Err(Failure::Invalid(mut errors)) => {
            for error in &mut errors {
                error.field = "call.note".to_owned();
            }
            wrong(front, signed, forms, sent.attempt, errors).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// The name of a draft, as it may stand in an address.
fn name_of(filled: &crate::desk::form::Filled) -> String {
    let name = filled.value("page.draft").unwrap_or_default();
    let fits = (1..=40).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric());
    if fits {
        name.to_owned()
    } else {
        Drafts::begin()
    }
}

/// The channel somebody fills the page for.
fn channel_in(filled: &crate::desk::form::Filled) -> Channel {
    page::channel_of(filled.value("channel"))
}
