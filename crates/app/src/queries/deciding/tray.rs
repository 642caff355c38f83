//! A leader's reading (领导阅批, P-25): what waits for the leader's instruction, and what was laid before
//! them, oldest first, one matter once.

use super::{LIST_MAX, Sought, Waiting, titled, waiting};
use crate::queries::reader::Reader;
use crate::queries::todo;
use crate::{App, Failure, Fault, reading};
use casework::PersonId;
use casework::access;
use casework::matter::rows::Asked;
use serde::Serialize;
use std::collections::BTreeSet;

/// What a leader has to read.
#[derive(Debug, Clone, Serialize)]
pub struct Tray {
    /// Its matters.
    pub rows: Vec<TrayRow>,
    /// Whether there are more than are listed.
    pub more: bool,
}

/// A matter to be read.
#[derive(Debug, Clone, Serialize)]
pub struct TrayRow {
    /// The matter.
    pub waiting: Waiting,
    /// Why it is here: 待批示 or 呈阅.
    pub why: &'static str,
}

/// The tray of a leader.
///
/// # Errors
/// The person reads for nobody ([`Failure::Forbidden`]), or the database does not answer.
pub async fn tray(app: &App, person: &PersonId) -> Result<Tray, Failure> {
    let reader = Reader::of(app, person).await?;
    if !reads(app, &reader) {
        return Err(Failure::Forbidden {
            act: "圈阅".to_owned(),
        });
    }
    reading::record_list(app, person, "reading").await?;
    let me = [person.to_string()];
    let sought = Sought {
        kind: Asked::Read,
        who: &me,
        done: false,
        after: None,
        since: None,
    };
    let presented = waiting(app, &reader, sought).await?;
    let units: Vec<String> = todo::owing(app, &reader)
        .iter()
        .map(ToString::to_string)
        .collect();
    let sought = Sought {
        kind: Asked::Instruct,
        who: &units,
        done: false,
        after: None,
        since: None,
    };
    let uninstructed = waiting(app, &reader, sought).await?;
    let circled = circled(app, &reader, &uninstructed).await?;
    let mut rows = Vec::new();
    let mut known = BTreeSet::new();
    let fresh = uninstructed
        .into_iter()
        .filter(|row| !circled.contains(&row.id));
    for (why, row) in presented
        .into_iter()
        .map(|row| ("呈阅", row))
        .chain(fresh.map(|row| ("待批示", row)))
    {
        if known.insert(row.id.clone()) {
            rows.push((why, row));
        }
    }
    rows.sort_by(|a, b| (a.1.at, &a.1.id).cmp(&(b.1.at, &b.1.id)));
    let more = rows.len() > LIST_MAX;
    rows.truncate(LIST_MAX);
    let whys: Vec<&'static str> = rows.iter().map(|(why, _)| *why).collect();
    let waiting = titled(app, &reader, rows.into_iter().map(|(_, row)| row).collect()).await?;
    let rows = waiting
        .into_iter()
        .zip(whys)
        .map(|(waiting, why)| TrayRow { waiting, why });
    Ok(Tray {
        rows: rows.collect(),
        more,
    })
}

/// Whether a post of the reader reads for the organ.
fn reads(app: &App, reader: &Reader) -> bool {
    let mut posts = reader.office.posts_of(&reader.person, reader.on());
    posts.any(|post| access::grants(app.rules(), &post.role, "circle", access::Relation::ALL))
}

/// Which of the matters the reader has circled already.
async fn circled(app: &App, reader: &Reader, rows: &[Waiting]) -> Result<BTreeSet<String>, Fault> {
    let (list, more) = store::list(3, rows.iter().map(|row| &*row.id));
    let sql = format!(
        "SELECT matter_id FROM asked WHERE who = $1 AND kind = $2 AND done AND matter_id IN {list}"
    );
    let mut params = vec![reader.person.as_str().into(), Asked::Read.as_str().into()];
    params.extend(more);
    let rows = app.store().rows(&sql, &params).await?;
    rows.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
}
