//! The image of a void matter in the register of voids (作废登记簿): a row for each unit that may see it.
//! No personal and no free text.

use crate::ids::PersonId;
use crate::matter::Matter;
use crate::rows::{Cell, Offset, Rows, Table};
use Cell::{Int, Null};

pub(crate) const VOIDS: &[&str] = &[
    "unit_id",
    "matter_id",
    "sort_key",
    "ground",
    "voided_at",
    "asker",
    "approver",
    "run_id",
];

pub(super) fn all(matter: &Matter, offset: Offset, rows: &mut Rows) {
    let Some(voided) = &matter.repair.voided else {
        return;
    };
    let id = matter.id.to_string();
    let at = offset.instant(voided.at);
    for unit in &matter.sight {
        let row = vec![
            text(unit.as_str()),
            text(&id),
            // Newest first, and unique, so that a page goes on where the last one ended.
            text(&format!("{:016}-{id}", at.max(0))),
            text(voided.ground.as_str()),
            Int(at),
            person(voided.asker.as_ref()),
            person(voided.approver.as_ref()),
            matter.run.map_or(Null, |run| text(&run.to_string())),
        ];
        rows.insert((Table::Voids, format!("{unit}\u{1f}{id}")), row);
    }
}

fn person(person: Option<&PersonId>) -> Cell {
    person.map_or(Null, |person| text(person.as_str()))
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}
