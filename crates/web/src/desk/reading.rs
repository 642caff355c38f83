//! A leader's reading (领导阅批, P-25), for a tablet: one matter a screen, its summary in large type, a few
//! words or a stock phrase, next. Several may be circled at once, each checked by itself.

pub mod phrases;

use std::collections::BTreeMap;

use app::queries::deciding::{self, Tray};
use app::queries::matter::{self, MatterPage};
use app::{Order, Subject};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde_json::{Map, Value};

use crate::desk::act::who;
use crate::desk::form::Attempt;
use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::shell::sent::Sent;
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/reading/tray.html")]
struct TrayPage {
    spine: Spine,
    tray: Tray,
    done: Option<String>,
}

#[derive(Template)]
#[template(path = "desk/reading/item.html")]
struct ItemPage {
    spine: Spine,
    page: MatterPage,
    /// Where it stands in the tray: its place and how many there are.
    place: Option<(usize, usize)>,
    next: Option<String>,
    /// The proposed opinion (拟办意见), the newest; and the instructions given so far.
    opinion: Option<String>,
    instructions: Vec<(String, String)>,
    phrases: Vec<String>,
    typed: String,
    refused: Option<String>,
    done: Option<String>,
    may_instruct: bool,
    may_circle: bool,
    names: Vec<(String, String)>,
}

/// The tray.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let tray = tray(&front, &signed).await?;
    problem::html(&TrayPage {
        spine: Spine::new(&front, &signed, Here::Reading),
        tray,
        done: said(&query),
    })
}

/// One matter on one screen.
pub async fn item(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let said = said(&query);
    page(&front, &signed, &number, String::new(), None, said).await
}

/// Instructs, circles, or takes a stock phrase into the words.
pub async fn act(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let sent = Sent::read(request).await?;
    let typed = sent.get("text").unwrap_or_default().to_owned();
    if let Some(phrase) = sent.get("phrase") {
        let typed = format!("{}{phrase}", typed.trim_end());
        return page(&front, &signed, &number, typed, None, None).await;
    }
    let act = if sent.get("go") == Some("circle") {
        "circle"
    } else {
        "instruct"
    };
    let mut fields = Map::new();
    if act == "instruct" {
        fields.insert("text".to_owned(), Value::from(typed.trim()));
    }
    let tray = tray(&front, &signed).await?;
    let next = following(&tray, &number);
    let order = Order {
        subject: Subject::Number(number.clone()),
        act: act.to_owned(),
        fields,
        happened: None,
    };
    let who = who(&signed, sent.get("behalf").unwrap_or_default());
    match front.app().execute(&who, order).await {
        Ok(_) => {
            let to = next.map_or_else(
                || "/desk/reading".to_owned(),
                |next| format!("/desk/reading/{next}"),
            );
            Ok(Redirect::to(&format!("{to}?done={act}&number={number}")).into_response())
        }
        Err(failure) => {
            let (attempt, refused) = refusal::back(&front, act, failure, Attempt::default())?;
            let wrong = attempt.errors.into_iter().map(|error| error.sentence);
            let refused = refused.unwrap_or_else(|| wrong.collect::<Vec<_>>().join("；"));
            page(&front, &signed, &number, typed, Some(refused), None).await
        }
    }
}

async fn tray(front: &Shared, signed: &Signed) -> Result<Tray, Problem> {
    let tray = deciding::tray(front.app(), &signed.person).await;
    tray.map_err(|failure| refusal::told(front, "circle", failure))
}

async fn page(
    front: &Shared,
    signed: &Signed,
    number: &str,
    typed: String,
    refused: Option<String>,
    done: Option<String>,
) -> Result<Response, Problem> {
    let tray = tray(front, signed).await?;
    let page = matter::matter(front.app(), &signed.person, number).await?;
    let at = tray
        .rows
        .iter()
        .position(|row| row.waiting.number == number);
    let form = |name: &str| page.acts.iter().find(|act| act.name == name);
    let names = form("instruct").map_or(&[][..], |form| &form.names);
    let item = ItemPage {
        spine: Spine::new(front, signed, Here::Reading),
        place: at.map(|at| (at + 1, tray.rows.len())),
        next: following(&tray, number),
        opinion: lines(&page, "拟办意见").pop().map(|(_, opinion)| opinion),
        instructions: lines(&page, "批示"),
        phrases: phrases::of(front, signed).await?,
        may_instruct: form("instruct").is_some(),
        may_circle: form("circle").is_some(),
        names: names
            .iter()
            .map(|name| (name.value.clone(), name.zh.clone()))
            .collect(),
        typed,
        refused,
        done,
        page,
    };
    let status = match item.refused {
        Some(_) => StatusCode::CONFLICT,
        None => StatusCode::OK,
    };
    Ok((status, problem::html(&item)?).into_response())
}

/// What the minutes say under a label, with who said it, oldest first.
fn lines(page: &MatterPage, label: &str) -> Vec<(String, String)> {
    let entries = page.timeline.iter();
    let said = entries.flat_map(|entry| entry.lines.iter().map(move |line| (&entry.who, line)));
    said.filter(|(_, (known, _))| *known == label)
        .map(|(who, (_, text))| (who.clone(), text.clone()))
        .collect()
}

/// The number after one in the tray; the first where it does not stand there or was the last.
fn following(tray: &Tray, number: &str) -> Option<String> {
    let numbers: Vec<&str> = tray.rows.iter().map(|row| &*row.waiting.number).collect();
    let at = numbers.iter().position(|known| *known == number);
    let after = at
        .and_then(|at| numbers.get(at + 1))
        .or_else(|| numbers.first());
    after
        .filter(|next| **next != number)
        .map(|next| (*next).to_owned())
}

/// What was done just before, from `?done=`; an unknown word says nothing.
fn said(query: &BTreeMap<String, String>) -> Option<String> {
    let number = query.get("number").filter(|number| {
        number.len() <= 40
            && number
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })?;
    match query.get("done").map(String::as_str) {
        Some("instruct") => Some(format!("已批示 {number}")),
        Some("circle") => Some(format!("已圈阅 {number}")),
        _ => None,
    }
}
