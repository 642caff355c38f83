//! The image of a linkage in its book (专门台账, S1-49): a line for each unit that may know of it, so that each
//! reads its own by class, state and receiver from an index. Ids, codes and days alone.

use super::Linkage;
use crate::rows::{Cell, Offset, Rows, Table, put};
use Cell::{Int, Null};
use jiff::civil::DateTime;

/// The columns of the read table `linkages`.
pub(crate) const COLUMNS: &[&str] = &[
    "procedure_id",
    "unit_id",
    "matter_id",
    "class",
    "state",
    "receiver",
    "opened_at",
    "prompted_at",
    "handed_at",
    "feedbacks",
    "fed_back_at",
    "outcome",
    "over_at",
];

/// A line for each unit that may know of it.
pub(crate) fn all(linkage: &Linkage, offset: Offset, rows: &mut Rows) {
    let Some(subject) = &linkage.subject else {
        return;
    };
    let core = &linkage.core;
    let at = |local: Option<DateTime>| local.map_or(Null, |local| Int(offset.instant(local)));
    let prompted = linkage.prompt.as_ref();
    let prompted = prompted.map(|issued| issued.on.at(0, 0, 0, 0));
    let signed = linkage
        .handovers
        .iter()
        .filter_map(|one| one.issued.as_ref());
    let handed = signed.map(|issued| issued.on.at(0, 0, 0, 0)).min();
    let outcome = linkage
        .solved
        .as_ref()
        .map(|solved| solved.outcome.as_str());
    for unit in core.sight.iter().chain(&core.parties) {
        let row = vec![
            Cell::Text(core.id.to_string()),
            Cell::Text(unit.to_string()),
            Cell::Text(subject.matter.to_string()),
            Cell::Text(linkage.class.clone()),
            Cell::Text(linkage.stage.as_str().to_owned()),
            Cell::Text(linkage.receiver.to_string()),
            at(Some(core.opened)),
            at(prompted),
            at(handed),
            Int(linkage.feedbacks.len() as i64),
            at(linkage.feedbacks.last().map(|feedback| feedback.at)),
            outcome.map_or(Null, |word| Cell::Text(word.to_owned())),
            at(core.over),
        ];
        put(rows, Table::Linkages, row);
    }
}
