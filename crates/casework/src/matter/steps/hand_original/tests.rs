//! Hand-overs signed by both.

use super::*;
use crate::given::{Case, Story, When, case};
use serde_json::json;

fn hand(story: Story, original: &str, to: &str) -> When {
    story.when("hand-original", json!({"original": original, "to": to}))
}

impl Story {
    /// The clerk hands the first original to the head, who has yet to confirm.
    pub(crate) fn handed_over() -> Self {
        hand(kept(), "1", "prov-head").done()
    }
}

fn kept() -> Story {
    Story::registered().keeping().by("prov-clerk")
}

#[test]
fn an_original_stays_the_givers_until_the_taker_confirms_p_06() {
    let story = hand(kept(), "1", "prov-head").done();
    let original = &story.matter.originals[0];
    assert_eq!((original.custody(), original.keeper.as_str()), (Custody::Handing, "prov-clerk"));
    let taken = story.by("prov-head").when("take-original", json!({"original": "1", "answer": "take"}));
    let original = &taken.done().matter.originals[0];
    assert_eq!((original.custody(), original.keeper.as_str()), (Custody::Kept, "prov-head"));
}

#[test]
fn the_head_hands_on_what_an_absent_keeper_cannot() {
    assert!(hand(kept().by("prov-head"), "1", "prov-leader").refused().is_none());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("none-kept", || hand(Story::registered().by("prov-clerk"), "1", "prov-head").refused()),
        case("not-kept", || hand(kept(), "7", "prov-head").refused()),
        case("not-keeper", || {
            hand(Story::routed().keeping().by("county-a-clerk"), "1", "county-a-head").refused()
        }),
        case("taker", || hand(kept(), "1", "county-b-clerk").refused()),
    ]
};
