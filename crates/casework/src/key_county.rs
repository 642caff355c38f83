//! The key supervised county (重点督导县): proposed by rule where first reports are handled badly and over-level
//! reports are prominent, decided by a person, checked in full each month by the organ above directly, its
//! principal leader told point to point; until it leaves.

pub mod ground;
pub mod state;
pub mod steps;

pub use ground::{Candidate, Ground, Made, Told};
pub(crate) use state::NOTICES;
pub use state::{Check, KeyCounty, Notice, Stage, Verdict};

#[cfg(test)]
pub(crate) mod tests {
    use super::KeyCounty;
    use super::steps::decide::tests::declined;
    use super::steps::keep::tests::kept;
    use super::steps::leave::tests::left;
    use super::steps::read_notice::tests::read;
    use super::steps::record_check::tests::twice;
    use crate::given::proceeding::Proceeding;

    /// Stories that together record every event of the noun but those of clocks, and end its clocks by
    /// everything that discharges them.
    pub(crate) fn stories() -> Vec<Proceeding<KeyCounty>> {
        let mut stories =
            crate::procedure::ladder::tests::climbed(super::steps::propose::tests::proposed());
        stories.extend([declined(), kept(), left(), read(), twice()]);
        stories
    }
}
