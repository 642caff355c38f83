//! Logging calls.

use crate::given::{Case, Story, case, sealed};
use serde_json::json;

#[test]
fn every_call_counts_answered_or_not_p_11() {
    let call = |answer: &str| json!({"called": "leader", "person": "prov-leader", "answer": answer});
    let story = Story::letter_from_above()
        .act("prov-clerk", "log-call", call("unanswered"))
        .act("prov-clerk", "log-call", call("answered"));
    assert_eq!(story.matter.intake.calls, 2);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("over", || {
            let call = json!({"called": "unit", "answer": "answered", "note": sealed(61)});
            Story::written_off().by("prov-clerk").when("log-call", call).refused()
        }),
        case("person-missing", || {
            let call = json!({"called": "leader", "answer": "answered"});
            Story::received().by("prov-clerk").when("log-call", call).refused()
        }),
    ]
};
