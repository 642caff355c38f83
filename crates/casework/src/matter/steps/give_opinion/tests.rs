//! A joint unit's opinion.

use crate::given::{Case, Story, case, sealed};
use crate::matter::steps::name_joint::tests::joined_by_two;
use serde_json::json;

fn say(story: Story, who: &str) -> crate::given::When {
    story.by(who).when("give-opinion", json!({"opinion": sealed(41)}))
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nobody-owes", || say(Story::accepted(), "bureau-officer").refused()),
        case("not-joint", || say(joined_by_two(), "county-a-handler").refused()),
    ]
};
