//! Screening: on to a leader, or out with a reason.

use super::*;
use crate::given::{Case, Story, case, sealed};
use serde_json::json;

#[test]
fn what_is_within_duty_goes_on_to_a_leader() {
    let story = Story::registered().by("prov-clerk");
    let story = story
        .when("screen", json!({"class": "B"}))
        .then(&["screened"]);
    assert_eq!(
        (story.matter.stage, story.matter.class),
        (Stage::Screened, Some(Class::Appeal))
    );
}

#[test]
fn the_three_excluded_classes_go_out_with_their_reason_s1_32() {
    for class in ["D", "E", "F"] {
        let fields = json!({"class": class, "reason": sealed(9), "proper_body": sealed(10)});
        let story = Story::registered().by("prov-clerk").when("screen", fields);
        let story = story.then(&["screened-out", "clock-ended", "clock-opened", "clock-opened"]);
        assert!(story.matter.excluded && story.matter.stage == Stage::Concluded);
        assert_eq!(
            story.matter.open_clocks().last().unwrap().rule,
            "reply-anonymous",
            "it is answered"
        );
    }
}

#[test]
fn the_unit_proposed_stands_first_when_it_is_routed_p_01() {
    let story = Story::registered().by("prov-clerk");
    let story = story.when("screen", json!({"class": "A", "to": "city"})).done();
    let offered = crate::matter::choices(Source::Receivers, Some(&story.matter), &story.context());
    assert_eq!(offered[0].value, "city");
    assert_eq!(offered[0].reason.as_deref(), Some("信访室拟办"));
}

fn screening(story: Story, class: &str) -> Option<crate::refusal::Refused> {
    story.when("screen", json!({"class": class})).refused()
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-registered", || screening(Story::received(), "A")),
        case("under-study", || screening(Story::under_study(), "A")),
        case("body-unknown", || {
            let fields = json!({"class": "D", "reason": sealed(9), "body": "moon"});
            Story::registered().when("screen", fields).refused()
        }),
        case("reason-missing", || screening(Story::registered(), "E")),
        case("body-missing", || {
            let fields = json!({"class": "D", "reason": sealed(9)});
            Story::registered().when("screen", fields).refused()
        }),
        case("receiver-unfit", || {
            let fields = json!({"class": "A", "to": "prov"});
            Story::registered().when("screen", fields).refused()
        }),
        case("lead-missing", || {
            let story = Story::received().act("prov-clerk", "register", json!({"class": "C"}));
            screening(story, "A")
        }),
    ]
};
