//! Designation by the common superior after the second return.

use super::*;
use crate::given::{Case, Story, case, sealed};
use serde_json::json;

/// Forwarded by county A to its neighbour, and returned.
fn returned_once() -> Story {
    let story = Story::signed();
    let forwarded = json!({"to": "county-b", "mode": "forward"});
    let story = story.act("county-a-clerk", "route", forwarded);
    story.act("county-b-clerk", "return", json!({"reason": sealed(17)}))
}

/// Returned a second time: now it lies with the city above both counties.
pub(crate) fn returned_twice() -> Story {
    let story = returned_once();
    let forwarded = json!({"to": "town-b1", "mode": "forward"});
    let story = story.act("county-a-clerk", "route", forwarded);
    story.act("town-b1-officer", "return", json!({"reason": sealed(17)}))
}

fn designate(story: Story, to: &str) -> crate::given::When {
    let fields = json!({"to": to, "requirement": sealed(12)});
    story.by("city-leader").when("designate", fields)
}

#[test]
fn what_an_office_of_the_superior_gives_back_waits_to_be_handed_on_p_13() {
    let inside = designate(returned_twice(), "city-supervision").done();
    let reason = json!({"reason": sealed(17)});
    let story = inside.act("city-head", "return", reason);
    assert_eq!((story.matter.stage, story.matter.holder.as_str()), (Stage::Instructed, "city"));
}

#[test]
fn the_second_return_goes_to_the_common_superior_and_the_first_does_not_p_13() {
    let once = returned_once();
    assert_eq!(once.matter.holder.as_str(), "county-a");
    let twice = returned_twice();
    assert_eq!(twice.matter.holder.as_str(), "city");
    assert!(twice.matter.routing.undesignated && twice.matter.stage == Stage::Instructed);
    assert!(!twice.matter.sight.contains(&"town-b1".into()));
}

#[test]
fn who_is_designated_cannot_return_it_and_time_goes_on_p_13() {
    let story = designate(returned_twice(), "county-b").done();
    assert_eq!(story.matter.assigner().as_str(), "city");
    let first = story.matter.first_handed();
    assert_eq!(first, Some(story.matter.assignments[0].routed));
    let back = json!({"reason": sealed(17)});
    let refused = story.clone().by("county-b-clerk").when("return", back).refused();
    assert_eq!(refused.unwrap().code, "designated");
    let story = story.act("county-b-clerk", "sign", json!({}));
    let named = json!({"handler": "county-b-handler", "leader": "county-b-leader"});
    let story = story.act("county-b-head", "accept", named);
    let clock = story.matter.clocks.iter().find(|clock| clock.rule == "report-result").unwrap();
    assert_eq!(Some(clock.from), first, "three months run from the first hand-over");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-returned-twice", || designate(Story::instructed(), "county-b").refused()),
        case("cannot-have", || designate(returned_twice(), "city").refused()),
        case("summary-missing", || {
            let mut story = returned_twice();
            story.matter.leads.clear();
            designate(story, "county-b").outcome.err()
        }),
        case("original-not-held", || {
            let fields = json!({"to": "county-a", "requirement": sealed(12), "original": sealed(9)});
            returned_twice().by("city-leader").when("designate", fields).refused()
        }),
        case("exposes", || {
            let story = returned_twice().facts(|facts| facts.exposes = true);
            designate(story, "county-b").refused()
        }),
        case("file-unknown", || {
            let id = crate::given::file()["id"].clone();
            let fields = json!({"to": "county-b", "requirement": sealed(12), "files": [id]});
            returned_twice().by("city-leader").when("designate", fields).refused()
        }),
    ]
};
