//! The image of a matter's paper originals in their read table. No personal and no free text.

use crate::matter::{Custody, Matter, Original};
use crate::rows::{Cell, Rows, Table};
use Cell::{Bool, Int, Null};

pub(crate) const ORIGINALS: &[&str] = &[
    "matter_id",
    "original",
    "sort_key",
    "custody",
    "kind",
    "sheets",
    "state",
    "keeper",
    "unit_id",
    "awaits",
    "borrower",
    "place",
    "damaged",
    "checked_on",
    "run_id",
];

pub(super) fn all(matter: &Matter, rows: &mut Rows) {
    let id = matter.id.to_string();
    for original in &matter.originals {
        let key = format!("{id}\u{1f}{}", original.number);
        rows.insert((Table::Originals, key), row(matter, original, &id));
    }
}

/// Newest first: the key is when it came into its keeper's hands, then the matter and its number.
fn row(matter: &Matter, original: &Original, id: &str) -> Vec<Cell> {
    let since = original.since.max(0);
    let awaits = awaiting(original);
    let loan = original.loan.as_ref();
    vec![
        text(id),
        Int(original.number.into()),
        text(&format!("{since:016}-{id}-{:05}", original.number)),
        text(&original.custody),
        text(original.kind.as_str()),
        Int(original.sheets.into()),
        text(original.custody().as_str()),
        text(original.keeper.as_str()),
        text(original.unit.as_str()),
        awaits.map_or(Null, |person| text(&person)),
        loan.map_or(Null, |loan| text(loan.to.as_str())),
        place(original).map_or(Null, |place| text(&place)),
        Bool(original.damaged),
        original.checked.map_or(Null, |on| text(&on.to_string())),
        matter.run.map_or(Null, |run| text(&run.to_string())),
    ]
}

/// Who has yet to confirm that they took it.
fn awaiting(original: &Original) -> Option<String> {
    let lent = original.loan.as_ref().filter(|loan| !loan.confirmed);
    let person = original.handing.as_ref().or(lent.map(|loan| &loan.to));
    person.map(|person| person.as_str().to_owned())
}

/// Where it lies: a cabinet, or a box and a volume of the archive.
fn place(original: &Original) -> Option<String> {
    match (&original.archived, original.custody()) {
        (Some(filed), _) => Some(format!("{}盒{}卷", filed.carton, filed.volume)),
        (None, Custody::Lost) => None,
        (None, _) => original.place.clone(),
    }
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}
