//! An analysis (综合分析): the figures of a time frozen, what they show found and marked by rule, causes and
//! suggestions written by people, instructed by a leader, tasked to units, and followed until solved: 提出、
//! 研判、督办、解决 (S0-01 to S0-06, S1-34 to S1-37).

mod figures;
mod state;
pub mod steps;
pub mod typical;

pub use figures::{Frozen, Mark, Theme, Themes, Told, about_zh, of_section, topics};
pub use state::{Analysis, Chosen, Delivery, Finding, Left, Progress, Stage, Task, Way, days};
pub use typical::{LeftGround, Showing};

#[cfg(test)]
pub(crate) mod tests {
    use super::Analysis;
    use super::steps::{freeze, judge, leave_case, receive, report};
    use crate::given::proceeding::Proceeding;

    /// Stories that together record every event of the noun but those of clocks, and end its clocks by
    /// everything that discharges them.
    pub(crate) fn stories() -> Vec<Proceeding<Analysis>> {
        let mut stories =
            crate::procedure::ladder::tests::climbed(super::steps::submit::tests::submitted());
        stories.extend([
            judge::tests::solved(),
            judge::tests::returned(),
            report::tests::progressed(),
            receive::tests::received(),
            freeze::tests::frozen(),
            leave_case::tests::left(),
        ]);
        stories
    }
}
