//! Registration at the window (来信、来访、来电登记, P-01): staff receive a report, and its registration
//! follows on the same page. The query code is shown once, to be handed to the reporter (T7).

use std::collections::BTreeMap;

use app::queries::{act as forms, matter};
use app::{Failure, Filed, Order, Subject, Who};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::matter::Channel;

use crate::desk::form::{ActView, Ask, Attempt, Control, Filled, Summary};
use crate::desk::matter::address;
use crate::desk::sent::{self, Sending, Whole};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::{prefill, refusal};
use crate::problem::{self, Problem};
use crate::shell::drafts::Drafts;
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/registration/receive.html")]
struct Receive {
    spine: Spine,
    channel: Channel,
    /// Word, address, chosen.
    channels: Vec<(&'static str, String, bool)>,
    arrived: &'static str,
    draft: String,
    happened: String,
    happened_error: Option<String>,
    summary: Summary,
    head: Vec<Ask>,
    reporter: Vec<Ask>,
    accused: Option<Ask>,
    last: Vec<Ask>,
}

#[derive(Template)]
#[template(path = "desk/registration/received.html")]
struct Received {
    spine: Spine,
    filed: Filed,
    channel: Channel,
    title: String,
    /// The form that follows; none where the person may not register it.
    view: Option<ActView>,
}

/// The form of one channel.
pub async fn ask(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let channel = channel_of(query.get("channel").map(String::as_str));
    let unit = organ_of(&front, &signed);
    let filled = Filled::of([("unit".to_owned(), unit)]);
    let attempt = Attempt {
        filled,
        ..Attempt::default()
    };
    page(&front, &signed, channel, attempt, None).await
}

/// Receives the report; its registration follows on the page that answers.
pub async fn receive(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let sent = match sent::read(&front, request).await? {
        Sending::Reshaped(attempt) => {
            let channel = channel_of(attempt.filled.value("channel"));
            return page(&front, &signed, channel, attempt, None).await;
        }
        Sending::Whole(sent) => sent,
    };
    let channel = channel_of(sent.attempt.filled.value("channel"));
    let now = front.app().now().at;
    if !sent.draft.is_empty() && !front.drafts.send(&sent.draft, now) {
        return Ok(Redirect::to("/desk/matters").into_response());
    }
    let outcome = file(&front, &signed, &sent).await;
    if outcome.is_err() {
        front.drafts.release(&sent.draft);
    }
    match outcome {
        Ok(filed) => received(&front, &signed, channel, filed).await,
        Err(Failure::Refused(refused)) => {
            let sentence = refused.0.sentence.to_owned();
            page(&front, &signed, channel, sent.attempt, Some(sentence)).await
        }
        Err(Failure::Invalid(errors)) => {
            page(
                &front,
                &signed,
                channel,
                Attempt {
                    errors,
                    ..sent.attempt
                },
                None,
            )
            .await
        }
        Err(taken @ (Failure::AlreadyClaimed { .. } | Failure::Conflict)) => {
            page(
                &front,
                &signed,
                channel,
                sent.attempt,
                Some(taken.to_string()),
            )
            .await
        }
        Err(failure) => Err(refusal::told(&front, "receive", failure)),
    }
}

async fn file(front: &Shared, signed: &Signed, sent: &Whole) -> Result<Filed, Failure> {
    if !sent.attempt.errors.is_empty() {
        return Err(Failure::Invalid(sent.attempt.errors.clone()));
    }
    let order = Order {
        subject: Subject::NewMatter,
        act: "receive".to_owned(),
        fields: sent.attempt.filled.fields(),
        happened: sent.happened,
    };
    let done = front
        .app()
        .execute(&Who::Staff(signed.person.clone()), order)
        .await?;
    done.filed.ok_or(Failure::NotFound)
}

/// The receipt, with the registration under it.
async fn received(
    front: &Shared,
    signed: &Signed,
    channel: Channel,
    filed: Filed,
) -> Result<Response, Problem> {
    let (app, person) = (front.app(), &signed.person);
    // Whoever bears the name of an accused has lost sight of it by receiving it (T4).
    let Ok(matter) = matter::matter(app, person, &filed.number).await else {
        return Ok(Redirect::to("/desk/matters").into_response());
    };
    let filled = prefill::registration(front, signed, &filed.number).await?;
    let attempt = Attempt {
        filled,
        ..Attempt::default()
    };
    let form = forms::form(app, person, &filed.number, "registration")
        .await
        .ok();
    let to = address(&filed.number, "registration");
    let page = Received {
        spine: Spine::new(front, signed, Here::Registration),
        view: form.map(|form| ActView::new(&form, to, &attempt)),
        title: matter.title,
        filed,
        channel,
    };
    Ok(problem::html(&page)?.into_response())
}

async fn page(
    front: &Shared,
    signed: &Signed,
    channel: Channel,
    attempt: Attempt,
    refused: Option<String>,
) -> Result<Response, Problem> {
    let form = forms::receive_form(front.app(), &signed.person)
        .await
        .map_err(|failure| refusal::told(front, "receive", failure))?;
    let view = ActView::new(&form, "/desk/reports".to_owned(), &attempt);
    let happened_error = view.happened_error;
    let mut asks = view.asks;
    let mut take = |name: &str, width| {
        let at = asks.iter().position(|ask| ask.name == name)?;
        Some(asks.remove(at).wide(width))
    };
    let head = [
        ("title", "w6"),
        ("unit", ""),
        ("region", ""),
        ("text", "w12"),
    ];
    let head = head
        .into_iter()
        .filter_map(|(name, width)| take(name, width))
        .collect();
    let mut reporter: Vec<Ask> = take("real_name", "w12").into_iter().collect();
    if let Some(Control::Parts(parts)) = take("reporter", "").map(|ask| ask.control) {
        let widths = ["w2", "w4", "w6", "w6", "w6"];
        reporter.extend(
            parts
                .into_iter()
                .zip(widths)
                .map(|(part, width)| part.wide(width)),
        );
    }
    let accused = take("accused", "");
    let visit = [
        ("heads", ""),
        ("members", "w12"),
        ("representatives", "w12"),
    ];
    let visit = visit.into_iter().filter(|_| channel == Channel::Visit);
    reporter.extend(visit.filter_map(|(name, width)| take(name, width)));
    let last = [
        ("files", "w6"),
        ("way", ""),
        ("origin", ""),
        ("sender_number", ""),
        ("wants_result", ""),
        ("urgency", ""),
        ("secrecy", ""),
        ("late_reason", "w6"),
    ];
    let last = last
        .into_iter()
        .filter_map(|(name, width)| take(name, width))
        .collect();
    let summary = Summary::new("reports", "接收", &attempt, refused);
    let status = if summary.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = Receive {
        spine: Spine::new(front, signed, Here::Registration),
        channels: channels(channel),
        arrived: arrived(channel),
        channel,
        draft: Drafts::begin(),
        happened: attempt.happened,
        happened_error,
        summary,
        head,
        reporter,
        accused,
        last,
    };
    Ok((status, problem::html(&page)?).into_response())
}

/// Channels that come in at the window; the web has a door of its own.
fn channels(chosen: Channel) -> Vec<(&'static str, String, bool)> {
    let all = [
        Channel::Letter,
        Channel::Visit,
        Channel::Phone,
        Channel::Other,
    ];
    let line = |channel: Channel| {
        let address = format!("/desk/reports?channel={}", channel.as_str());
        (channel.zh(), address, channel == chosen)
    };
    all.into_iter().map(line).collect()
}

fn channel_of(word: Option<&str>) -> Channel {
    let window = |channel: &Channel| *channel != Channel::Web;
    word.and_then(Channel::parse)
        .filter(window)
        .unwrap_or(Channel::Letter)
}

fn arrived(channel: Channel) -> &'static str {
    match channel {
        Channel::Letter => "收信时间",
        Channel::Visit => "来访时间",
        Channel::Phone => "来电时间",
        Channel::Web | Channel::Other => "收到时间",
    }
}

/// The organ of the person's first post: where reports usually come in.
fn organ_of(front: &Shared, signed: &Signed) -> String {
    let (office, on) = (front.app().office(), front.app().now().on());
    let post = office.posts_of(&signed.person, on).next();
    let organ = post.and_then(|post| office.organ_of(&post.unit));
    organ.map(ToString::to_string).unwrap_or_default()
}
