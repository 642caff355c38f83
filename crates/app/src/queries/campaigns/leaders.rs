//! The leaders' board (包案台账): what each leader has taken, and how it stands.

use super::known;
use crate::queries::lamp::Lamp;
use crate::{App, Failure, campaigns};
use casework::campaign::ItemState;
use casework::{PersonId, UnitId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::Value;

/// The board.
#[derive(Debug, Clone, Serialize)]
pub struct Leaders {
    /// Number of the campaign.
    pub number: String,
    /// A line a leader.
    pub rows: Vec<LeaderLine>,
    /// Items nobody has taken yet.
    pub untaken: usize,
    /// In which capacity leaders took items: id, name, leaders, items.
    pub capacities: Vec<(String, String, usize, i64)>,
}

/// What a leader has taken.
#[derive(Debug, Clone, Serialize)]
pub struct LeaderLine {
    /// Who, as a filter of the list of items names them.
    pub id: String,
    /// Name.
    pub name: String,
    /// As what, and in which unit.
    pub capacity: String,
    /// The units whose items these are.
    pub units: Vec<String>,
    /// Taken.
    pub taken: i64,
    /// In hand.
    pub in_hand: i64,
    /// Cleared and not written off.
    pub resolved: i64,
    /// Written off.
    pub written_off: i64,
    /// The nearest promise about them.
    pub lamp: Lamp,
    due: i64,
}

/// The leaders of a campaign. A unit that takes part sees who has taken its own.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn leaders(app: &App, person: &PersonId, number: &str) -> Result<Leaders, Failure> {
    let (reader, campaign, whole) = known(app, person, number).await?;
    let mut params: Vec<Value> = vec![campaign.core.id.to_string().into()];
    let units = campaigns::units(&reader, &mut params);
    let own = if whole {
        String::new()
    } else {
        format!("AND unit_id IN ({units})")
    };
    if whole {
        params.truncate(1);
    }
    let sql = format!(
        "SELECT leader, capacity, unit_id, state, COUNT(*), MIN(due_at) FROM campaign_items \
         WHERE procedure_id = $1 AND leader IS NOT NULL {own} \
         GROUP BY leader, capacity, unit_id, state ORDER BY leader"
    );
    let mut lines: BTreeMap<String, LeaderLine> = BTreeMap::new();
    let mut taken: BTreeMap<String, Taken> = BTreeMap::new();
    for row in &app.store().rows(&sql, &params).await? {
        let (id, count) = (row.text(0)?, row.int(4)?);
        let line = lines.entry(id.to_owned()).or_insert_with(|| LeaderLine {
            id: id.to_owned(),
            name: reader.office.person_name(&PersonId::from(id)).to_owned(),
            capacity: String::new(),
            units: Vec::new(),
            taken: 0,
            in_hand: 0,
            resolved: 0,
            written_off: 0,
            lamp: Lamp::rest(),
            due: i64::MAX,
        });
        let capacity = row.opt_text(1)?.unwrap_or_default();
        let of = taken.entry(capacity.to_owned()).or_default();
        of.0.insert(id.to_owned());
        of.1 += count;
        let mut known = app.rules().campaigns.capacities.iter();
        let known = known.find(|known| known.id == capacity);
        line.capacity = known.map_or(capacity, |known| &known.name).to_owned();
        let unit = reader
            .office
            .unit_name(&UnitId::from(row.text(2)?))
            .to_owned();
        if !line.units.contains(&unit) {
            line.units.push(unit);
        }
        line.taken += count;
        match ItemState::parse(row.text(3)?) {
            Some(ItemState::WrittenOff | ItemState::LookedBack) => line.written_off += count,
            Some(ItemState::Resolved) => line.resolved += count,
            _ => {
                line.in_hand += count;
                line.due = line.due.min(row.opt_int(5)?.unwrap_or(i64::MAX));
            }
        }
    }
    let mut rows: Vec<LeaderLine> = lines.into_values().collect();
    for row in &mut rows {
        row.lamp = Lamp::of_instant(app, row.due, reader.now);
    }
    rows.sort_by_key(|row| (row.due, std::cmp::Reverse(row.taken)));
    let open = campaign
        .items
        .iter()
        .filter(|item| item.state == ItemState::Open);
    let open = open.filter(|item| whole || reader.units.contains(&item.unit));
    Ok(Leaders {
        number: campaign.core.number.clone(),
        capacities: capacities(app, &taken),
        rows,
        untaken: open.count(),
    })
}

/// Who took items in a capacity, and how many.
type Taken = (BTreeSet<String>, i64);

/// The capacities in the order of the catalogue.
fn capacities(app: &App, taken: &BTreeMap<String, Taken>) -> Vec<(String, String, usize, i64)> {
    let known = app.rules().campaigns.capacities.iter();
    let line = |capacity: &casework::rules::Capacity| {
        let (leaders, items) = taken.get(&capacity.id)?;
        let (id, name) = (capacity.id.clone(), capacity.name.clone());
        Some((id, name, leaders.len(), *items))
    };
    known.filter_map(line).collect()
}
