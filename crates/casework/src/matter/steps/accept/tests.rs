//! Accepting: who is responsible from now on.

use super::*;
use crate::given::{Case, Story, When, case, person, sealed};
use serde_json::json;

fn naming(story: Story, handler: &str, leader: &str) -> When {
    story
        .by("county-a-head")
        .when("accept", json!({"handler": handler, "leader": leader}))
}

#[test]
fn the_first_handler_and_the_leader_are_named_s1_14_s3_17() {
    let when = naming(Story::signed(), "county-a-handler", "county-a-leader");
    let story = when.then(&["accepted", "clock-ended", "clock-opened"]);
    assert_eq!(story.matter.stage, Stage::Accepted);
    assert_eq!(story.matter.handler(), Some(&person("county-a-handler")));
    assert_eq!(story.matter.first_handler, Some(person("county-a-handler")));
    assert!(
        story.matter.sight.contains(&"county-a-supervision".into()),
        "their office sees it"
    );
}

#[test]
fn the_first_handler_stays_first_when_another_is_named_s1_14() {
    let fields = json!({"person": "county-a-handler", "reason": sealed(16)});
    let story = Story::accepted().act("county-a-head", "recuse", fields);
    let story = naming(story, "county-a-unit-head", "county-a-leader").done();
    assert_eq!(story.matter.handler(), Some(&person("county-a-unit-head")));
    assert_eq!(story.matter.first_handler, Some(person("county-a-handler")));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-signed", || {
            naming(Story::routed(), "county-a-handler", "county-a-leader").refused()
        }),
        case("recused", || {
            let fields = json!({"person": "county-a-leader", "reason": sealed(16)});
            let story = Story::signed().act("county-a-head", "recuse", fields);
            naming(story, "county-a-handler", "county-a-leader").refused()
        }),
        case("cannot-sign", || {
            naming(Story::signed(), "county-a-clerk", "county-a-leader").refused()
        }),
        case("same-person", || {
            naming(Story::signed(), "county-a-leader", "county-a-leader").refused()
        }),
    ]
};
