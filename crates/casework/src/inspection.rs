//! The inspection (抽查检查): a check of how reports are handled: drawn or full, on a platform, at a venue,
//! over the telephone. It is opened, its population fixed, its sample drawn and judged, its findings
//! answered and rectified.

pub mod state;
pub mod steps;
mod told;

pub use state::{
    CheckItem, Consequence, Drawn, Fixed, Ground, Inspection, ItemState, Said, Saying, Stage, Visit,
};
pub(crate) use state::{ITEMS, answers_for};
pub use told::Told;

#[cfg(test)]
pub(crate) mod tests {
    use super::Inspection;
    use super::steps::answer_complaint::tests::sampled;
    use super::steps::call_off::tests::{called_off, off};
    use super::steps::conclude::tests::concluded;
    use super::steps::decide_rectification::tests::refused;
    use super::steps::fix_population::tests::full;
    use super::steps::name_venues::tests::named;
    use super::steps::open::tests::opened_as;
    use super::steps::record_consequence::tests::recorded;
    use crate::given::proceeding::Proceeding;
    use crate::procedure::ladder::tests::climbed;

    /// Stories that together record every event of the noun but those of clocks, and end its clocks by
    /// everything that discharges them.
    pub(crate) fn stories() -> Vec<Proceeding<Inspection>> {
        let mut stories = climbed(opened_as("hotline"));
        stories.extend([
            called_off(),
            off(opened_as("hotline")),
            concluded(),
            refused(),
            full(),
            named(),
            sampled(),
            recorded(),
        ]);
        stories
    }
}
