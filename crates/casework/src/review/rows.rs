//! The rows of a case review: its items and what cost them points, for lists and figures. No personal and no
//! free text: a department is told by its name, a matter by its id.

use super::Review;
use super::item::{Item, Of};
use crate::rows::{Cell, Offset, Rows, Table, put};
use Cell::{Bool, Int, Null};

/// The columns of the read table `review_items`.
pub(crate) const ITEMS: &[&str] = &[
    "procedure_id",
    "item",
    "matter_id",
    "unit_id",
    "department",
    "organ_id",
    "year",
    "state",
    "score",
    "grade",
    "list",
    "overturned",
    "late",
    "investigation",
    "held",
    "light",
    "published_at",
];

/// The columns of the read table `review_deductions`.
pub(crate) const DEDUCTIONS: &[&str] =
    &["procedure_id", "item", "code", "times", "organ_id", "year"];

/// The rows. What is not published stays within the session.
pub(super) fn details(review: &Review, offset: Offset, rows: &mut Rows) {
    if !review.is_published() {
        return;
    }
    for item in &review.items {
        put_item(review, item, offset, rows);
    }
}

fn put_item(review: &Review, item: &Item, offset: Offset, rows: &mut Rows) {
    let Some(settled) = &item.settled else { return };
    let Some(out) = &review.published else { return };
    let id = || text(&review.core.id.to_string());
    let organ = || {
        text(
            review
                .core
                .sight
                .first()
                .unwrap_or(&review.core.unit)
                .as_str(),
        )
    };
    let (matter, unit, department) = match &item.of {
        Of::Matter(matter) => (
            text(&matter.matter.to_string()),
            text(matter.unit.as_str()),
            Null,
        ),
        Of::Outside(outside) => (Null, Null, text(&outside.department)),
    };
    let investigation = item.investigation.as_ref();
    let outcome = investigation.and_then(|one| one.outcome.as_ref());
    let row = vec![
        id(),
        Int(item.number.into()),
        matter,
        unit,
        department,
        organ(),
        Int(out.year.into()),
        text(review.state_of(item).as_str()),
        Int(settled.score.into()),
        text(&settled.grade),
        item.list
            .as_ref()
            .map_or(Null, |list| Int(list.serial.into())),
        Bool(settled.overturned),
        Bool(review.is_late(item.number)),
        investigation.map_or(Null, |one| {
            text(if one.outcome.is_some() {
                "decided"
            } else {
                "open"
            })
        }),
        Int(outcome.map_or(0, |outcome| outcome.people.len() as i64)),
        Bool(outcome.is_some_and(|outcome| outcome.light)),
        Int(offset.instant(out.at)),
    ];
    put(rows, Table::ReviewItems, row);
    for deduction in &settled.deductions {
        let row = vec![
            id(),
            Int(item.number.into()),
            text(&deduction.code),
            Int(deduction.count.into()),
            organ(),
            Int(out.year.into()),
        ];
        put(rows, Table::ReviewDeductions, row);
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}
