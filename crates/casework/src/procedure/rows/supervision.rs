//! The images of slips and held rungs of procedures. A slip's words stay sealed.

use super::text;
use crate::matter::supervision::{Slip, Urging};
use crate::procedure::Procedure;
use crate::rows::{Cell, Offset, Rows, Table, put};
use Cell::{Int, Null};
use jiff::civil::DateTime;

/// The columns of the read table `procedure_slips`.
pub(crate) const SLIPS: &[&str] = &[
    "procedure_id",
    "slip",
    "sort_key",
    "noun",
    "organ",
    "to_unit",
    "kind",
    "state",
    "number",
    "rule",
    "drafted_at",
    "signed_at",
    "answer_due_at",
    "suggestions",
];

/// The columns of the read table `procedure_urgings`.
pub(crate) const URGINGS: &[&str] = &[
    "procedure_id",
    "urging",
    "sort_key",
    "noun",
    "organ",
    "to_unit",
    "mode",
    "rule",
    "urged_at",
    "suggestions",
    "about",
];

/// The columns of the read table `procedure_slip_items`.
pub(crate) const SLIP_ITEMS: &[&str] = &["procedure_id", "slip", "item"];

/// The columns of the read table `procedure_holds`.
pub(crate) const HOLDS: &[&str] = &[
    "procedure_id",
    "clock",
    "kind",
    "organ",
    "to_unit",
    "rule",
    "until_at",
];

pub(super) fn all<P: Procedure>(state: &P, offset: Offset, rows: &mut Rows) {
    let id = state.core().id.to_string();
    for slip in &state.core().slips {
        put(rows, Table::ProcedureSlips, row(state, &id, slip, offset));
        let clocks = slip
            .about
            .iter()
            .filter_map(|about| state.clock(about.clock));
        for item in clocks.filter_map(crate::clocks::Clock::item) {
            let row = vec![text(&id), Int(slip.number.into()), Int(item.into())];
            put(rows, Table::ProcedureSlipItems, row);
        }
    }
    for (urging, number) in state.core().urgings.iter().zip(1_u32..) {
        let row = urged::<P>(&id, number, urging, offset);
        put(rows, Table::ProcedureUrgings, row);
    }
    holds(state, &id, offset, rows);
}

fn urged<P: Procedure>(id: &str, number: u32, urging: &Urging, offset: Offset) -> Vec<Cell> {
    let at = offset.instant(urging.at);
    vec![
        text(id),
        Int(number.into()),
        text(&format!("{:016}-{id}-{number:04}", at.max(0))),
        text(P::NOUN.as_str()),
        text(urging.organ.as_str()),
        text(urging.to.as_str()),
        text(urging.mode.as_str()),
        text(&urging.rule),
        Int(at),
        Int(urging.suggestions as i64),
        urging.item.map_or(Null, |item| Int(item.into())),
    ]
}

fn row<P: Procedure>(state: &P, id: &str, slip: &Slip, offset: Offset) -> Vec<Cell> {
    let signed = slip.signed.as_ref();
    let at = |local: DateTime| Int(offset.instant(local));
    let since = offset.instant(signed.map_or(slip.drafted, |signed| signed.at));
    let rule = slip.first(state).map_or("", |clock| &clock.rule);
    vec![
        text(id),
        Int(slip.number.into()),
        text(&format!("{:016}-{id}-{:04}", since.max(0), slip.number)),
        text(P::NOUN.as_str()),
        text(slip.organ.as_str()),
        text(slip.to.as_str()),
        text(slip.kind.as_str()),
        text(slip.state(state).as_str()),
        signed.map_or(Null, |signed| text(&signed.number)),
        text(rule),
        at(slip.drafted),
        signed.map_or(Null, |signed| at(signed.at)),
        slip.answer_clock(state).map_or(Null, |clock| at(clock.due)),
        Int(slip.words.suggestions.len() as i64),
    ]
}

/// Rungs held back now: of running clocks that have not climbed them.
fn holds<P: Procedure>(state: &P, id: &str, offset: Offset, rows: &mut Rows) {
    for clock in state.clocks().iter().filter(|clock| clock.is_running()) {
        let held = clock.climb.left().filter(|(rung, on)| *on > rung.on);
        for (rung, until) in held {
            let row = vec![
                text(id),
                Int(clock.number.into()),
                text(rung.kind.as_str()),
                text(rung.from.as_str()),
                text(clock.owner.as_str()),
                text(&clock.rule),
                Int(offset.midnight(until)),
            ];
            put(rows, Table::ProcedureHolds, row);
        }
    }
}
