//! The same request for those who have no code.

use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

fn recording(story: Story, ground: &str) -> When {
    let fields = json!({"ground": ground, "reason": sealed(54), "via": "phone"});
    story.by("prov-clerk").when("record-reopening", fields)
}

#[test]
fn what_is_said_on_the_telephone_asks_like_the_code() {
    recording(Story::dissatisfied(), "dissatisfied").then(&["reopening-requested", "clock-opened"]);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-told", || recording(Story::concluded(), "new-facts").refused()),
        case("already", || {
            recording(recording(Story::replied(), "new-facts").done(), "new-facts").refused()
        }),
        case("not-dissatisfied", || recording(Story::replied(), "dissatisfied").refused()),
        case("erased", || recording(Story::erased(), "new-facts").refused()),
    ]
};
