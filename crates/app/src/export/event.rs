//! What is recorded of an export.

use super::Format;
use casework::step::Recorded;
use casework::{SealedRef, UnitId, codes};
use serde::{Deserialize, Serialize};
use store::Change;

/// What is recorded of an export, in a stream of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data")]
pub enum Event {
    /// Somebody began to take a book out. Recorded before the first byte leaves.
    #[serde(rename = "book.export-begun.v1")]
    Begun {
        /// Which book.
        book: String,
        /// Of which organ.
        organ: UnitId,
        /// Through which unit's eyes.
        unit: UnitId,
        /// As what.
        format: Format,
        /// Hex of the SHA-256 of the layout it fills, where it fills one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        layout: Option<String>,
        /// Which columns.
        columns: Vec<String>,
        /// Whether sealed texts are opened for it: titles, the accused.
        texts: bool,
        /// Why.
        reason: SealedRef,
        /// What it holds, in words: its commitment is the filter's.
        scope: SealedRef,
    },
    /// The file is whole.
    #[serde(rename = "book.exported.v1")]
    Exported {
        /// How many matters it holds.
        rows: u64,
        /// How many bytes it has.
        bytes: u64,
        /// Hex of its SHA-256.
        sha256: String,
    },
    /// It was cut off; what left until then is no whole file.
    #[serde(rename = "book.export-cancelled.v1")]
    Cancelled {
        /// How many matters had been written.
        rows: u64,
        /// Why.
        why: Stop,
    },
}

codes! {
    /// Why an export was cut off.
    pub enum Stop {
        /// Whoever took it broke off, or the connection did.
        BrokenOff = "broken-off" => "下载中断",
        /// The right ended meanwhile.
        RightEnded = "right-ended" => "导出期间权限终止",
        /// It could not be written on.
        Fault = "fault" => "写出时出错",
    }
}

/// The stream of an export.
pub(crate) fn stream_of(receipt: &str) -> String {
    format!("export-{receipt}")
}

/// The row of an export in the read table; only its beginning has one.
pub(crate) fn row(receipt: &str, recorded: &Recorded<Event>) -> Option<Change> {
    let Event::Begun { organ, .. } = &recorded.event else {
        return None;
    };
    let person = recorded.by.person().map_or("", |person| person.as_str());
    Some(Change::new(
        "INSERT INTO exports (receipt, person_id, organ, begun_at) VALUES ($1, $2, $3, $4)",
        [
            receipt.into(),
            person.into(),
            organ.as_str().into(),
            recorded.at.into(),
        ],
    ))
}
