//! The assessment (考核): a year in which an organ measures the organs under it, month by month. Each month is
//! counted from what was recorded, scored by the weights of the catalogue, and frozen by a signed act; a past
//! that changed afterwards is a correction, told with the next month.

pub mod score;
pub mod state;
pub mod steps;
mod told;

pub use score::{Figure, Line, Points, Scored};
pub use state::{Assessment, Award, Change, Correction, Missed, Month, Objection, Target, Verdict};
pub use told::Told;

#[cfg(test)]
pub(crate) mod tests {
    use super::Assessment;
    use super::steps::close::tests::closed;
    use super::steps::decide_objection::tests::{refused, upheld};
    use super::steps::explain_target::tests::explained;
    use super::steps::freeze_month::tests::two_months;
    use crate::given::proceeding::Proceeding;

    /// Stories that together record every event of the noun but those of clocks, and end its clocks by
    /// everything that discharges them.
    pub(crate) fn stories() -> Vec<Proceeding<Assessment>> {
        let mut stories =
            crate::procedure::ladder::tests::climbed(super::steps::open::tests::opened());
        stories.extend([closed(), upheld(), refused(), explained(), two_months()]);
        stories
    }
}
