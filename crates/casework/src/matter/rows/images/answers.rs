//! Conclusions and what came of them: the basis of every figure of satisfaction (满意度, S1-25). No word
//! of what was said.

use super::{Cell, Int, Null, Offset, run, text};
use crate::matter::{Matter, Round};

/// The columns of the read table `answers`.
pub(crate) const ANSWERS: &[&str] = &[
    "matter_id",
    "round",
    "unit_id",
    "concluded_at",
    "answered_at",
    "mode",
    "process",
    "result",
    "via",
    "evaluated_at",
    "run_id",
    "flags",
];

/// The row of a conclusion.
pub(super) fn row(
    matter: &Matter,
    id: &str,
    (number, round): (i64, &Round),
    offset: Offset,
) -> Vec<Cell> {
    let (answer, said) = (round.answer.as_ref(), round.evaluation);
    vec![
        text(id),
        Int(number),
        text(round.unit.as_str()),
        Int(offset.instant(round.concluded)),
        answer.map_or(Null, |answer| Int(offset.instant(answer.at))),
        answer.map_or(Null, |answer| text(answer.mode.as_str())),
        said.map_or(Null, |said| text(said.process.as_str())),
        said.map_or(Null, |said| text(said.result.as_str())),
        said.map_or(Null, |said| text(said.via.as_str())),
        said.map_or(Null, |said| Int(offset.instant(said.at))),
        run(matter),
        text(&crate::figures::conclusion(matter, round)),
    ]
}
