//! Candidates within the reader's rights, newest first. Nothing is opened here, and nothing that the reader may not
//! know of is counted: whether there is more says nothing about others' matters (T3).

use super::HITS_MAX;
use crate::queries::reader::{Reader, seen};
use crate::search_index::{Candidate, Parts, Plan, Stored, seek};
use crate::{App, Fault, abreast};
use casework::access::holds_original;
use casework::{MatterId, UnitId};
use std::collections::HashMap;
use store::{Row, Value};

/// A matter within the reader's rights whose tokens fit what the reader may read of it.
#[derive(Debug, Clone)]
pub(in crate::queries) struct Permitted {
    pub(in crate::queries) id: MatterId,
    /// Whether the reader gets the copy and not the original (T5).
    pub(in crate::queries) is_copy: bool,
    /// The organ through which the reader sees it.
    pub(in crate::queries) organ: UnitId,
    /// What it weighs at most, by its tokens.
    pub(in crate::queries) weight: u32,
    /// In which parts the words may stand, by its tokens.
    pub(in crate::queries) within: Parts,
}

/// What is shown of a matter and asked of it before its texts are opened.
#[derive(Debug, Clone)]
pub(in crate::queries) struct Head {
    pub(in crate::queries) number: String,
    pub(in crate::queries) stage: String,
    pub(in crate::queries) holder: String,
    pub(in crate::queries) received_at: i64,
    pub(in crate::queries) region: String,
    /// Where its texts lie.
    pub(in crate::queries) parts: Vec<Stored>,
}

/// Candidates asked about at once: somewhat more than are ranked, for a few may not be known of.
const AT_ONCE: usize = 640;

/// Of them in one of several statements asked abreast; and so many of those whose heads are asked, for a head lies in
/// more places.
const TOGETHER: usize = 32;
const HEADS_TOGETHER: usize = 4;

/// The newest matters that fit, and whether there are more of them.
pub(super) async fn permitted(
    app: &App,
    reader: &Reader,
    plans: &[Plan],
) -> Result<(Vec<Permitted>, bool), Fault> {
    let mut sought = seek(app, plans).await?;
    let mut found = Vec::new();
    while found.len() <= HITS_MAX {
        let some = sought.newest(AT_ONCE).await?;
        if some.is_empty() {
            break;
        }
        found.extend(known(app, reader, &some).await?);
    }
    let more = found.len() > HITS_MAX;
    found.truncate(HITS_MAX);
    Ok((found, more))
}

/// Those that the reader may know of, by what the reader may read of them. That a unit sees a matter is a token of it,
/// written with every change of what it is found by, and true while the entry is alive.
pub(in crate::queries) async fn known(
    app: &App,
    reader: &Reader,
    some: &[Candidate],
) -> Result<Vec<Permitted>, Fault> {
    let mut ids: Vec<String> = Vec::new();
    for candidate in some {
        let id = MatterId(uuid::Uuid::from_bytes(candidate.id)).to_string();
        if ids.last() != Some(&id) {
            ids.push(id);
        }
    }
    let statements = ids.chunks(TOGETHER).map(|some| asking(reader, some));
    let mut rows: HashMap<String, Row> = HashMap::new();
    for row in abreast::rows(app, statements.collect()).await? {
        rows.insert(row.text(0)?.to_owned(), row);
    }
    let mut permitted = Vec::new();
    for id in ids {
        let row = rows.remove(&id);
        let one = row.map(|row| one(reader, &id, &row, some)).transpose()?;
        permitted.extend(one.flatten());
    }
    Ok(permitted)
}

