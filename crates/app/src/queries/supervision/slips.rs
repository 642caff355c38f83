//! Lists of slips: drafts to be signed (待签), what is out (已发), and what a unit was sent (收到的).

use super::super::lamp::Lamp;
use super::super::reader::{Reader, seen_in_order};
use super::super::todo::{owing, shown};
use super::procedures;
use super::{Desk, PAGE, in_sight, promise, title, titled};
use crate::queries::paged;
use crate::{App, Failure, Fault, reading};
use casework::matter::supervision::SlipState;
use casework::rules::RungKind;
use casework::{PersonId, UnitId};
use serde::Serialize;
use store::{Row, Value};

/// A page of slips.
#[derive(Debug, Clone, Serialize)]
pub struct Slips {
    /// Its rows, newest first; drafts oldest first.
    pub rows: Vec<SlipRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Those about what is promised in procedures, and where their next page begins.
    pub procedures: (Vec<SlipRow>, Option<String>),
}

/// A slip in a list.
#[derive(Debug, Clone, Serialize)]
pub struct SlipRow {
    /// The number of the matter or procedure.
    pub matter: String,
    /// The address of its page.
    pub of: String,
    /// Its title.
    pub title: String,
    /// The slip's number within it.
    pub slip: i64,
    /// 督办单.
    pub kind_zh: &'static str,
    /// 督办〔2026〕7号, or empty.
    pub number: String,
    /// About which promise.
    pub promise: String,
    /// Whose.
    pub organ: String,
    /// To whom.
    pub to: String,
    /// When it was drafted, or signed.
    pub at: String,
    /// Where it stands.
    pub state: SlipState,
    /// The lamp of its time to answer, while an answer is owed.
    pub lamp: Option<Lamp>,
    /// Whether the reader's role may sign it, where it is a draft.
    pub mine: bool,
}

/// Which slips of an organ are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Which {
    /// In one state alone.
    pub state: Option<SlipState>,
    /// To one unit alone.
    pub to: Option<UnitId>,
}

/// Where the pages of a list begin that has slips of matters and of procedures.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pages<'a> {
    /// After which slip of a matter.
    pub matters: Option<&'a str>,
    /// After which slip of a procedure.
    pub procedures: Option<&'a str>,
}

/// The states in which a unit was sent a slip: each is one range of an index, read in its order.
pub(super) const RECEIVED: [&str; 4] = ["sent", "returned", "answered", "accepted"];

const COLUMNS: &str = "s.sort_key, s.matter_id, s.slip, s.kind, s.number, s.rule, s.organ, s.to_unit, \
                       s.drafted_at, s.signed_at, s.state, s.answer_due_at, m.number";

/// Drafts of the reader's organ that wait for a signature.
///
/// # Errors
/// The reader supervises nothing, or a fault.
pub async fn drafts(app: &App, person: &PersonId, pages: Pages<'_>) -> Result<Slips, Failure> {
    let desk = Desk::of(app, person).await?;
    reading::record_list(app, person, "slip-drafts").await?;
    let (sql, params) = drafts_asked(&desk, pages.matters);
    let rows = app.store().rows(&sql, &params).await?;
    let page = page(app, &desk.reader, rows).await?;
    let procedures = Box::pin(procedures::drafts(app, &desk, pages.procedures)).await?;
    Ok(Slips { procedures, ..page })
}

/// What the reader's organ sent.
///
/// # Errors
/// The reader supervises nothing, or a fault.
pub async fn sent(
    app: &App,
    person: &PersonId,
    which: &Which,
    pages: Pages<'_>,
) -> Result<Slips, Failure> {
    let desk = Desk::of(app, person).await?;
    reading::record_list(app, person, "slips").await?;
    let (sql, params) = sent_asked(&desk, which, pages.matters);
    let rows = app.store().rows(&sql, &params).await?;
    let page = page(app, &desk.reader, rows).await?;
    let procedures = Box::pin(procedures::sent(app, &desk, which, pages.procedures)).await?;
    Ok(Slips { procedures, ..page })
}

/// Slips that the reader's own units owe an answer to, and were sent before: those owed first.
///
/// # Errors
/// The database does not answer.
pub async fn received(app: &App, person: &PersonId) -> Result<Slips, Fault> {
    let reader = Reader::of(app, person).await?;
    reading::record_list(app, person, "slips-received").await?;
    let mut rows = Vec::new();
    for unit in owing(app, &reader) {
        for state in RECEIVED {
            let (sql, params) = received_asked(person, &unit, state);
            rows.extend(app.store().rows(&sql, &params).await?);
        }
    }
    let mut page = page_of(app, &reader, rows, usize::MAX).await?;
    page.rows
        .sort_by_key(|row| (!row.state.is_owed(), std::cmp::Reverse(row.at.clone())));
    page.rows.truncate(PAGE);
    page.procedures = Box::pin(procedures::received(app, &reader, &owing(app, &reader))).await?;
    Ok(page)
}

