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
}
