//! The images of slips, urgings and held rungs. No personal and no free text: a slip's words stay sealed.

use crate::matter::Matter;
use crate::matter::state::supervision::Slip;
use crate::rows::{Cell, Offset, Rows, Table};
use Cell::{Int, Null};
use jiff::civil::DateTime;

pub(crate) const SLIPS: &[&str] = &[
    "matter_id",
    "slip",
    "sort_key",
    "organ",
    "to_unit",
    "kind",
    "state",
    "number",
    "rule",
    "drafted_at",
    "signed_at",
    "answer_due_at",
    "answered_at",
    "examined_at",
    "suggestions",
    "run_id",
];

pub(crate) const URGINGS: &[&str] = &[
    "matter_id",
    "urging",
    "sort_key",
    "organ",
    "to_unit",
    "mode",
    "outcome",
    "rule",
    "urged_at",
    "suggestions",
    "run_id",
];

pub(crate) const HOLDS: &[&str] = &[
    "matter_id",
    "clock",
    "kind",
    "organ",
    "to_unit",
    "rule",
    "until_at",
    "run_id",
];

pub(super) fn all(matter: &Matter, offset: Offset, rows: &mut Rows) {
    if matter.is_void() {
        return;
    }
    let id = matter.id.to_string();
    for slip in &matter.supervision.slips {
        let row = slip_row(matter, &id, slip, offset);
        rows.insert((Table::Slips, format!("{id}\u{1f}{}", slip.number)), row);
    }
    urgings(matter, &id, offset, rows);
    holds(matter, &id, offset, rows);
}

fn slip_row(matter: &Matter, id: &str, slip: &Slip, offset: Offset) -> Vec<Cell> {
    let signed = slip.signed.as_ref();
    let answers = matter.clocks.iter().rev();
    let mut answers = answers.filter(|clock| clock.about == Some(slip.number));
    let last = slip.answers.last();
    let examined = last.and_then(|answer| answer.examined.as_ref());
    let rule = slip.first(matter).map_or("", |clock| &clock.rule);
    vec![
        text(id),
        Int(slip.number.into()),
        text(&sort_key(
            signed.map_or(slip.drafted, |s| s.at),
            id,
            slip.number,
            offset,
        )),
        text(slip.organ.as_str()),
        text(slip.to.as_str()),
        text(slip.kind.as_str()),
        text(slip.state(matter).as_str()),
        signed.map_or(Null, |signed| text(&signed.number)),
        text(rule),
        Int(offset.instant(slip.drafted)),
        instant(signed.map(|signed| signed.at), offset),
        instant(answers.next().map(|clock| clock.due), offset),
        instant(last.map(|answer| answer.at), offset),
        instant(examined.map(|examined| examined.at), offset),
        Int(slip.words.suggestions.len() as i64),
        run(matter),
    ]
}

fn urgings(matter: &Matter, id: &str, offset: Offset, rows: &mut Rows) {
    for (urging, number) in matter.supervision.urgings.iter().zip(1_u32..) {
        let row = vec![
            text(id),
            Int(number.into()),
            text(&sort_key(urging.at, id, number, offset)),
            text(urging.organ.as_str()),
            text(urging.to.as_str()),
            text(urging.mode.as_str()),
            text(urging.outcome.as_str()),
            text(&urging.rule),
            Int(offset.instant(urging.at)),
            Int(urging.suggestions as i64),
            run(matter),
        ];
        rows.insert((Table::Urgings, format!("{id}\u{1f}{number}")), row);
    }
}

/// Rungs held back now: of running clocks that have not climbed them.
fn holds(matter: &Matter, id: &str, offset: Offset, rows: &mut Rows) {
    for clock in matter.clocks.iter().filter(|clock| clock.is_running()) {
        let held = clock.climb.left().filter(|(rung, on)| *on > rung.on);
        for (rung, until) in held {
            let kind = rung.kind.as_str();
            let row = vec![
                text(id),
                Int(clock.number.into()),
                text(kind),
                text(rung.from.as_str()),
                text(clock.owner.as_str()),
                text(&clock.rule),
                Int(offset.midnight(until)),
                run(matter),
            ];
            let key = format!("{id}\u{1f}{}\u{1f}{kind}", clock.number);
            rows.insert((Table::Holds, key), row);
        }
    }
}

/// Newest first, and unique, so that a page goes on where the last one ended.
fn sort_key(at: DateTime, id: &str, number: u32, offset: Offset) -> String {
    format!("{:016}-{id}-{number:04}", offset.instant(at).max(0))
}

fn instant(local: Option<DateTime>, offset: Offset) -> Cell {
    local.map_or(Null, |local| Int(offset.instant(local)))
}

fn run(matter: &Matter) -> Cell {
    matter.run.map_or(Null, |run| text(&run.to_string()))
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}
