//! The reporter is told why.

use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

fn telling(story: Story, plea: &str) -> When {
    let fields = json!({"plea": plea, "mode": "phone", "text": sealed(56)});
    story.by("prov-clerk").when("tell-refusal", fields)
}

#[test]
fn told_nothing_is_left_to_tell_p_17() {
    let story = telling(Story::refused_again(), "1").then(&["refusal-told", "clock-ended"]);
    assert_eq!(story.matter.answering.untold().count(), 0);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-to-tell", || telling(Story::pleading(), "1").refused()),
        case("plea-unknown", || telling(Story::refused_again(), "9").refused()),
    ]
};
