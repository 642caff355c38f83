//! Saying who takes over.

use crate::given::{Case, Story, case, sealed};
use serde_json::{Value, json};

/// The handler of the county leaves; the unit's head says that another handler takes over.
pub(crate) fn proposed() -> Story {
    Story::accepted().act("county-a-leader", "hand-over", given("county-a-handler", "county-a-unit-head"))
}

fn given(from: &str, to: &str) -> Value {
    json!({"from": from, "to": to})
}

fn refused(story: Story, from: &str, to: &str) -> Option<crate::refusal::Refused> {
    story.by("county-a-leader").when("hand-over", given(from, to)).refused()
}

#[test]
fn nothing_changes_hands_until_both_have_confirmed_p_14() {
    let matter = proposed().matter;
    assert_eq!(matter.handler().unwrap().as_str(), "county-a-handler");
    assert_eq!(matter.handovers.len(), 1);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-owed", || refused(Story::routed(), "county-a-handler", "county-a-unit-head")),
        case("nothing-of-theirs", || {
            refused(Story::accepted(), "county-a-clerk", "county-a-unit-head")
        }),
        case("itself", || refused(Story::accepted(), "county-a-handler", "county-a-handler")),
        case("not-here", || refused(Story::accepted(), "county-a-handler", "prov-head")),
        case("recused", || {
            let recusal = json!({"person": "county-a-unit-head", "reason": sealed(24)});
            let story = Story::accepted().act("county-a-leader", "recuse", recusal);
            refused(story, "county-a-handler", "county-a-unit-head")
        }),
        case("no-sight", || {
            let kept = json!({"kind": "letter", "sheets": 2});
            let story = Story::signed().act("county-a-clerk", "keep-original", kept);
            refused(story, "county-a-clerk", "county-a-unit-head")
        }),
        case("cannot-handle", || {
            refused(Story::accepted(), "county-a-handler", "county-a-clerk")
        }),
        case("same-person", || {
            refused(Story::accepted(), "county-a-handler", "county-a-leader")
        }),
    ]
};
