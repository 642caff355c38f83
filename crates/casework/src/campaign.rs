//! The campaign (专项行动): a list of old and repeated reports cleared against a date (动态清零). It is launched
//! with its phases, matters are proposed and taken in or refused, each is contracted by one leader with one
//! team and one plan, cleared, written off and looked back on.

pub mod facts;
pub mod figures;
pub mod item;
pub mod paper;
pub(crate) mod rows;
pub mod state;
pub mod steps;
pub mod traits;

pub use facts::{CampaignFacts, Found, Standing};
pub use figures::Figures;
pub use item::{Contract, Item, ItemState};
pub use paper::Paper;
pub use state::{Campaign, Phase};
pub use traits::Traits;

#[cfg(test)]
pub(crate) mod tests {
    use super::Campaign;
    use super::steps::{finish, include, look_back, sign_notice};
    use crate::given::proceeding::Proceeding;
    use crate::procedure::ladder::tests::climbed;

    /// Stories that together record every event of the noun but those of clocks, and end its clocks by
    /// everything that discharges them.
    pub(crate) fn stories() -> Vec<Proceeding<Campaign>> {
        let mut stories = vec![
            look_back::tests::looked_back(),
            look_back::tests::sent_back(),
            finish::tests::finished(),
        ];
        stories.extend(sign_notice::tests::signed_and_ended());
        stories.extend(climbed(include::tests::included()));
        stories
    }
}
