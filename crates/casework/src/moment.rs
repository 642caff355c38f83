//! The one moment of a write: everything decided inside agrees on it.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// An instant with the local reading of the office's zone, computed once by the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// Milliseconds since the Unix epoch, UTC.
    pub at: i64,
    /// The same instant as the office's clock on the wall shows it.
    pub local: DateTime,
}

impl Moment {
    /// The local date.
    pub fn on(&self) -> Date {
        self.local.date()
    }

    /// The instant of another local time, under the offset this moment was read with.
    ///
    /// China keeps one offset all year; an office elsewhere hands in moments with its own.
    pub fn instant_of(&self, local: DateTime) -> i64 {
        self.at + milliseconds_between(self.local, local)
    }

    /// The moment at another local time, under the same offset.
    pub fn at_local(&self, local: DateTime) -> Self {
        Self {
            at: self.instant_of(local),
            local,
        }
    }
}

fn milliseconds_between(from: DateTime, to: DateTime) -> i64 {
    to.duration_since(from).as_millis() as i64
}
