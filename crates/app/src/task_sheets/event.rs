//! What is recorded of a task sheet, and its row in the read table.

use casework::matter::Stage;
use casework::step::Recorded;
use casework::{MatterId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{Change, Value};

/// What is recorded of a task sheet, in a stream of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data")]
pub enum Event {
    /// It was taken for a unit. Recorded before the file leaves.
    #[serde(rename = "task-sheet.taken.v1")]
    Taken {
        /// Of which organ.
        organ: UnitId,
        /// For which unit.
        unit: UnitId,
        /// The matters on it, each as it stood.
        matters: Vec<Given>,
        /// By the end of which day it should be back.
        due: Date,
        /// How many bytes the file has.
        bytes: u64,
        /// Hex of the file's SHA-256.
        sha256: String,
    },
    /// It was brought back, and what was good in it entered.
    #[serde(rename = "task-sheet.brought.v1")]
    Brought {
        /// Rows entered.
        rows: u64,
        /// Acts entered.
        acts: u64,
        /// Rows that were filled and could not be entered.
        left: u64,
        /// How many bytes the file had.
        bytes: u64,
        /// Hex of the file's SHA-256.
        sha256: String,
    },
}

/// A matter as it stood when the sheet was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Which matter.
    pub matter: MatterId,
    /// At which version of its stream.
    pub version: i64,
    /// Where in its life.
    pub stage: Stage,
    /// In whose hands.
    pub holder: UnitId,
}

/// The stream of a sheet.
pub(crate) fn stream_of(sheet: &str) -> String {
    format!("task-sheet-{sheet}")
}

/// The row of a sheet, as all its events say.
pub(crate) fn row(sheet: &str, events: &[Recorded<Event>]) -> Option<Change> {
    let first = events.first()?;
    let Event::Taken { organ, unit, .. } = &first.event else {
        return None;
    };
    let brought = events.iter().find_map(|recorded| match recorded.event {
        Event::Brought { .. } => Some(recorded.at),
        Event::Taken { .. } => None,
    });
    Some(Change::new(
        "INSERT INTO task_sheets (sheet, organ, unit, taken_at, brought_at) \
         VALUES ($1, $2, $3, $4, $5)",
        [
            sheet.into(),
            organ.as_str().into(),
            unit.as_str().into(),
            first.at.into(),
            brought.map_or(Value::Null, Value::Int),
        ],
    ))
}
