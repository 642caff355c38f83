//! Asking for voiding.

use super::*;
use crate::given::{Case, Story, case, sealed};
use serde_json::json;

fn ask(story: Story) -> crate::given::When {
    let fields = json!({"ground": "duplicate-entry", "reason": sealed(82)});
    story.by("prov-clerk").when("ask-void", fields)
}

#[test]
fn a_matter_stays_as_it_is_until_another_person_decides_p_03() {
    let story = ask(Story::registered()).then(&["void-asked", "clock-opened"]);
    assert_eq!(story.matter.stage, Stage::Registered);
    assert!(!story.matter.is_void() && !story.matter.is_over());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("too-late", || ask(Story::concluded()).refused()),
        case("waiting", || ask(ask(Story::registered()).done()).refused()),
        case("has-repeats", || {
            let repeat = json!({"matter": sealed(7)["id"], "number": "r", "real_name": false, "recused": []});
            let story = Story::registered().when("take-repeat", repeat).done();
            ask(story).refused()
        }),
        case("on-loan", || {
            let lent = json!({"original": "1", "to": "prov-head", "purpose": sealed(64)});
            ask(Story::registered().keeping().act("prov-clerk", "lend-original", lent)).refused()
        }),
    ]
};
