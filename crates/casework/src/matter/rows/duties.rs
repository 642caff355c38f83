//! What people owe (交接, P-14): one row a person, matter and duty. No personal and no free text.

use crate::matter::Matter;
use crate::rows::{Cell, Rows, Table};
use Cell::{Bool, Int, Null};

pub(crate) const COLUMNS: &[&str] = &[
    "person_id",
    "matter_id",
    "kind",
    "number",
    "successor",
    "given",
    "taken",
    "run_id",
];

pub(super) fn all(matter: &Matter, rows: &mut Rows) {
    let id = matter.id.to_string();
    let text = |word: &str| Cell::Text(word.to_owned());
    for duty in matter.duties() {
        let (person, kind) = (duty.person.as_str(), duty.kind.as_str());
        let key = format!("{person}\u{1f}{id}\u{1f}{kind}\u{1f}{}", duty.number);
        let pending = matter
            .handovers
            .iter()
            .find(|known| known.from == duty.person);
        let row = vec![
            text(person),
            text(&id),
            text(kind),
            Int(duty.number.into()),
            pending.map_or(Null, |known| text(known.to.as_str())),
            Bool(pending.is_some_and(|known| known.given)),
            Bool(pending.is_some_and(|known| known.taken)),
            matter.run.map_or(Null, |run| text(&run.to_string())),
        ];
        rows.insert((Table::Duties, key), row);
    }
}
