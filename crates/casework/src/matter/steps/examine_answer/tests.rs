//! Examining answers.

use crate::escalation::Supervised;
use crate::given::{Case, Story, case, sealed};
use crate::matter::state::supervision::SlipState;
use crate::matter::steps::answer_slip::tests::fields;
use crate::matter::steps::sign_slip::tests::signed;
use serde_json::json;

/// County A answered.
pub(crate) fn answered() -> Story {
    signed().act("county-a-clerk", "answer-slip", fields())
}

#[test]
fn a_refused_answer_owes_another_one_and_an_accepted_one_stops_s0_13() {
    let refuse = json!({"verdict": "refuse", "note": sealed(68)});
    let when = answered().by("prov-head").when("examine-answer", refuse);
    let story = when.then(&["answer-refused", "clock-opened"]);
    assert_eq!(story.matter.slip(1).unwrap().state(&story.matter), SlipState::Returned);
    assert_eq!(story.matter.clocks.last().unwrap().about, Some(1));
    let story = story.act("county-a-clerk", "answer-slip", fields());
    let story = story.act("prov-head", "examine-answer", json!({"verdict": "accept"}));
    assert_eq!(story.matter.slip(1).unwrap().state(&story.matter), SlipState::Accepted);
    let climbing = story.matter.clocks.iter().filter(|clock| clock.going().is_some());
    assert_eq!(climbing.count(), 0);
}

/// County A answered a reminder; a heavier slip about the same promise is out.
pub(crate) fn answered_of_two() -> Story {
    let story = answered();
    let clock = story.matter.supervision.slips[0].about[0].clock.to_string();
    let draft = json!({"kind": "supervision", "clock": clock, "demand": sealed(61)});
    let story = story.act("prov-clerk", "draft-slip", draft);
    story.act("prov-leader", "sign-slip", json!({}))
}

#[test]
fn what_is_accepted_of_one_slip_answers_the_others_about_the_same_promise() {
    let story = answered_of_two();
    let when = story.by("prov-head").when("examine-answer", json!({"verdict": "accept"}));
    let story = when.then(&["answer-accepted", "clock-ended"]);
    assert!(story.matter.clocks.iter().all(|clock| clock.rule != "slip-answer" || !clock.is_open()));
}

/// Both slips about one matter were answered.
fn two() -> Story {
    answered_of_two().act("county-a-clerk", "answer-slip", fields())
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("no-answer", || {
            signed().by("prov-head").when("examine-answer", json!({"verdict": "accept"})).refused()
        }),
        case("slip-unknown", || {
            let fields = json!({"verdict": "accept", "slip": "9"});
            answered().by("prov-head").when("examine-answer", fields).refused()
        }),
        case("not-yours", || {
            answered().by("city-head").when("examine-answer", json!({"verdict": "accept"})).refused()
        }),
        case("several", || {
            two().by("prov-head").when("examine-answer", json!({"verdict": "accept"})).refused()
        }),
        case("note-missing", || {
            answered().by("prov-head").when("examine-answer", json!({"verdict": "refuse"})).refused()
        }),
    ]
};
