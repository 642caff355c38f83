//! The bulletin (工作通报): how the organs below stand, counted from the books, judged by a person, signed by a
//! leader, sent to every one of them and acknowledged by each (S0-21, S3-01). It counts and names no matter.

mod figures;
mod period;
mod state;
pub mod steps;

pub use figures::{Line, Told, Totals, change};
pub use period::Period;
pub use state::{Bulletin, Receipt, Stage};

pub(crate) use state::COLUMNS;

#[cfg(test)]
pub(crate) mod tests {
    use super::Bulletin;
    use super::steps::{acknowledge, draft, edit, withdraw};
    use crate::given::proceeding::Proceeding;

    /// Stories that together record every event of the noun but those of clocks, and end its clocks by
    /// everything that discharges them.
    pub(crate) fn stories() -> Vec<Proceeding<Bulletin>> {
        let mut stories = crate::procedure::ladder::tests::climbed(draft::tests::drafted());
        stories.extend([
            acknowledge::tests::all(),
            withdraw::tests::withdrawn(),
            edit::tests::edited(),
        ]);
        stories
    }
}