/// The statement of a page of drafts, the oldest first.
pub(super) fn drafts_asked(desk: &Desk, after: Option<&str>) -> (String, Vec<Value>) {
    let mut params = desk.params();
    let mut condition = format!(
        "s.state = 'draft' AND {} AND {}",
        seen_in_order("s", 1),
        in_sight("s", 2)
    );
    if let Some(after) = after {
        params.push(after.into());
        condition.push_str(" AND s.sort_key > $3");
    }
    params.push((PAGE as i64 + 1).into());
    let sql = format!(
        "SELECT {COLUMNS} FROM slips s JOIN matters m ON m.matter_id = s.matter_id \
         WHERE s.organ = $2 AND {condition} ORDER BY s.sort_key LIMIT ${}",
        params.len()
    );
    (sql, params)
}

/// The statement of a page of what an organ sent, the newest first.
pub(super) fn sent_asked(desk: &Desk, which: &Which, after: Option<&str>) -> (String, Vec<Value>) {
    let mut params = desk.params();
    let mut condition = format!(
        "s.signed_at IS NOT NULL AND {} AND {}",
        seen_in_order("s", 1),
        in_sight("s", 2)
    );
    let mut narrow = |column: &str, value: Value| {
        params.push(value);
        condition.push_str(&format!(" AND {column} ${}", params.len()));
    };
    if let Some(state) = which.state {
        narrow("s.state =", state.as_str().into());
    }
    if let Some(to) = &which.to {
        narrow("s.to_unit =", to.as_str().into());
    }
    if let Some(after) = after {
        narrow("s.sort_key <", after.into());
    }
    params.push((PAGE as i64 + 1).into());
    let sql = format!(
        "SELECT {COLUMNS} FROM slips s JOIN matters m ON m.matter_id = s.matter_id \
         WHERE s.organ = $2 AND {condition} ORDER BY s.sort_key DESC LIMIT ${}",
        params.len()
    );
    (sql, params)
}

/// The statement of what a unit was sent and stands in one state, the newest first.
pub(super) fn received_asked(
    person: &PersonId,
    unit: &UnitId,
    state: &str,
) -> (String, Vec<Value>) {
    let sql = format!(
        "SELECT {COLUMNS} FROM slips s JOIN matters m ON m.matter_id = s.matter_id \
         WHERE s.to_unit = $2 AND s.state = $3 AND {} AND EXISTS (SELECT 1 FROM visible v \
         WHERE v.unit_id = m.holder AND v.matter_id = s.matter_id) \
         ORDER BY s.sort_key DESC LIMIT $4",
        seen_in_order("s", 1)
    );
    let params = vec![
        person.as_str().into(),
        unit.as_str().into(),
        state.into(),
        (PAGE as i64).into(),
    ];
    (sql, params)
}

async fn page(app: &App, reader: &Reader, rows: Vec<Row>) -> Result<Slips, Fault> {
    page_of(app, reader, rows, PAGE).await
}

async fn page_of(
    app: &App,
    reader: &Reader,
    mut rows: Vec<Row>,
    most: usize,
) -> Result<Slips, Fault> {
    let next = paged(&mut rows, most, |row| Ok(row.text(0)?.to_owned()))?;
    let titles = titled(app, reader, &rows, 1).await?;
    let mut lines = Vec::new();
    for row in &rows {
        let title = title(&titles, row.text(1)?);
        lines.push(line(app, reader, row, title)?);
    }
    Ok(Slips {
        rows: lines,
        next,
        procedures: (Vec::new(), None),
    })
}

fn line(app: &App, reader: &Reader, row: &Row, title: String) -> Result<SlipRow, Fault> {
    let kind = super::plan::kind_of(row.text(3)?)?;
    let word = row.text(10)?;
    let state =
        SlipState::parse(word).ok_or_else(|| Fault::Stored(format!("slips.state `{word}`")))?;
    let name = |id: &str| reader.office.unit_name(&UnitId::from(id)).to_owned();
    let due = row.opt_int(11)?.filter(|_| state.is_owed());
    Ok(SlipRow {
        matter: row.text(12)?.to_owned(),
        of: format!("/desk/matters/{}", row.text(12)?),
        title,
        slip: row.int(2)?,
        kind_zh: kind.zh(),
        number: row.opt_text(4)?.unwrap_or_default().to_owned(),
        promise: promise(app, row.text(5)?).to_owned(),
        organ: name(row.text(6)?),
        to: name(row.text(7)?),
        at: shown(row.opt_int(9)?.unwrap_or(row.int(8)?)),
        state,
        lamp: due.map(|due| Lamp::of_instant(app, due, reader.now)),
        mine: signs(app, reader, row.text(5)?, kind),
    })
}

/// Whether a post of the reader signs slips of a kind about a promise.
pub(super) fn signs(app: &App, reader: &Reader, rule: &str, kind: RungKind) -> bool {
    let rung = app.rules().rung_for(rule, kind);
    let mut posts = reader.office.posts_of(&reader.person, reader.on());
    posts.any(|post| rung.is_some_and(|rung| rung.signs.contains(&post.role)))
}
