//! Rows of items, for the list of items and the statistics (S0-19).

use super::{CheckItem, Inspection, ItemState};
use crate::rows::{Cell, Offset, Rows, Table, put};
use Cell::{Bool, Int, Null};

/// The columns of the read table `inspection_items`.
pub(crate) const ITEMS: &[&str] = &[
    "procedure_id",
    "item",
    "organ_id",
    "unit_id",
    "kind",
    "state",
    "opened_at",
    "checked_at",
    "faulted",
    "settled",
    "filed",
    "dealt",
];

pub(super) fn details(inspection: &Inspection, offset: Offset, rows: &mut Rows) {
    let core = &inspection.core;
    let organ = core.sight.first().unwrap_or(&core.unit);
    for item in &inspection.items {
        let row = vec![
            Cell::Text(core.id.to_string()),
            Int(item.number.into()),
            Cell::Text(organ.to_string()),
            Cell::Text(item.unit.to_string()),
            Cell::Text(inspection.kind.clone()),
            Cell::Text(item.state.as_str().to_owned()),
            Int(offset.instant(core.opened)),
            checked(item, offset),
            Bool(item.faulted),
            Bool(item.state == ItemState::Settled),
            Int(item.filed() as i64),
            Int(item.dealt() as i64),
        ];
        put(rows, Table::InspectionItems, row);
    }
}

fn checked(item: &CheckItem, offset: Offset) -> Cell {
    item.checked.map_or(Null, |at| Int(offset.instant(at)))
}
