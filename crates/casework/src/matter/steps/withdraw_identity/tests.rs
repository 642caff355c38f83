//! A request taken back opens nothing.

use crate::given::{Case, Story, When, case};
use serde_json::json;

fn withdrawing(story: Story, who: &str) -> When {
    story.by(who).when("withdraw-identity", json!({"request": "1"}))
}

#[test]
fn what_is_withdrawn_cannot_be_approved_or_opened() {
    let story = withdrawing(Story::identity_asked(), "prov-clerk");
    let story = story.then(&["identity-withdrawn", "clock-ended"]);
    let approve = json!({"request": "1", "verdict": "approve"});
    assert!(story.by("prov-head").when("decide-identity", approve).refused().is_some());
    let story = withdrawing(Story::identity_approved(), "prov-clerk").done();
    assert!(story.when("disclose-identity", json!({"request": "1"})).refused().is_some());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-asked", || withdrawing(Story::received(), "prov-clerk").refused()),
        case("request-unknown", || {
            let unknown = json!({"request": "9"});
            Story::identity_asked().by("prov-clerk").when("withdraw-identity", unknown).refused()
        }),
        case("others-request", || {
            let story = Story::identity_asked().ask_identity("prov-head");
            withdrawing(story, "prov-head").refused()
        }),
    ]
};

#[test]
fn what_was_opened_cannot_be_taken_back() {
    let story = Story::identity_opened().ask_identity("prov-clerk").by("prov-clerk");
    let refused = story.when("withdraw-identity", json!({"request": "1"})).refused();
    assert_eq!(refused.unwrap().code, "request-unknown");
}
