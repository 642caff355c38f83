//! Forms that were sent already: a second press of the button must not make a second report.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};

/// Milliseconds that a sent form is remembered.
const REMEMBERED_FOR: i64 = 2 * 60 * 60 * 1_000;

/// Forms remembered at most: stops memory from growing under a flood.
const REMEMBERED_MAX: usize = 100_000;

/// The forms sent lately, by the random name each was begun with.
#[derive(Default)]
pub struct Drafts(Mutex<HashMap<String, i64>>);

impl Drafts {
    /// A name for a new form. It says nothing about who fills it.
    pub fn begin() -> String {
        let draw = |part: u8| RandomState::new().hash_one(part);
        format!("{:016x}{:016x}", draw(0), draw(1))
    }

    /// Marks the form as sent; false when it was sent before. `now` in milliseconds.
    pub fn send(&self, name: &str, now: i64) -> bool {
        let mut sent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if sent.len() >= REMEMBERED_MAX {
            sent.retain(|_, at| *at + REMEMBERED_FOR > now);
        }
        if sent.len() >= REMEMBERED_MAX {
            return true; // A flood must not block real reports: rather forget to check.
        }
        sent.insert(name.to_owned(), now)
            .is_none_or(|at| at + REMEMBERED_FOR <= now)
    }

    /// The form was not taken after all: it may be sent again.
    pub fn release(&self, name: &str) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_sent_once_unless_it_was_not_taken() {
        let drafts = Drafts::default();
        let (one, other) = (Drafts::begin(), Drafts::begin());
        assert_ne!(one, other);
        assert!(drafts.send(&one, 0));
        assert!(!drafts.send(&one, 1));
        assert!(drafts.send(&other, 1));
        drafts.release(&one);
        assert!(drafts.send(&one, 2));
    }
}
