//! The book of paper originals (原件簿) and its inventory (盘点, P-06).

use app::queries::originals::{self, Book, BookRow, Whose};
use app::{Failure, Order, Subject, Who};
use askama::Template;
use axum::extract::{Form, Query, State};
use axum::response::Html;
use axum::{Extension, http::StatusCode};
use casework::form::nest;
use casework::matter::{Custody, Found};
use std::collections::BTreeMap;

use crate::desk::matters::encoded;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/originals/book.html")]
struct Page {
    spine: Spine,
    book: Book,
    /// Address, word, chosen: whose.
    lists: Vec<(String, &'static str, bool)>,
    /// Address, word, chosen: where they stand.
    states: Vec<(String, &'static str, bool)>,
    next: Option<String>,
    is_filtered: bool,
}

/// A page of the book.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let word = |name: &str| query.get(name).map_or("", String::as_str);
    let (whose, state) = (Whose::of(word("whose")), Custody::parse(word("state")));
    let cursor = query.get("cursor").map(String::as_str);
    let book = originals::originals(front.app(), &signed.person, whose, state, cursor).await?;
    let lists = Whose::ALL.map(|one| (address(one, state, ""), one.zh(), one == whose));
    let all = (address(whose, None, ""), "全部", state.is_none());
    let states = Custody::ALL.iter().map(|one| {
        (
            address(whose, Some(*one), ""),
            one.zh(),
            state == Some(*one),
        )
    });
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Originals),
        lists: lists.into(),
        states: std::iter::once(all).chain(states).collect(),
        next: book
            .next
            .as_ref()
            .map(|cursor| address(whose, state, cursor)),
        is_filtered: state.is_some() || whose != Whose::Office,
        book,
    })
}

fn address(whose: Whose, state: Option<Custody>, cursor: &str) -> String {
    let pairs = [
        ("whose", whose.as_str()),
        ("state", state.map_or("", Custody::as_str)),
        ("cursor", cursor),
    ];
    let said = pairs.iter().filter(|(_, value)| !value.is_empty());
    let said: Vec<String> = said
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    if said.is_empty() {
        "/desk/originals".to_owned()
    } else {
        format!("/desk/originals?{}", said.join("&"))
    }
}

#[derive(Template)]
#[template(path = "desk/originals/inventory.html")]
struct Inventory {
    spine: Spine,
    lines: Vec<Line>,
    next: Option<String>,
    /// How many were recorded, once something was sent.
    done: Option<usize>,
    refused: usize,
}

/// An original to be looked for, with what was entered and what came of it.
struct Line {
    row: BookRow,
    found: String,
    note: String,
    /// Why it was not recorded.
    refused: Option<String>,
    /// Whether it was just recorded.
    recorded: bool,
}

impl Line {
    fn new(row: BookRow) -> Self {
        Self {
            row,
            found: String::new(),
            note: String::new(),
            refused: None,
            recorded: false,
        }
    }
}

/// The originals the reader keeps, to be ticked off against the cabinet.
pub async fn inventory(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let cursor = query.get("cursor").map(String::as_str);
    let book = mine(&front, &signed, cursor).await?;
    problem::html(&Inventory {
        spine: Spine::new(&front, &signed, Here::Originals),
        next: book
            .next
            .map(|key| format!("/desk/originals/inventory?cursor={}", encoded(&key))),
        lines: book.rows.into_iter().map(Line::new).collect(),
        done: None,
        refused: 0,
    })
}

async fn mine(front: &Shared, signed: &Signed, cursor: Option<&str>) -> Result<Book, Failure> {
    originals::originals(front.app(), &signed.person, Whose::Mine, None, cursor).await
}

/// Records what was ticked: each original by itself, successes and refusals side by side (P-10).
pub async fn check(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<(StatusCode, Html<String>), Problem> {
    let cursor = query.get("cursor").map(String::as_str);
    let book = mine(&front, &signed, cursor).await?;
    let mut lines = Vec::new();
    for row in book.rows {
        lines.push(looked_for(&front, &signed, row, &sent).await?);
    }
    let refused = lines.iter().filter(|line| line.refused.is_some()).count();
    let status = if refused > 0 {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    };
    let page = problem::html(&Inventory {
        spine: Spine::new(&front, &signed, Here::Originals),
        next: book
            .next
            .map(|key| format!("/desk/originals/inventory?cursor={}", encoded(&key))),
        done: Some(lines.iter().filter(|line| line.recorded).count()),
        lines,
        refused,
    })?;
    Ok((status, page))
}

async fn looked_for(
    front: &Shared,
    signed: &Signed,
    row: BookRow,
    sent: &BTreeMap<String, String>,
) -> Result<Line, Problem> {
    let entered = |name: &str| {
        sent.get(&format!("{name}-{}", row.custody))
            .cloned()
            .unwrap_or_default()
    };
    let (found, note) = (entered("found"), entered("note"));
    let mut line = Line {
        found,
        note,
        ..Line::new(row)
    };
    if line.found.is_empty() {
        return Ok(line);
    }
    let original = line.row.original.to_string();
    let fields = [
        ("original", &*original),
        ("found", &*line.found),
        ("note", &*line.note),
    ];
    let order = Order {
        subject: Subject::Number(line.row.number.clone()),
        act: "check-original".to_owned(),
        fields: nest(fields),
        happened: None,
    };
    match front
        .app()
        .execute(&Who::Staff(signed.person.clone()), order)
        .await
    {
        Ok(_) => line.recorded = true,
        Err(Failure::Fault(fault)) => return Err(Failure::Fault(fault).into()),
        Err(refused) => line.refused = Some(refused.to_string()),
    }
    Ok(line)
}

/// What may be found, for the template.
fn findings() -> impl Iterator<Item = (&'static str, &'static str)> {
    Found::ALL.iter().map(|found| (found.as_str(), found.zh()))
}
