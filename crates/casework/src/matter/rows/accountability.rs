//! Who may have to answer for something (追责问责): proposals with what came of them, and what the ledger shows
//! nobody answered for yet. No personal and no free text: who answers stays sealed.

use crate::matter::Matter;
use crate::rows::{Cell, Offset, Rows, Table, put};
use Cell::{Bool, Int, Null};
use jiff::civil::DateTime;

pub(crate) const CASES: &[&str] = &[
    "matter_id",
    "proposal",
    "organ_id",
    "unit_id",
    "ground",
    "form",
    "state",
    "held",
    "light",
    "sort_key",
    "proposed_at",
    "closed_at",
    "run_id",
];

pub(crate) const FLAGS: &[&str] = &[
    "matter_id",
    "unit_id",
    "flag",
    "of_unit",
    "times",
    "settled",
    "cleared",
    "sort_key",
    "run_id",
];

pub(super) fn all(matter: &Matter, offset: Offset, rows: &mut Rows) {
    if matter.is_void() {
        return;
    }
    let id = matter.id.to_string();
    let run = || matter.run.map_or(Null, |run| text(&run.to_string()));
    let key = |at: DateTime| text(&format!("{:016}-{id}", offset.instant(at)));
    for known in &matter.supervision.proposals {
        let outcome = known.outcome.as_ref();
        let closed = outcome.map(|outcome| outcome.at).or(known.talked);
        let row = vec![
            text(&id),
            Int(known.number.into()),
            text(known.organ.as_str()),
            text(known.unit.as_str()),
            text(known.ground.as_str()),
            text(known.form.as_str()),
            text(known.state().as_str()),
            Int(outcome.map_or(0, |outcome| outcome.held as i64)),
            Bool(outcome.is_some_and(|outcome| outcome.light)),
            text(&format!(
                "{:016}-{id}-{}",
                offset.instant(known.at),
                known.number
            )),
            Int(offset.instant(known.at)),
            closed.map_or(Null, |at| Int(offset.instant(at))),
            run(),
        ];
        put(rows, Table::Accountability, row);
    }
    for (flag, settled) in matter.flags() {
        let proofs = || matter.accountability.showing(flag);
        let last = proofs().last();
        let of = last.map_or(&matter.holder, |proof| &proof.unit);
        let on = last.map_or(matter.received, |proof| proof.on.at(0, 0, 0, 0));
        for unit in &matter.sight {
            let row = vec![
                text(&id),
                text(unit.as_str()),
                text(flag.as_str()),
                text(of.as_str()),
                Int(proofs().count() as i64),
                Bool(settled),
                Bool(matter.accountability.is_cleared(flag)),
                key(on),
                run(),
            ];
            put(rows, Table::DutyFlags, row);
        }
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}
