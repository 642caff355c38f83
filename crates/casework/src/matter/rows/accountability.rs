//! Who may have to answer for something (追责问责): proposals with what came of them, and what the ledger shows
//! nobody answered for yet. No personal and no free text: who answers stays sealed.

use crate::matter::{Matter, Proved};
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
    "sort_key",
    "run_id",
];

crate::codes! {
    /// What nobody answered for yet.
    pub enum Flag {
        /// Handling again changed the first conclusion at its root (S1-15).
        Overturned = "overturned" => "根本改变原结论",
        /// A talk or education where accountability was demanded (S0-07).
        LightTouch = "light-touch" => "以谈话教育代替追责",
        /// Given back as not their own, several times (S3-16).
        Passing = "passing" => "推诿扯皮",
        /// It was demanded that it be made known (S0-07).
        Notice = "notice" => "待通报曝光",
        /// An original is missing (S0-25).
        Lost = "lost" => "原件遗失",
    }
}

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
    for (flag, what, settled) in raised(matter) {
        let proofs = || {
            matter
                .accountability
                .proofs
                .iter()
                .filter(|proof| proof.what == what)
        };
        let last = proofs().next_back();
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
                key(on),
                run(),
            ];
            put(rows, Table::DutyFlags, row);
        }
    }
}

/// Flags of a matter, what proves each, and whether somebody dealt with it.
fn raised(matter: &Matter) -> impl Iterator<Item = (Flag, Proved, bool)> {
    let duty = &matter.accountability;
    let missing = matter.misses_original();
    let notice = duty.demands.contains(&crate::matter::Demand::Notice) && matter.is_concluded();
    let raised = [
        (
            Flag::Overturned,
            Proved::Overturned,
            duty.has(Proved::Overturned),
            !matter.owes_first_handlers(),
        ),
        (
            Flag::LightTouch,
            Proved::LightTouch,
            duty.has(Proved::LightTouch),
            !matter.is_light_touch(),
        ),
        (
            Flag::Passing,
            Proved::PassedOn,
            duty.has(Proved::PassedOn),
            duty.led.is_some(),
        ),
        (
            Flag::Notice,
            Proved::LightTouch,
            notice,
            !matter.owes_notice(),
        ),
        (
            Flag::Lost,
            Proved::Lost,
            missing && duty.has(Proved::Lost),
            !matter.is_loss_open(),
        ),
    ];
    raised
        .into_iter()
        .filter(|(_, _, holds, _)| *holds)
        .map(|(flag, what, _, settled)| (flag, what, settled))
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}
