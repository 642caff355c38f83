//! Answering slips.

use crate::escalation::Supervised;
use crate::given::{Case, Story, case, file, sealed};
use crate::matter::state::supervision::SlipState;
use crate::matter::steps::sign_slip::tests::signed;
use serde_json::{Value, json};

pub(crate) fn fields() -> Value {
    json!({"text": sealed(67), "files": [file()]})
}

#[test]
fn an_answer_keeps_its_own_time_and_waits_for_examination_s0_29() {
    let story = signed().by("county-a-clerk").when("answer-slip", fields());
    let story = story.then(&["slip-answered", "clock-ended"]);
    assert_eq!(story.matter.slip(1).unwrap().state(&story.matter), SlipState::Answered);
    let running = story.matter.open_clocks();
    assert!(running.iter().all(|clock| clock.rule != "slip-answer"));
    assert!(!running.is_empty(), "what was promised is still owed");
}

/// Two slips wait for county A's answer.
fn two() -> Story {
    let story = signed();
    let clock = story.matter.open_clocks()[0].number.to_string();
    let draft = json!({"kind": "supervision", "clock": clock, "demand": sealed(61)});
    let story = story.act("prov-clerk", "draft-slip", draft);
    story.act("prov-leader", "sign-slip", json!({}))
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-owed", || {
            Story::routed().by("county-a-clerk").when("answer-slip", fields()).refused()
        }),
        case("slip-unknown", || {
            let fields = json!({"slip": "9", "text": sealed(67)});
            signed().by("county-a-clerk").when("answer-slip", fields).refused()
        }),
        case("not-yours", || {
            signed().by("prov-clerk").when("answer-slip", fields()).refused()
        }),
        case("several", || two().by("county-a-clerk").when("answer-slip", fields()).refused()),
    ]
};
