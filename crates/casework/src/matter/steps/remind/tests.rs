//! Urging what is owed.

use super::*;
use crate::actor::Actor;
use crate::given::{Case, Story, case, sealed};
use serde_json::json;

#[test]
fn the_unit_that_owes_is_urged_and_its_clock_stays_s0_16() {
    let story = Story::routed();
    let due = story.matter.owed_clocks()[0].due;
    let when = story.by("prov-clerk").when("remind", json!({"words": sealed(31)}));
    assert!(matches!(when.event(), Event::Reminded(told) if told.owner.as_str() == "county-a"));
    let matter = when.then(&["reminded"]).matter;
    assert_eq!(matter.owed_clocks()[0].due, due);
    assert_eq!(matter.reminders.given.len(), 1);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-owed", || {
            Story::written_off().by("prov-head").when("remind", json!({})).refused()
        }),
        case("no-person", || {
            Story::routed().by_actor(Actor::Timer).when("remind", json!({})).refused()
        }),
        case("today", || {
            let story = Story::routed().act("prov-clerk", "remind", json!({}));
            story.by("prov-clerk").when("remind", json!({})).refused()
        }),
    ]
};
