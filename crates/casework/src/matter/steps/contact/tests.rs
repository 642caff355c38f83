//! Contacts with the reporter.

use super::*;
use crate::given::{Case, Story, case, sealed};
use serde_json::json;

fn telling(purpose: &str) -> serde_json::Value {
    json!({"purpose": purpose, "mode": "phone", "content": sealed(45)})
}

#[test]
fn the_first_two_feedbacks_end_their_clocks_s1_16() {
    let story = Story::accepted_real_name().by("county-a-handler");
    let story = story.when("contact", telling("acceptance"));
    let story = story.then(&["acceptance-told", "clock-ended"]).by("county-a-handler");
    let story = story.when("contact", telling("progress")).then(&["progress-told", "clock-ended"]);
    assert!(story.matter.handling.told(Feedback::Acceptance).is_some());
    assert!(story.matter.handling.told(Feedback::Progress).is_some());
}

#[test]
fn a_try_that_reached_nobody_is_recorded_and_is_no_feedback_s2_10() {
    let mut fields = telling("acceptance");
    fields["unreached"] = json!(true);
    let story = Story::accepted_real_name().by("county-a-handler").when("contact", fields);
    let story = story.then(&["contacted"]);
    assert!(story.matter.handling.contacts.is_empty());
    let story = story.by("county-a-handler").when("contact", telling("clues"));
    assert_eq!(story.then(&["contacted"]).matter.handling.contacts.len(), 1);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("over", || Story::received().by("prov-clerk").when("contact", telling("clues")).refused()),
        case("anonymous", || {
            Story::accepted().by("county-a-handler").when("contact", telling("progress")).refused()
        }),
    ]
};
