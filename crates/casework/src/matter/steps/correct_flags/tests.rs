//! Correcting what a rule said.

use crate::given::{Case, Story, case, sealed};
use crate::matter::Turn;
use serde_json::json;

#[test]
fn a_person_who_knows_better_corrects_the_rule_with_a_reason_s4_26() {
    let story = Story::registered();
    assert_eq!((story.matter.intake.turn, story.matter.intake.over_level), (Some(Turn::First), true));
    let fields = json!({"turn": "repeat", "level": "proper", "reason": sealed(65)});
    let matter = story.act("prov-clerk", "correct-flags", fields).matter;
    assert_eq!((matter.intake.turn, matter.intake.over_level), (Some(Turn::Repeat), false));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-registered", || {
            let fields = json!({"turn": "repeat", "reason": sealed(65)});
            Story::received().by("prov-clerk").when("correct-flags", fields).refused()
        }),
        case("nothing-changed", || {
            let fields = json!({"turn": "first", "reason": sealed(65)});
            Story::registered().by("prov-clerk").when("correct-flags", fields).refused()
        }),
    ]
};
