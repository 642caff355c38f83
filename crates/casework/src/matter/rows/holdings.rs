//! Which organ had a matter when: what balances and wall charts count. No personal and no free text.

use crate::matter::{Holding, Matter};
use crate::rows::{Cell, Offset, Rows, Table, put};
use Cell::{Bool, Int, Null};

/// The columns of the read table `holdings`.
pub(crate) const HOLDINGS: &[&str] = &[
    "organ",
    "matter_id",
    "nth",
    "from_at",
    "came",
    "until_at",
    "went",
    "is_narrow",
    "stage",
    "due_at",
    "run_id",
    "entered_at",
    "left_entered_at",
    "is_apart",
];

pub(super) fn all(matter: &Matter, offset: Offset, rows: &mut Rows) {
    for (holding, nth) in matter.holdings.0.iter().zip(1..) {
        let until = holding.until.map(|(at, _)| Int(offset.instant(at)));
        // Some organ above may not know of it (T4): counted only for who sees it.
        let is_narrow = !matter.routing.barred.is_empty();
        let is_uneven = holding.until.is_some_and(|(at, _)| at < holding.from);
        let went = holding.until.map(|(_, went)| text(went.as_str()));
        let row = vec![
            text(holding.organ.as_str()),
            text(&matter.id.to_string()),
            Int(nth),
            Int(offset.instant(holding.from)),
            text(holding.came.as_str()),
            until.unwrap_or(Null),
            went.unwrap_or(Null),
            Bool(is_narrow),
            here(holding, text(matter.stage.as_str())),
            here(holding, super::images::due(matter, offset)),
            matter.run.map_or(Null, |run| text(&run.to_string())),
            Int(holding.entered.0),
            holding.entered.1.map_or(Null, Int),
            // In no count: looked at one by one.
            Bool(is_narrow || is_uneven),
        ];
        put(rows, Table::Holdings, row);
    }
}

/// Where it stands, while it is there.
fn here(holding: &Holding, cell: Cell) -> Cell {
    if holding.until.is_none() { cell } else { Null }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}
