//! The lines of a matter in the register of what was passed up (上报登记簿): one a unit that passed it up,
//! with no content. The matter itself is out of that unit's sight.

use crate::matter::{Matter, PassedLine};
use crate::rows::{Cell, Offset, Rows, Table};
use Cell::{Int, Null};

pub(crate) const PASSED_UP: &[&str] = &[
    "unit_id",
    "matter_id",
    "sort_key",
    "number",
    "channel",
    "received_at",
    "passed_at",
    "passed_to",
    "passed_by",
    "signed_at",
    "returned_at",
    "heads",
    "run_id",
];

pub(super) fn all(matter: &Matter, offset: Offset, rows: &mut Rows) {
    let id = matter.id.to_string();
    // A unit that passed it up again has one line, the last.
    for line in &matter.passing.lines {
        let key = format!("{}\u{1f}{id}", line.from);
        rows.insert((Table::PassedUp, key), row(matter, &id, line, offset));
    }
}

fn row(matter: &Matter, id: &str, line: &PassedLine, offset: Offset) -> Vec<Cell> {
    let passed = offset.instant(line.at);
    let instant = |at: jiff::civil::DateTime| Int(offset.instant(at));
    vec![
        text(line.from.as_str()),
        text(id),
        // Newest first, and unique, so that a page goes on where the last one ended.
        text(&format!("{:016}-{id}", passed.max(0))),
        text(&matter.number),
        text(line.channel.as_str()),
        instant(line.received),
        Int(passed),
        text(line.to.as_str()),
        line.by.as_ref().map_or(Null, |by| text(by.as_str())),
        line.signed.map_or(Null, instant),
        line.returned.map_or(Null, instant),
        Int(line.heads.into()),
        matter.run.map_or(Null, |run| text(&run.to_string())),
    ]
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}
