//! The lists behind the figures: what each counts, one row a matter, keyset-paged.

mod listing;
mod rows;

pub use listing::{Listing, State};
pub(super) use rows::urgent;
pub use rows::{Line, list};

use super::Organ;
use crate::queries::passed::Passed;
use casework::matter::{Channel, Origin};
use serde::Serialize;

/// What of a list is shown. Every part is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// By channel: of what came in today.
    pub channel: Option<Channel>,
    /// By origin: of what came in today.
    pub origin: Option<Origin>,
    /// Done, missed or not due yet: of the hundred-per-cents.
    pub state: Option<State>,
}

impl Filter {
    /// The filter of a query string's pairs. Unknown names and values are left out.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs {
            match name {
                "channel" => filter.channel = Channel::parse(value),
                "origin" => filter.origin = Origin::parse(value),
                "state" => filter.state = State::parse(value),
                _ => {}
            }
        }
        filter
    }
}

/// A page of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    /// Whose gate.
    pub organ: Organ,
    /// Which list.
    pub listing: Listing,
    /// Its rows.
    pub rows: Vec<Line>,
    /// What the list has no rows for, because it was passed up; nothing where nothing was.
    pub passed: Passed,
    /// The cursor of what follows, if anything does.
    pub next: Option<String>,
}
