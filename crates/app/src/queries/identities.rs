//! Requests to see who reported (查看身份审批): what waits for the reader as the second person, and the
//! reader's own requests. The same words and rows whether there is an identity or not (T2). Beside them what
//! waits for the same second key: handing a demand on with its reporter's identity (P-20).

mod handings;

pub use handings::Handing;

use super::reader::{Reader, seen};
use super::todo::shown;
use crate::{App, Fault, reading, stream, vault};
use casework::access;
use casework::matter::{IdentityRequest, Matter, RequestState};
use casework::{MatterId, PersonId};
use serde::Serialize;
use store::{Row, Value};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct Identities {
    /// What the reader may decide on, oldest first.
    pub waiting: Vec<Line>,
    /// Where the next page of these begins.
    pub next: Option<String>,
    /// Demands that others would hand on with identity, most pressing first.
    pub handings: Vec<Handing>,
    /// Where the next page of these begins.
    pub handings_next: Option<String>,
    /// The reader's own requests, newest first.
    pub own: Vec<Line>,
    /// Where the next page of these begins.
    pub own_next: Option<String>,
}

/// A request in the list.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The matter's number.
    pub number: String,
    /// The matter's title.
    pub title: String,
    /// Number of the request within it.
    pub request: u32,
    /// Who asks.
    pub asker: String,
    /// The asker's unit.
    pub unit: String,
    /// To see what.
    pub what_zh: &'static str,
    /// For what.
    pub purpose: String,
    /// When it was asked.
    pub asked_at: String,
    /// Where it stands.
    pub state_zh: &'static str,
    /// Who decided, or empty.
    pub approver: String,
}

/// Rows of a list on one page.
const PAGE: usize = 20;

/// From where on each list of the page is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cursors<'a> {
    /// Requests to see an identity that wait.
    pub waiting: Option<&'a str>,
    /// Demands to be handed on.
    pub handings: Option<&'a str>,
    /// The reader's own.
    pub own: Option<&'a str>,
}

/// The page of a reader; each list goes on where its cursor points.
///
/// # Errors
/// The database does not answer.
pub async fn identities(
    app: &App,
    person: &PersonId,
    after: Cursors<'_>,
) -> Result<Identities, Fault> {
    let reader = Reader::of(app, person).await?;
    reading::record_list(app, person, "identities").await?;
    let (waiting, next) = page(app, &reader, &waiting(&reader), after.waiting, true).await?;
    let (own, own_next) = page(app, &reader, OWN, after.own, false).await?;
    let (handings, handings_next) = handings::waiting(app, &reader, after.handings).await?;
    Ok(Identities {
        waiting,
        next,
        handings,
        handings_next,
        own,
        own_next,
    })
}

const OWN: &str = "q.asker = $1";

/// What waits, seen by the reader's units, and is not the reader's own.
fn waiting(reader: &Reader) -> String {
    let units: Vec<String> = (2..2 + reader.units.len())
        .map(|n| format!("${n}"))
        .collect();
    if units.is_empty() {
        return "1 = 0".to_owned();
    }
    format!(
        "q.state = 'asked' AND q.asker <> $1 AND EXISTS (SELECT 1 FROM visible v \
         WHERE v.unit_id IN ({}) AND v.matter_id = q.matter_id)",
        units.join(", ")
    )
}

async fn page(
    app: &App,
    reader: &Reader,
    which: &str,
    after: Option<&str>,
    oldest_first: bool,
) -> Result<(Vec<Line>, Option<String>), Fault> {
    let rows = rows(app, reader, which, after, oldest_first).await?;
    let more = rows.len() > PAGE;
    let last = rows
        .iter()
        .take(PAGE)
        .next_back()
        .map(cursor_of)
        .transpose()?;
    let mut lines = Vec::new();
    for row in rows.iter().take(PAGE) {
        lines.extend(line(app, reader, row, oldest_first).await?);
    }
    Ok((lines, last.filter(|_| more)))
}

