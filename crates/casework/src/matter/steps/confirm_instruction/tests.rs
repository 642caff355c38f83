//! The paper after the telephone.

use crate::actor::Actor;
use crate::given::{Case, Story, case, sealed};
use serde_json::json;

#[test]
fn the_leader_who_said_it_writes_it_wherever_the_matter_went_p_11() {
    let story = Story::phoned().register(None, None).route("prov-clerk", "county-a");
    let story = story.by("prov-leader").when("confirm-instruction", json!({"text": sealed(61)}));
    assert!(!story.then(&["instruction-confirmed", "clock-ended"]).matter.intake.paper_owed);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-owed", || {
            let story = Story::letter_from_above().by("prov-leader");
            story.when("confirm-instruction", json!({"text": sealed(61)})).refused()
        }),
        case("no-person", || {
            let story = Story::phoned().by_actor(Actor::Timer);
            story.when("confirm-instruction", json!({"text": sealed(61)})).refused()
        }),
    ]
};
