//! Who is asked to decide, answer or read (研判审定): lists of what waits for a reader, one kind a list.

mod exclusions;
mod tray;

pub use exclusions::{Excluded, Exclusions, Period, exclusions};
pub use tray::{Tray, TrayRow, tray};

use super::lamp::Lamp;
use super::reader::{Reader, seen};
use super::todo;
use crate::{App, Fault, reading, vault};
use casework::matter::Class;
use casework::matter::rows::Asked;
use casework::{PersonId, UnitId};
use serde::Serialize;
use store::Value;

/// A matter that waits for somebody.
#[derive(Debug, Clone, Serialize)]
pub struct Waiting {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its stage, in words.
    pub stage_zh: &'static str,
    /// Its class, or empty.
    pub class_zh: &'static str,
    /// Since when it waits.
    pub since: String,
    /// Its nearest promise.
    pub lamp: Lamp,
    /// Whether what was asked is done.
    pub done: bool,
    #[serde(skip)]
    id: String,
    #[serde(skip)]
    at: i64,
}

/// The page of what waits for a reader.
#[derive(Debug, Clone, Serialize)]
pub struct Desk {
    /// Studies in which the reader's office is asked for its opinion.
    pub opinions: Vec<Waiting>,
    /// Studies the reader is named to decide.
    pub decisions: Vec<Waiting>,
    /// Instructions entered in the reader's name: open ones first.
    pub entries: Vec<Waiting>,
}

/// Rows of a list at most.
pub(super) const LIST_MAX: usize = 50;

/// What waits for a reader, but for what has a page of its own.
///
/// # Errors
/// The database does not answer.
pub async fn desk(app: &App, person: &PersonId) -> Result<Desk, Fault> {
    let reader = Reader::of(app, person).await?;
    reading::record_list(app, person, "deciding").await?;
    let me = [person.to_string()];
    let posts = reader.office.posts_of(person, reader.on());
    let units: Vec<String> = posts.map(|post| post.unit.to_string()).collect();
    let open = |kind, who| Sought {
        kind,
        who,
        done: false,
        after: None,
        since: None,
    };
    let opinions = waiting(app, &reader, open(Asked::Opine, &units)).await?;
    let decisions = waiting(app, &reader, open(Asked::Decide, &me)).await?;
    let mut entries = waiting(app, &reader, open(Asked::Check, &me)).await?;
    let checked = Sought {
        done: true,
        ..open(Asked::Check, &me)
    };
    entries.extend(waiting(app, &reader, checked).await?);
    Ok(Desk {
        opinions: titled(app, &reader, opinions).await?,
        decisions: titled(app, &reader, decisions).await?,
        entries: titled(app, &reader, entries).await?,
    })
}

/// What is looked for.
pub(super) struct Sought<'a> {
    pub(super) kind: Asked,
    /// Persons or units asked.
    pub(super) who: &'a [String],
    pub(super) done: bool,
    /// Where the last page ended: since when, and which matter.
    pub(super) after: Option<(i64, String)>,
    /// Not before.
    pub(super) since: Option<i64>,
}

/// What waits, oldest first, one more than a list holds; titles are opened afterwards, all at once.
///
/// One asked person or unit at a time: each is a range of the index in the order wanted. The reader
/// must still be able to see the matter: it may have gone elsewhere, or been closed to them (T3, T4).
pub(super) async fn waiting(
    app: &App,
    reader: &Reader,
    sought: Sought<'_>,
) -> Result<Vec<Waiting>, Fault> {
    let units = reader.units.iter().map(UnitId::as_str);
    let own = reader
        .office
        .posts_of(&reader.person, reader.on())
        .map(|post| post.unit.as_str());
    let (list, visible) = store::list(8, units.chain(own));
    let sql = format!(
        "SELECT m.matter_id, m.number, m.stage, m.class, a.since_at, m.due_at, a.done \
         FROM asked a JOIN matters m ON m.matter_id = a.matter_id \
         WHERE a.who = $2 AND a.kind = $3 AND a.done = $4 \
         AND (a.since_at > $5 OR (a.since_at = $5 AND a.matter_id > $6)) AND {} \
         AND EXISTS (SELECT 1 FROM visible v WHERE v.matter_id = a.matter_id AND v.unit_id IN {list}) \
         ORDER BY a.since_at, a.matter_id LIMIT $7",
        seen("a", 1)
    );
    let (at, id) = sought
        .after
        .unwrap_or((sought.since.map_or(i64::MIN, |at| at - 1), "~".into()));
    let limit = LIST_MAX as i64 + 1;
    let mut rows = Vec::new();
    for who in sought.who {
        let mut params: Vec<Value> = vec![
            reader.person.as_str().into(),
            who.as_str().into(),
            sought.kind.as_str().into(),
            Value::Bool(sought.done),
            at.into(),
            id.as_str().into(),
            limit.into(),
        ];
        params.extend(visible.iter().cloned());
        rows.extend(app.store().rows(&sql, &params).await?);
    }
    let mut found = rows
        .iter()
        .map(|row| line(app, reader, row))
        .collect::<Result<Vec<_>, _>>()?;
    found.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    found.dedup_by(|a, b| a.id == b.id);
    found.truncate(LIST_MAX + 1);
    Ok(found)
}

fn line(app: &App, reader: &Reader, row: &store::Row) -> Result<Waiting, Fault> {
    let class = row.opt_text(3)?.and_then(Class::parse);
    let at = row.int(4)?;
    Ok(Waiting {
        number: row.text(1)?.to_owned(),
        title: String::new(),
        stage_zh: todo::stage(row.text(2)?)?.zh(),
        class_zh: class.map_or("", Class::zh),
        since: todo::shown(at),
        lamp: Lamp::of_instant(app, row.int(5)?, reader.now),
        done: row.bool(6)?,
        id: row.text(0)?.to_owned(),
        at,
    })
}

/// Opens the titles of rows.
pub(super) async fn titled(
    app: &App,
    reader: &Reader,
    mut rows: Vec<Waiting>,
) -> Result<Vec<Waiting>, Fault> {
    let streams: Vec<String> = rows
        .iter()
        .map(|row| format!("matter-{}", row.id))
        .collect();
    if streams.is_empty() {
        return Ok(rows);
    }
    let mut titles = vault::of_purpose(app, &reader.opener(), &streams, "receive.title").await?;
    for (row, stream) in rows.iter_mut().zip(&streams) {
        row.title = titles
            .remove(stream)
            .unwrap_or_else(|| vault::ERASED.to_owned());
    }
    Ok(rows)
}

/// Where a page ended, as its address names it; what cannot be read begins at the beginning.
pub(super) fn cursor(word: Option<&str>) -> Option<(i64, String)> {
    let (at, id) = word?.split_once('-')?;
    let plain = id.len() <= 36 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    Some((at.parse().ok()?, id.to_owned())).filter(|_| plain)
}

/// The address of what follows a full list.
pub(super) fn next(rows: &mut Vec<Waiting>) -> Option<String> {
    if rows.len() <= LIST_MAX {
        return None;
    }
    rows.truncate(LIST_MAX);
    rows.last().map(|last| format!("{}-{}", last.at, last.id))
}
