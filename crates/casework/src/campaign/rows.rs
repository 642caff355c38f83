//! The image of a campaign's items in their read table. Ids, codes and days alone.

use super::{Campaign, Item};
use crate::rows::{Cell, Offset, Rows, Table, put};
use Cell::{Bool, Int, Null};
use jiff::civil::DateTime;

/// The columns of the read table `campaign_items`.
pub(crate) const COLUMNS: &[&str] = &[
    "procedure_id",
    "item",
    "matter_id",
    "unit_id",
    "level",
    "grade",
    "three_many",
    "state",
    "leader",
    "capacity",
    "filings",
    "finding",
    "included_at",
    "contracted_at",
    "due_at",
    "resolved_at",
    "written_off_at",
    "looked_back_at",
];

/// The rows of its items.
pub(crate) fn all(campaign: &Campaign, offset: Offset, rows: &mut Rows) {
    let id = campaign.core.id.to_string();
    for item in &campaign.items {
        put(rows, Table::CampaignItems, row(campaign, &id, item, offset));
    }
}

fn row(campaign: &Campaign, id: &str, item: &Item, offset: Offset) -> Vec<Cell> {
    let at = |local: Option<DateTime>| local.map_or(Null, |local| Int(offset.instant(local)));
    let contract = item.contract.as_ref();
    let judged = item.judgement.as_ref();
    let due = campaign
        .core
        .clocks_about(item.number)
        .map(|clock| clock.due)
        .min();
    vec![
        text(id),
        Int(item.number.into()),
        text(&item.matter.to_string()),
        text(item.unit.as_str()),
        text(item.level.as_str()),
        text(&item.grade),
        Bool(item.three_many),
        text(item.state.as_str()),
        contract.map_or(Null, |contract| text(contract.leader.as_str())),
        contract.map_or(Null, |contract| text(&contract.capacity)),
        Int(item.traits.filings.into()),
        judged.map_or(Null, |judged| text(judged.finding.as_str())),
        at(Some(item.included)),
        at(contract.map(|contract| contract.since)),
        at(due),
        at(item.resolution.as_ref().map(|resolution| resolution.at)),
        at(item.written_off),
        at(item.looked_back),
    ]
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}
