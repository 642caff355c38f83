//! The image of a reconciliation in its read table. Ids, codes and days alone.

use super::Reconciliation;
use crate::rows::{Cell, Offset, Rows, Table, put};
use Cell::{Int, Null, Text};

/// The columns of the read table `reconciliations`.
pub(crate) const COLUMNS: &[&str] = &[
    "procedure_id",
    "organ_id",
    "month",
    "stage",
    "counted_at",
    "confirmed_at",
];

/// Its row.
pub(super) fn all(state: &Reconciliation, offset: Offset, rows: &mut Rows) {
    let Some(month) = state.month else { return };
    let over = state.core.over;
    let row = vec![
        Text(state.core.id.to_string()),
        Text(state.organ.as_str().to_owned()),
        Text(month.to_string()),
        Text(state.stage.as_str().to_owned()),
        Int(state.counted_at),
        over.map_or(Null, |at| Int(offset.instant(at))),
    ];
    put(rows, Table::Reconciliations, row);
}
