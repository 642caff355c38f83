//! Recording talks.

use crate::given::{Case, Story, case, file, sealed};
use crate::matter::steps::decide_accountability::tests::{agreed, agreed_by_city};
use serde_json::{Value, json};

fn fields(proposal: &str) -> Value {
    json!({"proposal": proposal, "present": sealed(84), "text": sealed(85), "files": [file()]})
}

#[test]
fn a_talk_that_was_agreed_to_is_recorded_once() {
    let story = agreed().act("prov-leader", "record-talk", fields("1"));
    assert!(story.matter.supervision.proposals[0].talked.is_some());
    let again = story.by("prov-leader").when("record-talk", fields("1")).refused();
    assert_eq!(again.unwrap().code, "no-talk");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("no-talk", || {
            Story::routed().by("prov-leader").when("record-talk", fields("1")).refused()
        }),
        case("proposal-unknown", || {
            agreed().by("prov-leader").when("record-talk", fields("9")).refused()
        }),
        case("not-yours", || {
            agreed_by_city().by("prov-leader").when("record-talk", fields("1")).refused()
        }),
    ]
};
