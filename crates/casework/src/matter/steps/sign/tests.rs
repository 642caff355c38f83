//! Signing.

use super::*;
use crate::given::{Case, Story, case};
use serde_json::json;

#[test]
fn the_receiving_unit_confirms_that_it_has_it_s0_15_s0_16() {
    let story = Story::routed().by("county-a-clerk").when("sign", json!({}));
    let story = story.then(&["signed", "clock-ended"]);
    assert_eq!(story.matter.stage, Stage::Signed);
    assert!(story.matter.assignment().unwrap().signed.is_some());
    let sign = story
        .matter
        .clocks
        .iter()
        .find(|clock| clock.rule == "sign")
        .unwrap();
    assert_eq!((sign.kept(), sign.owner.as_str()), (Some(true), "county-a"));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![case("not-routed", || {
        Story::signed().when("sign", json!({})).refused()
    })]
};
