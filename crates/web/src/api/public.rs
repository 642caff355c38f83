//! What anyone may ask: where a report stands, the proof of its filing, the ledger's checkpoint, the
//! organs to report to, and when a term ends.

use app::evidence;
use app::queries::{office, status};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use calendar::{Day, Term};
use jiff::civil::{Date, DateTime};
use serde::Serialize;
use utoipa::ToSchema;

use super::failure::Failed;
use super::handing::{ConsentAsked, Gone};
use super::sent::{Asked, Part};
use crate::shell::limits::Toll;
use crate::shell::peer::Peer;
use crate::site::Shared;

/// Where a report stands; its result is told one to one, never here.
#[derive(Debug, Serialize, ToSchema)]
pub struct Progress {
    /// The number given on filing.
    number: String,
    /// `received`, `accepted`, `handling` or `concluded`.
    status: String,
    /// The same in Chinese.
    status_zh: String,
    /// The day it was received.
    received_on: String,
    /// What the office asks the reporter: answered by `POST /reports/own/answers`.
    questions: Vec<Question>,
    /// What the reporter is asked before a demand goes to another body: answered by
    /// `POST /reports/own/consent-answers`, until it has gone.
    consents: Vec<ConsentAsked>,
    /// What went to which body, and what of the reporter went along.
    gone: Vec<Gone>,
    /// Whether more may be added by `POST /reports/own/supplements`.
    may_add: bool,
    /// The code that takes the place of a one-time code from the desk, shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    new_query_code: Option<String>,
}

/// A question of the office to the reporter of the code.
#[derive(Debug, Serialize, ToSchema)]
pub struct Question {
    /// What the answer names.
    number: String,
    /// The day it was asked.
    asked_on: String,
    /// The question.
    text: String,
}

impl From<status::AskedView> for Question {
    fn from(view: status::AskedView) -> Self {
        let status::AskedView {
            number,
            asked_on,
            text,
        } = view;
        Self {
            number,
            asked_on,
            text,
        }
    }
}

/// Tells where the report of a query code stands. A wrong code and an unknown one look the same.
pub async fn status(
    State(front): State<Shared>,
    peer: Peer,
    headers: HeaderMap,
    asked: Asked,
) -> Result<Json<Progress>, Failed> {
    if !front.limiter.is_within(peer, Toll::Lookup) {
        return Err(Failed::too_many());
    }
    let header = headers
        .get("query-code")
        .and_then(|value| value.to_str().ok());
    let code = header
        .or_else(|| asked.get("query_code"))
        .unwrap_or_default();
    let code = front.app().code(code);
    let (code, new_code) = match front.app().exchange(&code).await? {
        Some((new, digest)) => (digest, Some(new)),
        None => (code, None),
    };
    let page = status::status(front.app(), &code)
        .await?
        .ok_or_else(Failed::not_found)?;
    Ok(Json(Progress {
        new_query_code: new_code,
        ..page.into()
    }))
}

impl From<status::StatusPage> for Progress {
    fn from(page: status::StatusPage) -> Self {
        Self {
            number: page.number,
            status: page.status.to_owned(),
            status_zh: page.status_zh.to_owned(),
            received_on: page.received_on,
            questions: page.questions.into_iter().map(Question::from).collect(),
            consents: page
                .handing
                .asks
                .into_iter()
                .map(ConsentAsked::from)
                .collect(),
            gone: page.handing.gone.into_iter().map(Gone::from).collect(),
            may_add: page.may_add,
            new_query_code: None,
        }
    }
}

/// The proof that a filing is in the ledger.
pub async fn receipt(State(front): State<Shared>, Part(leaf): Part) -> Result<String, Failed> {
    let proof = evidence::receipt(front.app(), &leaf).await?;
    Ok(proof.ok_or_else(Failed::not_found)?.text)
}

/// The newest signed checkpoint.
pub async fn checkpoint(State(front): State<Shared>) -> Result<String, Failed> {
    evidence::checkpoint(front.app())
        .await?
        .ok_or_else(Failed::not_found)
}

/// The organs that take reports.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicUnits {
    /// The organs, province first.
    units: Vec<PublicUnit>,
}

/// An organ that takes reports.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicUnit {
    /// What a report names in `unit`.
    id: String,
    /// Its name.
    name: String,
    /// Where it is.
    place: String,
    /// Its level: `province`, `city`, `county`.
    level: &'static str,
    /// The organ above it.
    #[schema(required)]
    parent: Option<String>,
}

/// Lists the organs that take reports.
pub async fn units(State(front): State<Shared>) -> Result<Json<PublicUnits>, Failed> {
    let known = app::office::current(front.app()).await?;
    let told = |unit: office::PublicUnit| {
        let office::PublicUnit {
            id,
            name,
            place,
            level,
            parent,
        } = unit;
        PublicUnit {
            id,
            name,
            place,
            level,
            parent,
        }
    };
    Ok(Json(PublicUnits {
        units: office::receivers(&known).into_iter().map(told).collect(),
    }))
}

/// When a term ends.
#[derive(Debug, Serialize, ToSchema)]
pub struct DueOn {
    /// The day.
    due_on: String,
    /// Its last second, or the end of the last hour; local time.
    due_at: String,
    /// Whether it rests on a day that is not published (暂定).
    provisional: bool,
    /// Day by day, why; empty unless asked for.
    days: Vec<DueDay>,
}

/// A day of a term.
#[derive(Debug, Serialize, ToSchema)]
pub struct DueDay {
    /// The day.
    on: String,
    /// 周一 to 周日.
    weekday: &'static str,
    /// Whether offices work on it.
    working: bool,
    /// How much of the term is used up by its end; null on days that do not count.
    #[schema(required)]
    counted: Option<u32>,
    /// What the day is, in Chinese.
    note: String,
    /// Whether what is said of it is not published yet.
    provisional: bool,
}

impl From<Day> for DueDay {
    fn from(day: Day) -> Self {
        let Day {
            on,
            weekday,
            working,
            counted,
            note,
            provisional,
        } = day;
        Self {
            on: on.to_string(),
            weekday,
            working,
            counted,
            note,
            provisional,
        }
    }
}

/// Counts a term from a day.
pub async fn due(State(front): State<Shared>, asked: Asked) -> Result<Json<DueOn>, Failed> {
    let from = asked.get("from").and_then(start);
    let from = from.ok_or_else(|| Failed::field("from", "请按“2026-02-06”的格式填写起算日"))?;
    let term = asked.get("term").unwrap_or_default().parse::<Term>();
    let term = term.map_err(|error| Failed::field("term", &error.to_string()))?;
    let region = asked.get("region");
    let calendar = front.app().calendar();
    let beyond = |error: calendar::OutOfTable| Failed::field("from", &error.to_string());
    let due = calendar.due(from, term, region).map_err(beyond)?;
    let days = match asked.get("explain") {
        None | Some("no") => Vec::new(),
        Some("yes") => calendar.explain(from, term, region).map_err(beyond)?,
        Some(_) => return Err(Failed::field("explain", "请填 yes 或 no")),
    };
    Ok(Json(DueOn {
        due_on: due.due_on.to_string(),
        due_at: due.due_at.to_string(),
        provisional: due.provisional,
        days: days.into_iter().map(DueDay::from).collect(),
    }))
}

/// A day alone is its beginning: only terms in hours look at the time.
fn start(text: &str) -> Option<DateTime> {
    let day = text.parse::<Date>().map(|day| day.at(0, 0, 0, 0));
    text.parse::<DateTime>().or(day).ok()
}
