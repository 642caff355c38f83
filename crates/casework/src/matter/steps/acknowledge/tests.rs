//! Confirming that what was passed up has come.

use crate::given::{Case, Story, case};
use crate::matter::steps::pass_up::tests::passed_up;
use serde_json::json;

#[test]
fn the_line_below_says_that_it_came_and_the_clock_ends() {
    let story = passed_up().act("city-clerk", "acknowledge", json!({}));
    assert!(story.matter.passing.lines[0].signed.is_some());
    let signs = |clock: &&crate::clocks::Clock| clock.rule == "pass-up-sign";
    assert!(!story.matter.clocks.iter().filter(signs).any(|clock| clock.is_open()));
}

#[test]
fn registering_confirms_it_too() {
    let story = passed_up().act("city-clerk", "register", json!({"class": "C"}));
    assert!(story.matter.passing.lines[0].signed.is_some());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![case("nothing-passed", || {
        Story::received().by("prov-clerk").when("acknowledge", json!({})).refused()
    })]
};
