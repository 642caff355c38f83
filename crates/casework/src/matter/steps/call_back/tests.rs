//! Asking those who did not evaluate.

use super::*;
use crate::given::{Case, Story, When, case};
use serde_json::json;

fn calling(story: Story, outcome: &str) -> When {
    story.by("prov-clerk").when("call-back", json!({"via": "phone", "outcome": outcome}))
}

#[test]
fn who_did_not_evaluate_in_time_is_called_and_the_call_ends_the_clock() {
    let story = Story::window_over();
    assert!(story.matter.owed_clocks().iter().any(|clock| clock.rule == "evaluation-call"));
    calling(story, "declined").then(&["call-back-ended", "clock-ended"]);
}

#[test]
fn after_three_calls_that_reach_nobody_it_ends() {
    let once = calling(Story::window_over(), "unreached").then(&["call-back-tried"]);
    let twice = calling(once, "unreached").then(&["call-back-tried"]);
    calling(twice, "unreached").then(&["call-back-ended", "clock-ended"]);
}

#[test]
fn what_is_said_at_home_counts_like_the_code_s4_22() {
    let fields = json!({"via": "home", "outcome": "evaluated", "process": "satisfied",
                        "result": "basically"});
    let story = Story::replied().act("prov-clerk", "call-back", fields);
    let said = story.matter.answering.round().unwrap().evaluation.unwrap();
    assert_eq!((said.result, said.via), (Satisfaction::Basically, Via::Home));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-told", || calling(Story::concluded(), "declined").refused()),
        case("already", || {
            let story = calling(Story::replied(), "declined").done();
            calling(story, "declined").refused()
        }),
        case("evaluation-missing", || calling(Story::replied(), "evaluated").refused()),
    ]
};
