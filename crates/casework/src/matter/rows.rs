//! The read tables of a matter as a pure function of its state.
//!
//! The shell writes the difference between the rows before and after a command in the same `Write`
//! as the events; a rebuild writes the rows of the replayed state. Both can only agree.

pub mod accountability;
pub(crate) mod asked;
pub(crate) mod duties;
pub(crate) mod holdings;
pub(crate) mod images;
pub(crate) mod originals;
pub(crate) mod pairings;
pub(crate) mod passed;
pub(crate) mod supervision;
pub(crate) mod voids;

pub use asked::Asked;

use super::Matter;
use crate::rows::{Offset, Rows};

/// The rows of a state; an unreceived matter has none.
pub fn rows(matter: &Matter, offset: Offset) -> Rows {
    let mut rows = Rows::new();
    if matter.exists() {
        images::all(matter, offset, &mut rows);
        originals::all(matter, &mut rows);
        voids::all(matter, offset, &mut rows);
        duties::all(matter, &mut rows);
        passed::all(matter, offset, &mut rows);
        supervision::all(matter, offset, &mut rows);
        holdings::all(matter, offset, &mut rows);
        accountability::all(matter, offset, &mut rows);
        pairings::all(matter, offset, &mut rows);
    }
    rows
}