async fn rows(
    app: &App,
    reader: &Reader,
    which: &str,
    after: Option<&str>,
    oldest_first: bool,
) -> Result<Vec<Row>, Fault> {
    let mut params: Vec<Value> = vec![reader.person.as_str().into()];
    if which != OWN {
        params.extend(reader.units.iter().map(|unit| unit.as_str().into()));
    }
    let (order, comparison) = if oldest_first {
        ("ASC", ">")
    } else {
        ("DESC", "<")
    };
    let mut condition = format!("{which} AND {}", seen("q", 1));
    if let Some((at, matter, request)) = after.and_then(parsed) {
        let n = params.len();
        params.extend([at.into(), matter.into(), request.into()]);
        condition.push_str(&format!(
            " AND (q.asked_at, q.matter_id, q.request) {comparison} (${}, ${}, ${})",
            n + 1,
            n + 2,
            n + 3
        ));
    }
    params.push((PAGE as i64 + 1).into());
    let sql = format!(
        "SELECT q.asked_at, q.matter_id, q.request FROM identity_requests q WHERE {condition} \
         ORDER BY q.asked_at {order}, q.matter_id {order}, q.request {order} LIMIT ${}",
        params.len()
    );
    Ok(app.store().rows(&sql, &params).await?)
}

fn cursor_of(row: &Row) -> Result<String, Fault> {
    Ok(format!("{}~{}~{}", row.int(0)?, row.text(1)?, row.int(2)?))
}

fn parsed(cursor: &str) -> Option<(i64, String, i64)> {
    let mut parts = cursor.splitn(3, '~');
    let at = parts.next()?.parse().ok()?;
    let matter: MatterId = parts.next()?.parse().ok()?;
    Some((at, matter.to_string(), parts.next()?.parse().ok()?))
}

/// A request in words; nothing where the reader has no right to decide on it after all.
async fn line(
    app: &App,
    reader: &Reader,
    row: &Row,
    deciding: bool,
) -> Result<Option<Line>, Fault> {
    let word = row.text(1)?;
    let id: MatterId = word
        .parse()
        .map_err(|_| Fault::Stored(format!("identity_requests.matter_id `{word}`")))?;
    let matter = stream::matter(app, id).await?;
    let known = |request: &&IdentityRequest| i64::from(request.number) == row.int(2).unwrap_or(0);
    let Some(request) = matter.identity_requests.iter().find(known) else {
        return Ok(None);
    };
    if deciding && !may_decide(app, reader, &matter, request) {
        return Ok(None);
    }
    let texts = vault::texts(app, &reader.opener(), &id.stream()).await?;
    let title = match matter.reports.first() {
        Some(report) => texts.of(&report.title)?.to_owned(),
        None => String::new(),
    };
    let name = |person: &PersonId| reader.office.person_name(person).to_owned();
    Ok(Some(Line {
        number: matter.number.clone(),
        title,
        request: request.number,
        asker: name(&request.asker),
        unit: reader.office.unit_name(&request.unit).to_owned(),
        what_zh: request.what.zh(),
        purpose: texts.of(&request.purpose)?.to_owned(),
        asked_at: shown(request.asked_at),
        state_zh: request.state.zh(),
        approver: request.approver.as_ref().map(name).unwrap_or_default(),
    }))
}

fn may_decide(app: &App, reader: &Reader, matter: &Matter, request: &IdentityRequest) -> bool {
    let (office, rules) = (&reader.office, app.rules());
    let (person, act) = (&reader.person, "decide-identity");
    let actor = access::permit(office, rules, person, act, Some(matter), reader.on());
    let organ = actor
        .as_ref()
        .and_then(|actor| office.organ_of(actor.unit()?));
    request.state == RequestState::Asked
        && request.asker != reader.person
        && organ.is_some_and(|organ| matter.original_with(office, organ))
}
