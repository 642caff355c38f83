//! The reconciliation (对账): the balance of an organ's book for a month, frozen as it was counted, its differences
//! one by one each with its cause, signed by a clerk and confirmed by the head (S0-22). A past that changes
//! afterwards shows as a difference of the next one; the month's bulletin waits for it.

mod differences;
mod rows;
mod state;
pub mod steps;
mod told;

pub use differences::{Difference, DifferenceKind, Found, Record, Side};
pub(crate) use rows::COLUMNS;
pub use state::{Cause, Figures, Reconciliation, Stage, month_of, month_zh};
pub use told::{Counted, Told};

#[cfg(test)]
pub(crate) mod tests {
    use super::Reconciliation;
    use super::steps::{confirm, hand_back, open, recount};
    use crate::given::proceeding::Proceeding;

    /// Stories that together record every event of the noun but those of clocks, and end its clocks by
    /// everything that discharges them.
    pub(crate) fn stories() -> Vec<Proceeding<Reconciliation>> {
        let mut stories = crate::procedure::ladder::tests::climbed(open::tests::opened());
        stories.extend([
            confirm::tests::confirmed(),
            hand_back::tests::handed_back(),
            recount::tests::recounted(),
        ]);
        stories
    }
}
