//! How far exports are that this node is writing. A comfort: what counts is in the events.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Rows written, by receipt.
#[derive(Default)]
pub struct UnderWay {
    rows: Mutex<HashMap<String, u64>>,
}

impl UnderWay {
    /// Tells how far one is.
    pub(crate) fn tell(&self, receipt: &str, rows: u64) {
        let mut all = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(receipt.to_owned(), rows);
    }

    /// Forgets one that ended.
    pub(crate) fn end(&self, receipt: &str) {
        let mut all = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(receipt);
    }

    /// How far one is; nothing where this node does not write it.
    pub fn rows(&self, receipt: &str) -> Option<u64> {
        let all = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(receipt).copied()
    }
}
