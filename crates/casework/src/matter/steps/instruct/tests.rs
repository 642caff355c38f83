//! A leader's instruction.

use super::*;
use crate::actor::Actor;
use crate::given::{Case, Story, case, person, sealed};
use serde_json::json;

#[test]
fn an_instruction_is_bound_to_the_matter_with_person_and_date_s0_04_s2_06() {
    let when = Story::screened()
        .by("prov-principal")
        .when("instruct", json!({"text": sealed(11)}));
    let Event::Instructed(event) = when.event() else {
        panic!()
    };
    assert_eq!(event.leader, person("prov-principal"));
    let story = when.then(&["instructed"]);
    assert!(story.matter.instructed && story.matter.stage == Stage::Instructed);
}

#[test]
fn a_later_instruction_leaves_the_stage_alone() {
    let story = Story::accepted().act("county-a-leader", "instruct", json!({"text": sealed(11)}));
    assert_eq!(story.matter.stage, Stage::Accepted);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-screened", || {
            let story = Story::registered().by("prov-leader");
            story
                .when("instruct", json!({"text": sealed(11)}))
                .refused()
        }),
        case("under-study", || {
            let story = Story::screened().study(&["prov-cases"]).by("prov-leader");
            story.when("instruct", json!({"text": sealed(11)})).refused()
        }),
        case("no-person", || {
            let story = Story::screened().by_actor(Actor::Timer);
            story
                .when("instruct", json!({"text": sealed(11)}))
                .refused()
        }),
    ]
};
