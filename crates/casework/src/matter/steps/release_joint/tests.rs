//! Releasing a joint unit.

use crate::given::{Case, Story, case, sealed};
use crate::matter::steps::name_joint::tests::joined_by_two;
use serde_json::json;

fn release(story: Story, unit: &str) -> crate::given::When {
    let fields = json!({"unit": unit, "reason": sealed(42)});
    story.by("county-a-clerk").when("release-joint", fields)
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nobody-owes", || release(Story::accepted(), "bureau").refused()),
        case("not-joint", || release(joined_by_two(), "town-a1").refused()),
    ]
};
