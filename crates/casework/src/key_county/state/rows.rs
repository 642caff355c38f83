//! The rows of a key supervised county: whom a notice waits for. No text.

use super::KeyCounty;
use crate::rows::{Cell, Offset, Rows, Table, put};
use Cell::{Int, Null};

/// The columns of the read table `key_county_notices`.
pub(crate) const NOTICES: &[&str] = &["procedure_id", "notice", "person_id", "sent_at", "read_at"];

/// Its rows.
pub(super) fn details(state: &KeyCounty, offset: Offset, rows: &mut Rows) {
    for notice in &state.notices {
        let row = vec![
            Cell::Text(state.core.id.to_string()),
            Int(notice.number.into()),
            Cell::Text(notice.to.to_string()),
            Int(offset.instant(notice.sent)),
            notice.read.map_or(Null, |read| Int(offset.instant(read))),
        ];
        put(rows, Table::KeyCountyNotices, row);
    }
}
