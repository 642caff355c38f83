//! One procedure.

use std::collections::BTreeMap;

use app::queries::procedures::{self, Minute, View};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Html;
use casework::procedure::Noun;

use super::details;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/procedures/page.html")]
struct Page {
    spine: Spine,
    view: View,
    /// What the noun shows besides, rendered by its own template.
    details: String,
    /// What was just done, in words.
    done: Option<&'static str>,
    /// The days it is about, and what they are called.
    period: Option<(&'static str, String)>,
    /// The newest entries of the minutes, and whether there are more.
    minutes: (Vec<Entry>, bool),
}

/// What somebody did at a time: acts with how often, and what that did to clocks.
struct Entry {
    at: String,
    who: String,
    acts: Vec<(&'static str, usize)>,
    clocks: Vec<(&'static str, usize)>,
}

/// Entries of the minutes at most.
const ENTRIES: usize = 40;

/// Minutes as one reads them: what one person did at one time stands in one entry, in its order.
fn entries(minutes: &[Minute]) -> Vec<Entry> {
    let together = |one: &Minute, next: &Minute| one.at == next.at && one.who == next.who;
    let mut entries = Vec::new();
    for group in minutes.chunk_by(together) {
        let mut entry = Entry {
            at: group[0].at.clone(),
            who: group[0].who.clone(),
            acts: Vec::new(),
            clocks: Vec::new(),
        };
        for minute in group.iter().rev() {
            let told = match minute.clock {
                true => &mut entry.clocks,
                false => &mut entry.acts,
            };
            match told.iter_mut().find(|(zh, _)| *zh == minute.zh) {
                Some((_, times)) => *times += 1,
                None => told.push((minute.zh, 1)),
            }
        }
        entries.push(entry);
    }
    entries
}

/// What the days are called that a noun is about.
fn of_days(noun: Noun) -> &'static str {
    match noun {
        Noun::Campaign => "起止",
        Noun::Reconciliation => "所对月份",
        Noun::Bulletin => "通报时段",
        Noun::Assessment => "考核年度",
        Noun::Review => "评查时段",
        Noun::Analysis => "分析时段",
        Noun::Inspection | Noun::Linkage | Noun::KeyCounty | Noun::Proposal => "所查时段",
    }
}

/// One procedure.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Extension(noun): Extension<Noun>,
    Path(number): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let view = procedures::view(front.app(), &signed.person, &number).await?;
    if view.noun != noun {
        return Err(Problem::of(StatusCode::NOT_FOUND));
    }
    let period = view.period.as_ref();
    let period = period.map(|(from, until)| (of_days(noun), procedures::period_zh(from, until)));
    let mut minutes = entries(&view.minutes);
    let more = minutes.len() > ENTRIES;
    minutes.truncate(ENTRIES);
    let done = query.get("done").and_then(|act| noun.act_of(act));
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Procedures),
        details: details::of(&front, &signed, noun, &number).await?,
        done: done.map(|act| act.zh),
        period,
        minutes: (minutes, more),
        view,
    })
}
