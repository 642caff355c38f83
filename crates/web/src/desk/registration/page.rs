//! The page of registration, and what is shown when a report was taken.

use app::queries::registration::Forms;
use app::queries::repeats::Card;
use app::queries::suggestions::Suggestion;
use app::{Done, Filed};
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use casework::matter::Channel;
use jiff::civil::DateTime;

use super::blocks::Blocks;
use super::{channel_in, name_of};
use crate::desk::form::{Attempt, Filled, Summary};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::shell::drafts::Drafts;
use crate::shell::headers::POLICY_OF_THE_DESK;
use crate::site::Shared;

/// What the page says besides the form.
#[derive(Default)]
pub struct Shown {
    /// Which part was refused, and why.
    pub refused: Option<(&'static str, String)>,
    /// When a draft was kept.
    pub kept: Option<String>,
    /// Earlier matters, where they were asked for by the button.
    pub cards: Option<Vec<Card>>,
    /// What it may be registered as, where it was asked for by the button.
    pub suggestions: Vec<Suggestion>,
}

#[derive(Template)]
#[template(path = "desk/registration/page.html")]
struct Page {
    spine: Spine,
    channel: Channel,
    /// Word, address, chosen.
    channels: Vec<(&'static str, String, bool)>,
    arrived: &'static str,
    draft: String,
    happened: String,
    happened_error: Option<String>,
    summary: Summary,
    blocks: Blocks,
    /// When the call began, where it is one.
    call: Option<DateTime>,
    call_note: String,
    call_error: Option<String>,
    kept: Option<String>,
    cards: Option<Vec<Card>>,
    suggestions: Vec<Suggestion>,
    /// What the main button does.
    does: &'static str,
    registers: bool,
}

#[derive(Template)]
#[template(path = "desk/registration/registered.html")]
struct Registered {
    spine: Spine,
    filed: Filed,
    channel: &'static str,
    /// How far it came.
    done: &'static str,
    next: &'static str,
}

/// The page, at its channel.
pub async fn show(
    front: &Shared,
    signed: &Signed,
    forms: &Forms,
    attempt: Attempt,
    shown: Shown,
) -> Result<Response, Problem> {
    let channel = channel_in(&attempt.filled);
    let summary = match &shown.refused {
        Some((zh, sentence)) => Summary::new("reports", zh, &attempt, Some(sentence.clone())),
        None => Summary::new("reports", "登记并拟办", &attempt, None),
    };
    let status = if summary.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let wrong = |name: &str| {
        let error = attempt.errors.iter().find(|error| error.field == name);
        error.map(|error| error.sentence.clone())
    };
    let call_note = attempt.filled.value("call.note").unwrap_or_default();
    let page = Page {
        spine: Spine::new(front, signed, Here::Registration),
        channels: channels(channel),
        arrived: arrived(channel),
        channel,
        draft: name_of(&attempt.filled),
        happened_error: wrong("happened"),
        summary,
        blocks: Blocks::of(front, forms, &attempt, channel),
        call: call_began(&attempt.filled),
        call_note: call_note.to_owned(),
        call_error: wrong("call.note"),
        kept: shown.kept,
        cards: shown.cards,
        suggestions: shown.suggestions,
        does: match (&forms.register, &forms.screen) {
            (Some(_), Some(_)) => "登记并拟办",
            (Some(_), None) => "登记",
            (None, _) => "接收",
        },
        registers: forms.register.is_some(),
        happened: attempt.happened,
    };
    let policy = HeaderValue::from_static(POLICY_OF_THE_DESK);
    let headers = [(header::CONTENT_SECURITY_POLICY, policy)];
    Ok((status, headers, problem::html(&page)?).into_response())
}

/// An empty form of a channel, as it usually begins.
pub fn begun(front: &Shared, forms: &Forms, channel: Channel) -> Attempt {
    let now = front.app().now().local;
    let mut pairs = vec![
        ("channel".to_owned(), channel.as_str().to_owned()),
        ("unit".to_owned(), forms.organ.to_string()),
        ("register.class".to_owned(), "A".to_owned()),
        ("page.draft".to_owned(), Drafts::begin()),
    ];
    if channel == Channel::Phone {
        let began = now.strftime("%Y-%m-%dT%H:%M").to_string();
        pairs.push(("call.began".to_owned(), began));
    }
    Attempt {
        filled: Filled::of(pairs),
        ..Attempt::default()
    }
}

/// The slip, once, and the next letter.
pub async fn registered(
    front: &Shared,
    signed: &Signed,
    done: Done,
    last: &'static str,
) -> Result<Response, Problem> {
    let Some(filed) = done.filed else {
        return Ok(Redirect::to("/desk/matters").into_response());
    };
    let reader = app::queries::reader::Reader::of(front.app(), &signed.person).await?;
    // Whoever lost sight of it by receiving it sees nothing of it (T4).
    let Ok((matter, _)) = reader.matter(front.app(), &filed.number).await else {
        return Ok(Redirect::to("/desk/matters").into_response());
    };
    let (done, next) = match last {
        "screen" => ("已登记并拟办", "下一步呈领导批示"),
        "register" => ("已登记", "下一步筛查"),
        "join" => ("已接收并入", "随主件一并办理"),
        _ => ("已接收", "下一步登记，当日办完"),
    };
    let page = Registered {
        spine: Spine::new(front, signed, Here::Registration),
        channel: matter.channel.as_str(),
        filed,
        done,
        next,
    };
    Ok(problem::html(&page)?.into_response())
}

/// When the call began that the form was opened with.
pub fn call_began(filled: &Filled) -> Option<DateTime> {
    filled.value("call.began")?.parse().ok()
}

/// Channels that come in at the window; the web has a door of its own.
pub fn channel_of(word: Option<&str>) -> Channel {
    let window = |channel: &Channel| *channel != Channel::Web;
    word.and_then(Channel::parse)
        .filter(window)
        .unwrap_or(Channel::Letter)
}

fn channels(chosen: Channel) -> Vec<(&'static str, String, bool)> {
    let all = [
        Channel::Letter,
        Channel::Visit,
        Channel::Phone,
        Channel::Other,
    ];
    let line = |channel: Channel| {
        let address = format!("/desk/registration?channel={}", channel.as_str());
        (channel.zh(), address, channel == chosen)
    };
    all.into_iter().map(line).collect()
}

fn arrived(channel: Channel) -> &'static str {
    match channel {
        Channel::Letter => "收信时间",
        Channel::Visit => "来访时间",
        Channel::Phone => "来电时间",
        Channel::Web | Channel::Other => "收到时间",
    }
}
