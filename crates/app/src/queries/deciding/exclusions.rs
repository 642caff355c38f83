//! The list of exclusions to be reviewed (三类件审定, S1-32): each with its reason and the body to be told.

use super::{Sought, Waiting, cursor, next, titled, waiting};
use crate::queries::reader::Reader;
use crate::queries::todo;
use crate::stream::{self, MatterEvent};
use crate::vault;
use crate::{App, Failure, Fault, reading};
use casework::PersonId;
use casework::access;
use casework::codes;
use casework::matter::rows::Asked;
use casework::matter::steps::Event;
use serde::Serialize;

codes! {
    /// For which days the list is looked at.
    pub enum Period {
        /// What was excluded today.
        Day = "day" => "今日",
        /// This month.
        Month = "month" => "本月",
        /// All that waits.
        All = "all" => "全部",
    }
}

/// A page of the list.
#[derive(Debug, Clone, Serialize)]
pub struct Exclusions {
    /// For which days.
    pub period: Period,
    /// Its rows.
    pub rows: Vec<Excluded>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// An exclusion to be reviewed.
#[derive(Debug, Clone, Serialize)]
pub struct Excluded {
    /// The matter.
    pub waiting: Waiting,
    /// Why it was excluded.
    pub reason: String,
    /// The body the reporter is to be told, or empty.
    pub body: String,
    /// Who proposed it.
    pub by: String,
}

/// The exclusions that wait for the reader's review.
///
/// # Errors
/// The reader reviews none ([`Failure::Forbidden`]), or the database does not answer.
pub async fn exclusions(
    app: &App,
    person: &PersonId,
    period: Period,
    after: Option<&str>,
) -> Result<Exclusions, Failure> {
    let reader = Reader::of(app, person).await?;
    let mut posts = reader.office.posts_of(person, reader.on());
    let reviews =
        |role: &str| access::grants(app.rules(), role, "review-exclusion", access::Relation::ALL);
    if !posts.any(|post| reviews(&post.role)) {
        return Err(Failure::Forbidden {
            act: "审定剔除".to_owned(),
        });
    }
    reading::record_list(app, person, "exclusions").await?;
    let units: Vec<String> = todo::owing(app, &reader)
        .iter()
        .map(ToString::to_string)
        .collect();
    let first = match period {
        Period::Day => Some(reader.on()),
        Period::Month => Some(reader.on().first_of_month()),
        Period::All => None,
    };
    let since = first.map(|day| app.offset().midnight(day));
    let (kind, after) = (Asked::Review, cursor(after));
    let sought = Sought {
        kind,
        who: &units,
        done: false,
        after,
        since,
    };
    let mut found = waiting(app, &reader, sought).await?;
    let next = next(&mut found);
    let mut rows = Vec::new();
    for waiting in titled(app, &reader, found).await? {
        rows.push(excluded(app, &reader, waiting).await?);
    }
    Ok(Exclusions { period, rows, next })
}

/// A row with its reason: few stand on a page, so each is read from its own events.
async fn excluded(app: &App, reader: &Reader, waiting: Waiting) -> Result<Excluded, Fault> {
    let stream = format!("matter-{}", waiting.id);
    let events: Vec<MatterEvent> = stream::events(app, &stream, 0).await?;
    let texts = vault::texts(app, &reader.opener(), &stream).await?;
    let last = events
        .iter()
        .rev()
        .find_map(|recorded| match &recorded.event {
            Event::ScreenedOut(out) => Some((out, &recorded.by)),
            _ => None,
        });
    let Some((out, by)) = last else {
        let (reason, body, by) = (String::new(), String::new(), String::new());
        return Ok(Excluded {
            waiting,
            reason,
            body,
            by,
        });
    };
    let named = out.body.as_ref().and_then(|id| app.rules().body(id));
    let written = out
        .proper_body
        .as_ref()
        .map(|body| texts.of(body))
        .transpose()?;
    let body = named
        .map(|body| &*body.name)
        .or(written)
        .unwrap_or_default()
        .to_owned();
    let by = by
        .person()
        .map_or("", |person| reader.office.person_name(person));
    Ok(Excluded {
        reason: texts.of(&out.reason)?.to_owned(),
        body,
        by: by.to_owned(),
        waiting,
    })
}
