//! The supervision proposal (监察建议书, S3-12): what a unit has to put right in how it does its duty. Always drafted by
//! one person and signed by another who may; numbered when signed; answered by whom it is addressed to within a
//! time; and over only when the answer was examined and accepted. What somebody answered for (追责) points to it
//! by its number.

pub mod state;
pub mod steps;

pub use state::{Addressee, Answer, Proposal, Signed, Stage};

/// The kind in the catalogue; its series is the organ's own of the year.
pub const LETTER: &str = "supervision-proposal";

/// The measure that a proposal is, in the catalogue of measures and on the sheets of reviews.
pub const MEASURE: &str = "supervision-proposal";

/// Whether a measure is a supervision proposal that was not issued: whoever answered by one is told of under
/// its number, and that stands in the organ's series.
pub(crate) fn is_unissued(measure: &str, paper: Option<&str>, issued: &[String]) -> bool {
    measure == MEASURE && !paper.is_some_and(|paper| issued.iter().any(|known| known == paper))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::Proposal;
    use super::steps::decline::tests::declined;
    use super::steps::draft::tests::{drafted, of_matter};
    use super::steps::examine::tests::{accepted, refused};
    use crate::given::proceeding::Proceeding;

    /// Stories that together record every event of the noun but those of clocks, and end its clocks by
    /// everything that discharges them.
    pub(crate) fn stories() -> Vec<Proceeding<Proposal>> {
        let mut stories = crate::procedure::ladder::tests::climbed(drafted());
        stories.extend([declined(), accepted(), refused(), again(), of_matter()]);
        stories
    }

    /// Answered a second time.
    fn again() -> Proceeding<Proposal> {
        super::steps::answer::tests::answered_from(refused())
    }
}