/// The statement that asks which writing of some matters is alive and who received them: of those that are not kept
/// from the reader, and that no import under way brought.
pub(super) fn asking(reader: &Reader, ids: &[String]) -> (String, Vec<Value>) {
    let (list, mut params) = store::list(2, ids.iter().map(|id| &**id));
    params.insert(0, reader.person.as_str().into());
    let sql = format!(
        "SELECT l.matter_id, l.stamp, l.receiver FROM search_live l \
         WHERE l.matter_id IN {list} \
         AND l.matter_id NOT IN (SELECT matter_id FROM recused WHERE person_id = $1) \
         AND (NOT EXISTS (SELECT 1 FROM open_runs) OR EXISTS (SELECT 1 FROM matters m \
         WHERE m.matter_id = l.matter_id \
         AND (m.run_id IS NULL OR m.run_id NOT IN (SELECT run_id FROM open_runs))))"
    );
    (sql, params)
}

/// The heads of some permitted matters, asked as every list asks rows: nothing is opened on the word of the index alone.
pub(in crate::queries) async fn heads(
    app: &App,
    reader: &Reader,
    some: &[Permitted],
) -> Result<HashMap<MatterId, Head>, Fault> {
    let ids: Vec<String> = some.iter().map(|row| row.id.to_string()).collect();
    let statements = ids.chunks(HEADS_TOGETHER).map(|some| heading(reader, some));
    let mut heads = HashMap::new();
    for row in abreast::rows(app, statements.collect()).await? {
        let head = Head {
            number: row.text(1)?.to_owned(),
            stage: row.text(2)?.to_owned(),
            holder: row.text(3)?.to_owned(),
            received_at: row.int(4)?,
            region: row.text(5)?.to_owned(),
            parts: Stored::all(row.text(6)?),
        };
        heads.insert(parsed(row.text(0)?)?, head);
    }
    Ok(heads)
}

/// The statement that asks their heads.
pub(super) fn heading(reader: &Reader, ids: &[String]) -> (String, Vec<Value>) {
    let (list, mut params) = store::list(2, ids.iter().map(|id| &**id));
    params.insert(0, reader.person.as_str().into());
    let units = reader.units.iter().map(|unit| unit.as_str());
    let (units, more) = store::list(params.len() + 1, units);
    params.extend(more);
    let sql = format!(
        "SELECT m.matter_id, m.number, m.stage, m.holder, m.received_at, m.region, d.parts \
         FROM matters m JOIN search_docs d ON d.matter_id = m.matter_id WHERE m.matter_id IN {list} \
         AND EXISTS (SELECT 1 FROM visible v WHERE v.matter_id = m.matter_id AND v.unit_id IN {units} AND {})",
        seen("v", 1)
    );
    (sql, params)
}

fn parsed(id: &str) -> Result<MatterId, Fault> {
    let bad = |_| Fault::Stored(format!("matters.matter_id `{id}`"));
    id.parse().map_err(bad)
}

/// A matter, if it fits by the original where the reader has that, by the copy where not.
fn one(
    reader: &Reader,
    id: &str,
    row: &Row,
    some: &[Candidate],
) -> Result<Option<Permitted>, Fault> {
    let matter = parsed(id)?;
    let (stamp, receiver) = (row.int(1)?, UnitId::from(row.text(2)?));
    let bytes = matter.0.into_bytes();
    let first = some.partition_point(|candidate| candidate.id > bytes);
    let own = some[first..].iter().take_while(|one| one.id == bytes);
    let mut best: Option<Permitted> = None;
    for candidate in own.filter(|one| i64::from(one.stamp) == stamp) {
        let Some(unit) = reader.units.get(candidate.through) else {
            continue;
        };
        let organ = reader.office.organ_of(unit).unwrap_or(unit);
        let has = holds_original(&reader.office, organ, &receiver) || candidate.granted;
        let fits = if has {
            candidate.by_original
        } else {
            candidate.by_copy
        };
        let is_better = best.as_ref().is_none_or(|best| best.is_copy);
        if let (Some(standing), true) = (fits, is_better) {
            best = Some(Permitted {
                id: matter,
                is_copy: !has,
                organ: organ.clone(),
                weight: standing.weight,
                within: standing.parts,
            });
        }
    }
    Ok(best)
}

#[cfg(test)]
mod tests;
