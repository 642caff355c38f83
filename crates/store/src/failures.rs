//! Failures that tests order: the next commit loses its answer, stored or not stored.
//!
//! Only the feature `testing` can order one.

use std::sync::atomic::{AtomicU8, Ordering};

/// How the next commit fails. Either way its caller is told that the outcome is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The write is undone.
    NotStored,
    /// The write is stored.
    Stored,
}

/// The failure ordered for the next commit.
#[derive(Default)]
pub(crate) struct Failures(AtomicU8);

impl Failures {
    #[cfg(feature = "testing")]
    pub(crate) fn order(&self, failure: Failure) {
        let number = match failure {
            Failure::NotStored => 1,
            Failure::Stored => 2,
        };
        self.0.store(number, Ordering::SeqCst);
    }

    pub(crate) fn take(&self) -> Option<Failure> {
        match self.0.swap(0, Ordering::SeqCst) {
            0 => None,
            1 => Some(Failure::NotStored),
            _ => Some(Failure::Stored),
        }
    }
}
