//! The balance of an organ's book (收支对账, S0-22), and the items behind each figure.

use app::queries::balance::{self, Balance, Flow, Items};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Html;
use casework::UnitId;
use jiff::civil::Date;

use crate::desk::gate::value;
use crate::desk::matters::encoded;
use crate::desk::organs::Chosen;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/balance/page.html")]
struct Page {
    spine: Spine,
    balance: Balance,
    /// The organ's name.
    name: String,
    /// Organs whose balance may be seen: id, name, chosen.
    organs: Vec<(String, String, bool)>,
    /// The months before and after: address and words.
    before: (String, String),
    after: Option<(String, String)>,
    month: String,
    query: String,
}

/// The matters behind a figure.
#[derive(Template)]
#[template(path = "desk/balance/items.html")]
pub struct ItemsPage {
    spine: Spine,
    items: Items,
    /// What was counted, and over which time; nothing for how things stand now.
    told: (String, String),
    /// The page that led here, and what it is called.
    back: (String, &'static str),
    first: Option<String>,
    next: Option<String>,
}

impl ItemsPage {
    /// The page at an address, after a cursor.
    pub fn at(
        spine: Spine,
        items: Items,
        (at, cursor): (String, Option<&str>),
        told: (String, String),
        back: (String, &'static str),
    ) -> Self {
        let next = items.next.as_deref();
        let next = next.map(|next| format!("{at}&cursor={}", encoded(next)));
        Self {
            spine,
            items,
            told,
            back,
            first: cursor.map(|_| at),
            next,
        }
    }
}

type Asked = Query<Vec<(String, String)>>;

/// The balance of a month.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(asked): Asked,
) -> Result<Html<String>, Problem> {
    let chosen = Chosen::of(&front, &signed, &asked).await?;
    let (organ, today) = (&chosen.organ, chosen.reader.on());
    let first = month(&asked, today)?;
    let days = (first, first.last_of_month());
    let figures = balance::balance(front.app(), &signed.person, organ, days).await?;
    let to = |first: Date| {
        let query = query(organ, first);
        (format!("/desk/balance?{query}"), in_words(first))
    };
    let next = first.last_of_month().tomorrow().ok();
    let ahead = next.filter(|next| *next <= today);
    let before = first.yesterday().map_or(first, Date::first_of_month);
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Books),
        name: chosen.name(organ),
        organs: chosen.listed(),
        before: to(before),
        after: ahead.map(to),
        month: in_words(first),
        query: query(organ, first),
        balance: figures,
    })
}

/// The items behind a figure.
pub async fn items(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(word): Path<String>,
    Query(asked): Asked,
) -> Result<Html<String>, Problem> {
    let flow = Flow::parse(&word).ok_or_else(|| Problem::of(StatusCode::NOT_FOUND))?;
    let chosen = Chosen::of(&front, &signed, &asked).await?;
    let organ = &chosen.organ;
    let first = month(&asked, chosen.reader.on())?;
    let days = (first, first.last_of_month());
    let cursor = value(&asked, "cursor");
    let items = balance::items(front.app(), &signed.person, organ, days, flow, cursor).await?;
    let query = query(organ, first);
    let at = format!("/desk/balance/{word}?{query}");
    let wall = || format!("/desk/wall?unit={}", encoded(organ.as_str()));
    let (time, back) = match flow.is_now() {
        true => (String::new(), (wall(), "挂图销号")),
        false => (
            in_words(first),
            (format!("/desk/balance?{query}"), "收支对账"),
        ),
    };
    let spine = Spine::new(&front, &signed, Here::Books);
    let told = (flow.zh(), time);
    problem::html(&ItemsPage::at(spine, items, (at, cursor), told, back))
}

/// The first day of the month asked for, or of this one.
fn month(asked: &[(String, String)], today: Date) -> Result<Date, Problem> {
    let Some(month) = value(asked, "month") else {
        return Ok(today.first_of_month());
    };
    let first = format!("{month}-01").parse::<Date>();
    first.map_err(|_| Problem::of(StatusCode::NOT_FOUND))
}

fn query(organ: &UnitId, first: Date) -> String {
    format!(
        "unit={}&month={}",
        encoded(organ.as_str()),
        first.strftime("%Y-%m")
    )
}

fn in_words(first: Date) -> String {
    format!("{}年{}月", first.year(), first.month())
}
