//! Read, and nothing to add.

use crate::actor::Actor;
use crate::given::{Case, Story, case};
use crate::matter::Stage;
use serde_json::json;

#[test]
fn a_circle_is_no_instruction_p_25() {
    let story = Story::screened().act("prov-leader", "circle", json!({}));
    assert_eq!(story.matter.stage, Stage::Screened);
    assert_eq!(story.matter.readers().len(), 1);
}

#[test]
fn what_is_presented_again_is_circled_again() {
    let story = Story::screened().act("prov-leader", "circle", json!({}));
    let story = story.act("prov-clerk", "present", json!({"leaders": ["prov-leader"]}));
    let story = story.act("prov-leader", "circle", json!({}));
    assert_eq!(story.matter.readers().len(), 1);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("over", || Story::written_off().by("prov-leader").when("circle", json!({})).refused()),
        case("no-person", || {
            Story::screened().by_actor(Actor::Timer).when("circle", json!({})).refused()
        }),
        case("already", || {
            let story = Story::screened().act("prov-leader", "circle", json!({}));
            story.by("prov-leader").when("circle", json!({})).refused()
        }),
    ]
};
