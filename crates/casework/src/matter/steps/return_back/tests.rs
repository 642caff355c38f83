//! Returning a matter that is not the unit's own.

use super::*;
use crate::access;
use crate::given::{Case, Story, case, person, sealed};
use serde_json::json;

fn back(story: Story, by: &str) -> Story {
    story.act(by, "return", json!({"reason": sealed(17)}))
}

#[test]
fn it_goes_back_to_where_it_came_from_and_out_of_sight_s0_13_t4() {
    let when = Story::routed()
        .by("county-a-clerk")
        .when("return", json!({"reason": sealed(17)}));
    let Event::Returned(returned) = when.event() else {
        panic!()
    };
    assert_eq!(
        (returned.from.as_str(), returned.to.as_str()),
        ("county-a", "prov")
    );
    let story = when.then(&["returned", "clock-ended", "clock-ended", "clock-opened"]);
    assert_eq!(
        (story.matter.stage, story.matter.holder.as_str()),
        (Stage::Instructed, "prov")
    );
    let reader = person("county-a-clerk");
    assert!(!access::sees(
        story.office,
        story.rules,
        &reader,
        story.now.date(),
        &story.matter
    ));
}

#[test]
fn through_two_hands_it_comes_back_one_by_one_p_13() {
    let story = back(
        Story::signed().route("county-a-clerk", "town-a1"),
        "town-a1-officer",
    );
    assert_eq!(
        (story.matter.stage, story.matter.holder.as_str()),
        (Stage::Signed, "county-a")
    );
    assert!(!story.matter.sight.contains(&"town-a1".into()));
    let story = back(story, "county-a-clerk");
    assert_eq!(
        (story.matter.stage, story.matter.holder.as_str()),
        (Stage::Instructed, "prov")
    );
    assert_eq!(
        story.matter.received,
        crate::given::local("2026-03-02T09:00"),
        "nothing is reset"
    );
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("designated", || {
            let story = crate::matter::steps::designate::tests::returned_twice();
            let fields = json!({"to": "county-b", "requirement": sealed(12)});
            let story = story.by("city-leader").when("designate", fields).done();
            story.by("county-b-clerk").when("return", json!({"reason": sealed(17)})).refused()
        }),
        case("nowhere-to-return", || {
            let story = Story::received().register(Some("prov-cases"), None);
            let story = story.act("prov-clerk", "screen", json!({"class": "A"}));
            let story = story.act("prov-leader", "instruct", json!({"text": sealed(11)}));
            let story = story.route("prov-clerk", "county-a");
            story.by("county-a-clerk").when("return", json!({"reason": sealed(17)})).refused()
        }),
        case("not-pending", || {
            Story::accepted()
                .when("return", json!({"reason": sealed(17)}))
                .refused()
        }),
        // No sequence of acts leads here; the reason guards a state that cannot be told.
        case("nobody-assigned", || {
            let mut story = Story::routed();
            story.matter.assignments.clear();
            story
                .when("return", json!({"reason": sealed(17)}))
                .outcome
                .err()
        }),
    ]
};
