//! The rows every procedure has: lists, to-do and the pages of matters are made of these.

mod supervision;

pub(crate) use supervision::{HOLDS, SLIP_ITEMS, SLIPS, URGINGS};

use super::Procedure;
use crate::rows::{Cell, Offset, Rows, Table, put};
use Cell::{Bool, Int, Null};

/// The columns of the read table `procedures`.
pub(crate) const PROCEDURES: &[&str] = &[
    "procedure_id",
    "noun",
    "number",
    "kind",
    "stage",
    "unit_id",
    "from_day",
    "until_day",
    "opened_at",
    "over_at",
];

/// The columns of the read table `procedure_visible`.
pub(crate) const VISIBLE: &[&str] = &["unit_id", "procedure_id", "noun", "opened_at", "is_over"];

/// The columns of the read table `procedure_clocks`.
pub(crate) const CLOCKS: &[&str] = &[
    "procedure_id",
    "clock",
    "rule",
    "owner",
    "about",
    "due_at",
    "next_at",
    "ended_at",
    "lapsed",
    "goes_at",
    "goes_kind",
    "goes_from",
];

/// The columns of the read table `procedure_items`.
pub(crate) const ITEMS: &[&str] = &[
    "procedure_id",
    "item",
    "matter_id",
    "noun",
    "unit_id",
    "state",
];

/// The rows of a procedure; one that was not opened has none.
pub fn rows<P: Procedure>(state: &P, offset: Offset) -> Rows {
    let mut rows = Rows::new();
    let core = state.core();
    if !core.exists() {
        return rows;
    }
    let id = core.id.to_string();
    let noun = || text(P::NOUN.as_str());
    let opened = || Int(offset.instant(core.opened));
    let row = vec![
        text(&id),
        noun(),
        text(&core.number),
        text(state.kind()),
        text(state.stage()),
        text(core.unit.as_str()),
        day(state.period().map(|(from, _)| from)),
        day(state.period().map(|(_, until)| until)),
        opened(),
        core.over.map_or(Null, |over| Int(offset.instant(over))),
    ];
    put(&mut rows, Table::Procedures, row);
    for unit in core.sight.iter().chain(&core.parties) {
        let over = Bool(core.over.is_some());
        let row = vec![text(unit.as_str()), text(&id), noun(), opened(), over];
        put(&mut rows, Table::ProcedureVisible, row);
    }
    for clock in &core.clocks {
        let at = |local| Int(offset.instant(local));
        let going = clock.going();
        let row = vec![
            text(&id),
            Int(clock.number.into()),
            text(&clock.rule),
            text(clock.owner.as_str()),
            clock.item().map_or(Null, |item| Int(item.into())),
            at(clock.due),
            clock.next().map_or(Null, at),
            clock.ended.as_ref().map_or(Null, |end| at(end.at)),
            Bool(clock.lapsed),
            going.as_ref().map_or(Null, |going| at(going.at)),
            going
                .as_ref()
                .map_or(Null, |going| text(going.kind.as_str())),
            going
                .as_ref()
                .map_or(Null, |going| text(going.from.as_str())),
        ];
        put(&mut rows, Table::ProcedureClocks, row);
    }
    for item in state.items() {
        let row = vec![
            text(&id),
            Int(item.number.into()),
            text(&item.matter.to_string()),
            noun(),
            text(item.unit.as_str()),
            text(item.state),
        ];
        put(&mut rows, Table::ProcedureItems, row);
    }
    supervision::all(state, offset, &mut rows);
    state.details(offset, &mut rows);
    rows
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn day(day: Option<jiff::civil::Date>) -> Cell {
    day.map_or(Null, |day| Cell::Text(day.to_string()))
}
