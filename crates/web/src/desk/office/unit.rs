//! A unit with what stands around it (机构), and finding units and people.

use app::queries::office::{self, Found, PartnerRow, UnitPage, UnitRow};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use std::collections::BTreeMap;

use super::{act_of, offered};
use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/office/unit.html")]
struct Page {
    spine: Spine,
    page: UnitPage,
    /// What was looked for, and found.
    words: String,
    found: Found,
    /// The partner systems, on the root's page.
    partners: Vec<PartnerRow>,
    /// Noun and word of the acts the reader may perform.
    acts: Vec<(&'static str, &'static str)>,
    done: Option<&'static str>,
}

impl Page {
    fn finds(&self) -> bool {
        !self.words.trim().is_empty()
    }

    fn table<'a>(&self, zh: &'static str, units: &'a [UnitRow]) -> Table<'a> {
        Table { zh, units }
    }
}

/// Units as rows.
#[derive(Template)]
#[template(path = "desk/office/units.html")]
struct Table<'a> {
    zh: &'static str,
    units: &'a [UnitRow],
}

type Asked = Query<BTreeMap<String, String>>;

/// The root, or what was looked for.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(asked): Asked,
) -> Result<Html<String>, Problem> {
    page(&front, &signed, None, &asked).await
}

/// One unit.
pub async fn show_one(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(asked): Asked,
) -> Result<Html<String>, Problem> {
    page(&front, &signed, Some(&id), &asked).await
}

async fn page(
    front: &Shared,
    signed: &Signed,
    id: Option<&str>,
    asked: &BTreeMap<String, String>,
) -> Result<Html<String>, Problem> {
    let (app, person) = (front.app(), &signed.person);
    let told = |failure| refusal::told(front, "read-office", failure);
    let words = asked.get("q").cloned().unwrap_or_default();
    let partners = match id {
        None => office::partners(app, person).await.map_err(told)?,
        Some(_) => Vec::new(),
    };
    problem::html(&Page {
        spine: Spine::new(front, signed, Here::Office),
        page: office::unit(app, person, id).await.map_err(told)?,
        found: office::found(app, person, &words).await.map_err(told)?,
        words,
        partners,
        acts: offered(front, signed),
        done: asked
            .get("done")
            .and_then(|noun| act_of(noun).ok())
            .map(|act| act.zh),
    })
}
