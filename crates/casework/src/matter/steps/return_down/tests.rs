//! What was passed up wrongly goes back by the superior's act.

use super::*;
use crate::access;
use crate::given::{Case, Story, case, person, sealed};
use crate::matter::steps::pass_up::tests::passed_up;
use serde_json::json;

/// Given back to county A.
pub(crate) fn returned_down() -> Story {
    passed_up().act("city-clerk", "return-down", json!({"reason": sealed(11)}))
}

#[test]
fn it_stands_below_as_it_was_received() {
    let story = returned_down();
    let matter = &story.matter;
    assert_eq!((matter.stage, matter.holder.as_str()), (Stage::Received, "county-a"));
    assert_eq!(matter.received, crate::given::local("2026-03-02T09:00"));
    assert!(matter.audience().is_empty(), "everybody the key file serves may open it again");
    assert!(matter.passing.lines[0].returned.is_some());
    for who in ["county-a-clerk", "city-clerk"] {
        assert!(access::sees(story.office, story.rules, &person(who), story.now.date(), matter));
    }
    let again = story.act("county-a-clerk", "pass-up", json!({"ground": "superior-cadre"}));
    assert_eq!(again.matter.holder.as_str(), "city");
}

#[test]
fn what_came_from_two_levels_below_stays_closed_at_the_first_return() {
    let story = passed_up().act("city-clerk", "pass-up", json!({"ground": "superior-cadre"}));
    let story = story.act("prov-clerk", "return-down", json!({"reason": sealed(11)}));
    assert_eq!(story.matter.audience(), [UnitId::from("city")]);
    assert_eq!(story.matter.sight, [UnitId::from("city")]);
    let story = story.act("city-clerk", "return-down", json!({"reason": sealed(11)}));
    assert_eq!(story.matter.holder.as_str(), "county-a");
    assert!(story.matter.audience().is_empty());
}

fn down(story: Story, by: &str) -> Option<crate::refusal::Refused> {
    story.by(by).when("return-down", json!({"reason": sealed(11)})).refused()
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-passed", || down(Story::received(), "prov-clerk")),
        case("not-ready", || {
            down(passed_up().act("city-clerk", "register", json!({"class": "C"})), "city-clerk")
        }),
        case("own-leadership", || {
            let story = Story::new().receive("county-a", false);
            let ground = json!({"ground": "own-leadership"});
            down(story.act("county-a-clerk", "pass-up", ground), "city-clerk")
        }),
        case("has-repeats", || {
            let story = passed_up();
            let take = crate::matter::steps::take_repeat::TakeRepeat {
                matter: crate::MatterId(uuid::Uuid::from_u128(900)),
                number: "330000-2026-4-0000099".into(),
                real_name: false,
                recused: Vec::new(),
                accused: Vec::new(),
                came: None,
            };
            let take = crate::matter::steps::Command::TakeRepeat(Box::new(take));
            down(story.by("city-clerk").decide(take).done(), "city-clerk")
        }),
        case("original-out", || {
            let story = passed_up();
            let story = story.act("city-clerk", "keep-original", json!({"kind": "letter", "sheets": 2}));
            let lent = json!({"original": "1", "to": "city-head", "purpose": sealed(52)});
            down(story.act("city-clerk", "lend-original", lent), "city-clerk")
        }),
    ]
};
