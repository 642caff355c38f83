//! What an assessment (考核) shows besides: the year on its page, one month, and the list behind each figure.

use std::collections::BTreeMap;

use app::Failure;
use app::queries::assessments::{self, Items, MonthPage, Sought, Year};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use axum::routing::get;
use axum::{Extension, Router};
use jiff::civil::Date;

use crate::desk::matters::encoded;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

/// The paths of an assessment's own pages.
pub(super) const PATHS: &[&str] = &[
    "/desk/assessments/{number}/months/{month}",
    "/desk/assessments/{number}/months/{month}/{unit}/{indicator}",
];

/// The routes of an assessment's own pages.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route(PATHS[0], get(month))
        .route(PATHS[1], get(items))
}

/// The year, as a piece of the assessment's page.
#[derive(Template)]
#[template(path = "desk/assessments/year.html")]
pub(super) struct Piece {
    pub year: Year,
    /// The address of the assessment's page.
    pub at: String,
}

/// The targets of an indicator that an organ missed.
pub(super) struct Missed<'a> {
    unit: &'a str,
    indicator: &'a str,
    /// Months of which it said nothing yet.
    waiting: Vec<String>,
    /// What it said, and of which months.
    told: Vec<(&'a str, Vec<String>)>,
}

impl Piece {
    /// What was missed, an organ and an indicator a line.
    fn missed(&self) -> Vec<Missed<'_>> {
        let mut lines: Vec<Missed<'_>> = Vec::new();
        for one in &self.year.short {
            let known =
                |line: &Missed<'_>| line.unit == one.unit && line.indicator == one.indicator;
            let at = lines.iter().position(known).unwrap_or_else(|| {
                lines.push(Missed {
                    unit: &one.unit,
                    indicator: &one.indicator,
                    waiting: Vec::new(),
                    told: Vec::new(),
                });
                lines.len() - 1
            });
            let (line, month) = (&mut lines[at], format!("{}月", one.month.month()));
            match one.explained.as_deref() {
                None => line.waiting.push(month),
                Some(text) => match line.told.iter_mut().find(|(told, _)| *told == text) {
                    Some((_, months)) => months.push(month),
                    None => line.told.push((text, vec![month])),
                },
            }
        }
        lines
    }
}

#[derive(Template)]
#[template(path = "desk/assessments/month.html")]
struct Month {
    spine: Spine,
    /// The address of the assessment's page, and of this one.
    back: String,
    at: String,
    told: MonthPage,
}

async fn month(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, month)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let told = assessments::month(front.app(), &signed.person, &number, first(&month)?).await?;
    let back = format!("/desk/assessments/{}", told.number);
    problem::html(&Month {
        spine: Spine::new(&front, &signed, Here::Procedures),
        at: format!("{back}/months/{month}"),
        back,
        told,
    })
}

#[derive(Template)]
#[template(path = "desk/assessments/items.html")]
struct ItemsPage {
    spine: Spine,
    /// The address of the month's page.
    back: String,
    /// The address of this page without what it is narrowed to.
    at: String,
    list: Items,
    /// Whether only the part is shown.
    part: bool,
    first: bool,
    next: Option<String>,
}

async fn items(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, month, unit, indicator)): Path<(String, String, String, String)>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let cursor = query.get("cursor").map(String::as_str);
    let part = query.get("of").is_some_and(|of| of == "part");
    let sought = Sought {
        month: first(&month)?,
        unit: &unit,
        indicator: &indicator,
        part,
        cursor,
    };
    let list = assessments::items(front.app(), &signed.person, &number, sought).await?;
    let back = format!("/desk/assessments/{}/months/{month}", list.number);
    let at = format!("{back}/{}/{indicator}", encoded(&unit));
    let of = if part { "&of=part" } else { "" };
    let next = list.next.as_ref();
    let next = next.map(|key| format!("{at}?cursor={}{of}", encoded(key)));
    problem::html(&ItemsPage {
        spine: Spine::new(&front, &signed, Here::Procedures),
        first: cursor.is_some(),
        back,
        at,
        part,
        next,
        list,
    })
}

/// The first day of a month as an address says it: `2026-03`.
fn first(month: &str) -> Result<Date, Problem> {
    let day = format!("{month}-01").parse();
    day.map_err(|_| Failure::NotFound.into())
}

/// A month in an address.
fn slug(month: &Date) -> String {
    month.strftime("%Y-%m").to_string()
}

/// A month in words.
fn zh(month: &Date) -> String {
    format!("{}年{}月", month.year(), month.month())
}
