//! The linkage (业务范围外重点信访事项联动处置): an important demand that is none of the commission's business
//! goes by prompt letter (提示函) to a dispatched body or the commission below, from there by handover letter
//! (移交函) to whoever can solve it, and is fed back on until it is solved.
//!
//! Four parties, each with duties of its own (S1-53): the petition office proposes, signs out and judges; the
//! supervision-inspection office watches and urges; the receiver, a dispatched body or a commission below,
//! hands over and feeds back. The reporter is named to nobody by it (T5): what goes along is the office's own
//! words, and name and contact only on the annex that the reporter agreed to (P-20).

pub mod rows;
pub mod state;
pub mod steps;

pub use state::{
    Coordination, Feedback, Handover, Issued, Linkage, Outcome, Solved, Stage, Subject, Urging,
};

use crate::matter::Matter;

/// What an act of a linkage is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// The matter named, as far as whoever acts may see it.
    pub matter: Option<Box<Matter>>,
    /// Whether a linkage about it is under way.
    pub linked: bool,
    /// The next free number in the series of the letter about to be signed.
    pub letter: Option<u32>,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::Linkage;
    use super::steps::feed_back_result::tests::without_letter;
    use super::steps::judge_result::tests::{concluded, sent_back};
    use super::steps::propose::tests::proposed;
    use super::steps::record_coordination::tests::coordinated;
    use super::steps::return_prompt::tests::returned;
    use super::steps::urge::tests::urged;
    use super::steps::withdraw::tests::withdrawn;
    use crate::given::proceeding::Proceeding;
    use crate::procedure::ladder::tests::climbed;

    /// Stories that together record every event of the noun but those of clocks, and end its clocks by
    /// everything that discharges them.
    pub(crate) fn stories() -> Vec<Proceeding<Linkage>> {
        let mut stories = climbed(proposed());
        stories.extend([
            withdrawn(),
            returned(),
            urged(),
            coordinated(),
            sent_back(),
            without_letter(),
            concluded(),
        ]);
        stories
    }
}
