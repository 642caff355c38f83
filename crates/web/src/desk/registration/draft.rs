//! Drafts (草稿): a registration begun and not sent, kept for its owner alone, by itself while typing or
//! by a button. A session that ends loses nothing; what is discarded can be taken back for a day.

use app::own::{self, Kind};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde_json::{Value, json};

use super::{channel_in, name_of};
use crate::desk::form::{Attempt, Filled};
use crate::desk::sent::{self, Sending};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/drafts/list.html")]
struct Page {
    spine: Spine,
    drafts: Vec<Line>,
    dropped: Vec<Line>,
}

/// A draft in the list.
struct Line {
    name: String,
    title: String,
    channel: &'static str,
    kept: String,
}

/// How long what was discarded can be taken back, milliseconds.
const TAKEN_BACK_FOR: i64 = 24 * 3_600_000;

/// The drafts of the person, newest first.
pub async fn list(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Html<String>, Problem> {
    let now = front.app().now().at;
    let (mut drafts, mut dropped) = (Vec::new(), Vec::new());
    for kept in own::list(front.app(), &signed.person, Kind::Draft).await? {
        if kept.value.get("pairs").is_none() {
            continue;
        }
        let line = line(&kept);
        match kept.value["dropped"].as_i64() {
            Some(at) if at + TAKEN_BACK_FOR < now => {
                own::forget(front.app(), &signed.person, Kind::Draft, &kept.name).await?;
            }
            Some(_) => dropped.push(line),
            None => drafts.push(line),
        }
    }
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Registration),
        drafts,
        dropped,
    })
}

/// Keeps what is typed, unbidden: the script sends the form as it stands.
pub async fn keep(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    request: Request,
) -> Result<Response, Problem> {
    let attempt = match sent::read(&front, request).await? {
        Sending::Reshaped(attempt) => attempt,
        Sending::Whole(sent) => sent.attempt,
    };
    Ok(keep_now(&front, &signed, &attempt).await?.into_response())
}

/// Puts a draft aside.
pub async fn discard(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let now = front.app().now().at;
    mark(&front, &signed, &name, json!(now)).await
}

/// Takes it back.
pub async fn restore(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    mark(&front, &signed, &name, Value::Null).await
}

async fn mark(
    front: &Shared,
    signed: &Signed,
    name: &str,
    dropped: Value,
) -> Result<Response, Problem> {
    let found = own::find(front.app(), &signed.person, Kind::Draft, name).await?;
    let mut value = found.ok_or(Problem::of(StatusCode::NOT_FOUND))?.value;
    value["dropped"] = dropped;
    own::keep(front.app(), &signed.person, Kind::Draft, name, &value).await?;
    Ok(Redirect::to("/desk/drafts").into_response())
}

/// Keeps what is typed; the time it was kept.
pub async fn keep_now(
    front: &Shared,
    signed: &Signed,
    attempt: &Attempt,
) -> Result<String, Problem> {
    let pairs: Vec<_> = attempt
        .filled
        .pairs()
        .iter()
        .filter(|(name, _)| name != "page.go")
        .collect();
    let value = json!({"pairs": pairs, "happened": attempt.happened});
    let name = name_of(&attempt.filled);
    own::keep(front.app(), &signed.person, Kind::Draft, &name, &value).await?;
    Ok(front.app().now().local.strftime("%H:%M").to_string())
}

/// A draft as it was left.
pub async fn taken_up(front: &Shared, signed: &Signed, name: &str) -> Result<Attempt, Problem> {
    let found = own::find(front.app(), &signed.person, Kind::Draft, name).await?;
    let value = found.ok_or(Problem::of(StatusCode::NOT_FOUND))?.value;
    let pairs: Vec<(String, String)> =
        serde_json::from_value(value["pairs"].clone()).unwrap_or_default();
    let happened = value["happened"].as_str().unwrap_or_default().to_owned();
    let tokens = pairs.iter().filter(|(name, _)| name == "files");
    let tokens = tokens.map(|(_, token)| token.clone());
    let files = sent::named(front, tokens).await?;
    Ok(Attempt {
        filled: Filled::of(pairs),
        happened,
        files,
        ..Attempt::default()
    })
}

/// A draft that was registered is no draft any more.
pub async fn forget(front: &Shared, signed: &Signed, filled: &Filled) -> Result<(), Problem> {
    let name = name_of(filled);
    Ok(own::forget(front.app(), &signed.person, Kind::Draft, &name).await?)
}

fn line(kept: &own::Kept) -> Line {
    let pairs: Vec<(String, String)> =
        serde_json::from_value(kept.value["pairs"].clone()).unwrap_or_default();
    let filled = Filled::of(pairs);
    let typed = ["title", "text"].into_iter().find_map(|name| {
        let text = filled.value(name)?.trim();
        (!text.is_empty()).then(|| text.chars().take(40).collect::<String>())
    });
    let local = app::moment::moment(kept.at).local;
    Line {
        name: kept.name.clone(),
        title: typed.unwrap_or_else(|| "还没有写标题".to_owned()),
        channel: channel_in(&filled).zh(),
        kept: local.strftime("%m-%d %H:%M").to_string(),
    }
}
