//! Supervision (督办): what goes out tomorrow, what waits for a signature, what is out, whom to urge, and
//! the figures of it per unit. Codes and ids come from read tables; titles and words are opened for this
//! reader, and lists leave out what the reader may not know of (T3, T4). No page says who reported.
//!
//! | module | is |
//! |---|---|
//! | `plan` | the plan of tomorrow, and what is held back |
//! | `slips` | lists of slips: to be signed, out, received |
//! | `slip` | one slip |
//! | `procedures` | the same of promises in procedures |
//! | `late` | what is overdue, unit by unit, and the call slip |
//! | `figures` | slips, suggestions and urgings per unit |
//! | `counted` | what each of these figures counts |
//! | `told` | what of it a reader is told |
//! | `accountability` | cases of accountability, and what nobody answered for |

pub mod accountability;
pub mod counted;
pub mod figures;
pub mod late;
pub mod plan;
#[cfg(test)]
mod plans;
pub mod procedures;
pub mod slip;
pub mod slips;
pub(super) mod told;

use super::reader::Reader;
use super::titles;
use crate::{App, Failure, Fault, vault};
use casework::access;
use casework::office::Office;
use casework::{PersonId, UnitId};
use std::collections::HashMap;
use store::{Row, Value};

/// Rows on one page.
pub(super) const PAGE: usize = 30;

/// A reader at the desk of an organ that supervises.
pub(super) struct Desk {
    pub(super) reader: Reader,
    pub(super) organ: UnitId,
}

impl Desk {
    /// The desk of a person whose post grants an act of supervision.
    pub(super) async fn of(app: &App, person: &PersonId) -> Result<Self, Failure> {
        let reader = Reader::of(app, person).await?;
        let organ = organ_of(app, &reader);
        let organ = organ.ok_or_else(|| Failure::Forbidden {
            act: "登记催办".to_owned(),
        })?;
        Ok(Self { reader, organ })
    }

    /// The first parameters of every list: who reads, and for which organ.
    pub(super) fn params(&self) -> Vec<Value> {
        vec![
            self.reader.person.as_str().into(),
            self.organ.as_str().into(),
        ]
    }
}

/// The organ of the first post by which a reader supervises.
fn organ_of(app: &App, reader: &Reader) -> Option<UnitId> {
    let mut posts = reader.office.posts_of(&reader.person, reader.on());
    let post = posts.find(|post| supervises(app, &post.role))?;
    reader.office.organ_of(&post.unit).cloned()
}

/// Whether a role supervises at all.
pub fn supervises(app: &App, role: &str) -> bool {
    let mut all = access::Relation::ALL.iter();
    all.any(|relation| access::grants(app.rules(), role, "urge", &[*relation]))
}

/// Whether the organ of parameter `$organ` may see the matter of a row. The inner table has a name that no
/// listed row has: a row compared with itself would be seen by everybody.
pub(super) fn in_sight(v: &str, organ: usize) -> String {
    format!(
        "EXISTS (SELECT 1 FROM visible sight WHERE sight.unit_id = ${organ} \
         AND sight.matter_id = {v}.matter_id)"
    )
}

/// Titles of the matters of some rows; `at` is the column with the id.
pub(super) async fn titled(
    app: &App,
    reader: &Reader,
    rows: &[Row],
    at: usize,
) -> Result<HashMap<String, String>, Fault> {
    let mut streams = Vec::new();
    for row in rows {
        streams.push(format!("matter-{}", row.text(at)?));
    }
    streams.dedup();
    titles::titles(app, reader, &streams).await
}

pub(super) fn title(titles: &HashMap<String, String>, matter: &str) -> String {
    let title = titles.get(&format!("matter-{matter}"));
    title.map_or_else(|| vault::ERASED.to_owned(), String::clone)
}

/// A promise in words.
pub(super) fn promise<'a>(app: &'a App, rule: &'a str) -> &'a str {
    app.rules().clock(rule).map_or(rule, |rule| &*rule.name)
}

/// The organs right below an organ, and the organ itself with its offices: whose promises it watches.
pub(super) fn below(office: &Office, organ: &UnitId) -> Vec<UnitId> {
    let mut units = vec![organ.clone()];
    let mut open = vec![organ.clone()];
    while let Some(unit) = open.pop() {
        for child in office.children_of(&unit) {
            units.push(child.clone());
            open.push(child.clone());
        }
    }
    units
}

/// A cursor's parts.
pub(super) fn cut<const N: usize>(cursor: &str) -> Option<[&str; N]> {
    let parts: Vec<&str> = cursor.split('~').collect();
    parts.try_into().ok()
}
