//! What people decided about a matter and earlier ones (比对判定): from these rows weights are learned.

use crate::matter::Matter;
use crate::rows::{Cell, Offset, Rows, Table};
use Cell::{Bool, Int, Null};

pub(crate) const COLUMNS: &[&str] = &["matter_id", "other_id", "same", "decided_at", "shown"];

pub(super) fn all(matter: &Matter, offset: Offset, rows: &mut Rows) {
    let id = matter.id.to_string();
    for pair in &matter.merging.decided {
        let other = pair.other.matter.to_string();
        let shown = pair.shown.as_ref().map_or(Null, |shown| {
            text(serde_json::to_string(shown).expect("numbers and codes are always written"))
        });
        let row = vec![
            text(id.clone()),
            text(other.clone()),
            Bool(pair.same),
            Int(offset.instant(pair.at)),
            shown,
        ];
        rows.insert((Table::Pairings, format!("{id}\u{1f}{other}")), row);
    }
}

fn text(value: String) -> Cell {
    Cell::Text(value)
}
