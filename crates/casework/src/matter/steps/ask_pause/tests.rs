//! Asking for a pause.

use crate::given::{Case, Story, case, sealed};
use serde_json::json;

fn ask(story: Story) -> Option<crate::Refused> {
    let fields = json!({"ground": "appraisal", "reason": sealed(53)});
    story.by("county-a-handler").when("ask-pause", fields).refused()
}

#[test]
fn a_pause_that_is_only_asked_for_stops_nothing() {
    let story = Story::asked_to_pause();
    assert!(!story.matter.handling.is_paused() && story.matter.handling.is_pause_asked());
    assert!(story.matter.clocks.iter().all(|clock| clock.paused.is_none()));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-accepted", || ask(Story::reported())),
        case("already-asked", || ask(Story::asked_to_pause())),
        case("already-paused", || ask(Story::paused())),
    ]
};
