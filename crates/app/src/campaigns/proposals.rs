//! Matters that a campaign's criteria propose, newest first: two range scans a unit of the reader, over what came
//! again and over what came over a level, less what was taken in or left out before. A bounded number is looked
//! at for a page.

use super::{About, found};
use crate::queries::reader::{Reader, seen};
use crate::{App, Fault, stream};
use casework::campaign::Found;
use std::collections::BTreeSet;
use store::Value;

/// A page of proposals.
#[derive(Debug, Clone, Default)]
pub struct Proposals {
    /// Matters that meet the criteria.
    pub found: Vec<Found>,
    /// Where the next page begins; none where there is no more to look at.
    pub next: Option<String>,
}

/// Proposed at a time.
const PAGE: usize = 20;

/// Looked at for a page.
const LOOKED_AT: i64 = 60;

/// Matters that a campaign's criteria propose to a reader, after a key.
///
/// # Errors
/// The database does not answer.
pub async fn proposals(
    app: &App,
    reader: &Reader,
    about: &About,
    after: Option<&str>,
) -> Result<Proposals, Fault> {
    let kind = app.rules().campaigns.kind(&about.kind);
    let (Some(kind), false) = (kind, reader.units.is_empty()) else {
        return Ok(Proposals::default());
    };
    let (sql, params) = statement(reader, about, after);
    let rows = app.store().rows(&sql, &params).await?;
    let (mut page, mut looked) = (Proposals::default(), BTreeSet::new());
    for row in &rows {
        let id = row.text(1)?;
        if !looked.insert(id.to_owned()) {
            continue;
        }
        let wrong = |_| Fault::Stored(format!("visible.matter_id `{id}`"));
        let matter = stream::matter(app, id.parse().map_err(wrong)?).await?;
        page.next = Some(row.text(0)?.to_owned());
        let proposed = found(reader, &matter).filter(|found| kind.proposes(&found.traits));
        page.found.extend(proposed);
        if page.found.len() == PAGE {
            return Ok(page);
        }
    }
    if (rows.len() as i64) < LOOKED_AT {
        page.next = None;
    }
    Ok(page)
}

fn statement(reader: &Reader, about: &About, after: Option<&str>) -> (String, Vec<Value>) {
    let person = reader.person.as_str();
    let mut params: Vec<Value> = vec![person.into(), LOOKED_AT.into(), about.id.to_string().into()];
    let mut from = String::new();
    if let Some(after) = after {
        params.push(after.into());
        from = format!("AND v.sort_key < ${}", params.len());
    }
    let mut scans = Vec::new();
    for unit in &reader.units {
        params.push(unit.as_str().into());
        for mark in ["v.repeats > 0", "v.over_level"] {
            scans.push(format!(
                "SELECT * FROM (SELECT v.sort_key, v.matter_id FROM visible v \
                 WHERE v.unit_id = ${} AND {mark} {from} AND {} AND NOT EXISTS \
                 (SELECT 1 FROM campaign_items c WHERE c.matter_id = v.matter_id \
                 AND c.procedure_id = $3) ORDER BY v.sort_key DESC LIMIT $2) AS s",
                params.len(),
                seen("v", 1)
            ));
        }
    }
    let sql = format!(
        "SELECT sort_key, matter_id FROM ({}) AS u ORDER BY sort_key DESC LIMIT $2",
        scans.join(" UNION ")
    );
    (sql, params)
}
