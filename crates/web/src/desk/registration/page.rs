//! How the page looks: every field of its acts has a place; a field that has none named here stands under
//! 其他, so that a new field of an act appears by itself.

use app::queries::act::ActForm;
use app::queries::registration::Forms;
use app::queries::repeats::Card;
use app::{Done, Filed};
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use casework::matter::Channel;
use jiff::civil::DateTime;

use super::{channel_in, fields, name_of};
use crate::desk::form::{Ask, Attempt, Control, Filled, Summary, part};
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
    head: Vec<Ask>,
    text: Vec<Ask>,
    reporter: Vec<Ask>,
    accused: Vec<Ask>,
    class: Vec<Ask>,
    proposal: Vec<Ask>,
    /// Fields rarely filled; whether one of them is, or is wrong.
    more: Vec<Ask>,
    is_more_open: bool,
    exclusion: Vec<Ask>,
    is_exclusion_open: bool,
    /// When the call began, where it is one.
    call: Option<DateTime>,
    call_note: String,
    call_error: Option<String>,
    kept: Option<String>,
    cards: Option<Vec<Card>>,
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

/// Fields of receiving that stand with the text, with their widths.
const HEAD: [(&str, &str); 3] = [("title", "w5"), ("unit", "w2"), ("region", "w2")];
/// Fields of a visit.
const VISIT: [(&str, &str); 3] = [
    ("heads", "w2"),
    ("members", "w12"),
    ("representatives", "w12"),
];
/// Fields of receiving that are not typed at a desk: an old book brings them.
const OF_BOOKS: [&str; 2] = ["source", "past_reply"];

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
    let asks = |form: &ActForm, prefix: &str| Asks(part(form, "reports", prefix, &attempt));
    let mut receive = asks(&forms.receive, "");
    let mut register = forms
        .register
        .as_ref()
        .map_or(Asks::none(), |form| asks(form, "register."));
    let mut screen = forms
        .screen
        .as_ref()
        .map_or(Asks::none(), |form| asks(form, "screen."));
    let head = receive.take_all(&HEAD);
    let text = receive.take_all(&[("text", "w12")]);
    let mut reporter = receive.take_all(&[("real_name", "w2")]);
    reporter.extend(receive.take("reporter", "").into_iter().flat_map(parts));
    // Rarely filled at a window: an address of another kind.
    let elsewhere = reporter.iter().position(|ask| ask.name == "reporter.other");
    let elsewhere = elsewhere.map(|at| reporter.remove(at));
    if channel == Channel::Visit {
        reporter.extend(receive.take_all(&VISIT));
    }
    receive.drop(&["channel"]);
    receive.drop(&OF_BOOKS);
    receive.drop(&VISIT.map(|(name, _)| name));
    let accused = match forms.register.is_some() {
        true => {
            receive.drop(&["accused"]);
            register.take_all(&[("register.leads", "w12")])
        }
        false => receive.take_all(&[("accused", "w12")]),
    };
    // The place and the class are asked once.
    register.drop(&["register.region"]);
    screen.drop(&["screen.class"]);
    let mut class = register.take_all(&[("register.class", "w2")]);
    // What cannot wait is told apart at once.
    class.extend(receive.take("urgency", "w2"));
    let proposal = screen.take_all(&[("screen.to", ""), ("screen.opinion", "w5")]);
    let more: Vec<Ask> = receive
        .0
        .into_iter()
        .chain(register.0)
        .chain(elsewhere)
        .collect();
    let exclusion = screen.0;
    let typed = |asks: Vec<Ask>| {
        asks.into_iter()
            .map(|ask| compact(front, ask))
            .collect::<Vec<_>>()
    };
    let page = Page {
        spine: Spine::new(front, signed, Here::Registration),
        channels: channels(channel),
        arrived: arrived(channel),
        channel,
        draft: name_of(&attempt.filled),
        happened_error: wrong("happened"),
        summary,
        is_more_open: is_open(&more),
        is_exclusion_open: is_open(&exclusion),
        head: typed(head),
        text: typed(text),
        reporter: typed(reporter),
        accused: typed(accused),
        class: typed(class),
        proposal: typed(proposal),
        more: typed(more),
        exclusion: typed(exclusion),
        call: call_began(&attempt.filled),
        call_note: attempt
            .filled
            .value("call.note")
            .unwrap_or_default()
            .to_owned(),
        call_error: wrong("call.note"),
        kept: shown.kept,
        cards: shown.cards,
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

/// Asks waiting for their place.
struct Asks(Vec<Ask>);

impl Asks {
    fn none() -> Self {
        Self(Vec::new())
    }

    fn take(&mut self, name: &str, width: &'static str) -> Option<Ask> {
        let at = self.0.iter().position(|ask| ask.name == name)?;
        Some(self.0.remove(at).wide(width))
    }

    fn take_all(&mut self, places: &[(&str, &'static str)]) -> Vec<Ask> {
        let taken = places
            .iter()
            .filter_map(|(name, width)| self.take(name, width));
        taken.collect()
    }

    fn drop(&mut self, names: &[&str]) {
        self.0.retain(|ask| !names.contains(&&*ask.name));
    }
}

/// Who reports, part by part.
fn parts(ask: Ask) -> Vec<Ask> {
    let Control::Parts(parts) = ask.control else {
        return vec![ask];
    };
    let widths = ["w2", "", "w2", "", "w2"];
    let wide = parts.into_iter().zip(widths);
    wide.map(|(part, width)| part.wide(width)).collect()
}

/// The field as a dense page shows it: long lists are typed, long texts are short at first.
fn compact(front: &Shared, ask: Ask) -> Ask {
    let ask = fields::typed(front, ask);
    let control = match ask.control {
        Control::Area { max, lines, value } => Control::Area {
            max,
            lines: if ask.name == "text" { 3 } else { lines.min(1) },
            value,
        },
        Control::Radios(options) => Control::Select {
            options,
            reason: None,
        },
        Control::Rows {
            rows,
            more,
            template,
        } => {
            let rows = rows.into_iter().map(|mut row| {
                row.asks = row
                    .asks
                    .into_iter()
                    .map(|ask| placed(compact(front, ask)))
                    .collect();
                row
            });
            Control::Rows {
                rows: rows.collect(),
                more,
                template,
            }
        }
        control => control,
    };
    Ask { control, ..ask }
}

/// Widths and helps of the fields of a lead and an issue.
fn placed(mut ask: Ask) -> Ask {
    let field = ask.name.rsplit('.').next().unwrap_or_default();
    let (width, lookup) = match field {
        "subject" => ("w2", "cadre"),
        "post" => ("w4", "place"),
        "rank" | "managed_at" => ("", ""),
        "unit" | "person" => ("w6", ""),
        "category" => ("w4", ""),
        "text" => ("w8", ""),
        _ => ("", ""),
    };
    ask.width = width;
    if let Control::Line(line) = &mut ask.control
        && line.lookup.is_empty()
    {
        line.lookup = lookup;
    }
    if let Control::Area { lines, .. } = &mut ask.control {
        *lines = 1;
    }
    ask
}

/// Whether a folded part holds something, or something wrong.
fn is_open(asks: &[Ask]) -> bool {
    asks.iter().any(|ask| {
        let filled = match &ask.control {
            Control::Line(line) => !line.value.is_empty(),
            Control::Area { value, .. } => !value.is_empty(),
            Control::Select { options, .. }
            | Control::Radios(options)
            | Control::Checks(options) => options.iter().any(|option| option.chosen),
            Control::Flag(set) => *set,
            Control::Files { kept, .. } => !kept.is_empty(),
            Control::Parts(_) | Control::Rows { .. } => false,
        };
        filled || ask.error.is_some()
    })
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
