//! Public feedback is the answer to an anonymous report.

use super::*;
use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

fn giving(story: Story) -> When {
    let fields = json!({"heads": 62, "remarks": sealed(53)});
    story.by("prov-clerk").when("give-feedback", fields)
}

#[test]
fn it_goes_out_word_for_word_with_place_and_audience_s1_17() {
    let story = Story::feedback_approved();
    let text = story.matter.answering.feedback.as_ref().unwrap().text.clone();
    let when = giving(story);
    let Event::Replied(replied) = when.event() else { panic!() };
    assert!(replied.mode.is_public() && replied.place.is_some() && replied.audience.is_some());
    assert_eq!((&replied.text, replied.heads), (&text, Some(62)));
    assert_eq!(when.done().matter.stage, Stage::Replied);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-concluded", || giving(Story::replied()).refused()),
        case("not-approved", || giving(Story::feedback_proposed()).refused()),
    ]
};
