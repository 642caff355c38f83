//! The taker's word.

use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;
use crate::matter::Custody;

fn handed() -> Story {
    let fields = json!({"original": "1", "to": "prov-head"});
    Story::registered().keeping().act("prov-clerk", "hand-original", fields)
}

fn take(story: Story, answer: &str) -> When {
    story.when("take-original", json!({"original": "1", "answer": answer}))
}

#[test]
fn what_did_not_arrive_stays_with_its_keeper_and_is_said() {
    let fields = json!({"original": "1", "answer": "decline", "note": sealed(51)});
    let story = handed().act("prov-head", "take-original", fields);
    let original = &story.matter.originals[0];
    assert_eq!((original.custody(), original.keeper.as_str()), (Custody::Kept, "prov-clerk"));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-comes", || take(handed().by("prov-leader"), "take").refused()),
        case("not-yours", || {
            let fields = json!({"original": "2", "answer": "take"});
            handed().keeping().by("prov-head").when("take-original", fields).refused()
        }),
        case("reason-missing", || take(handed().by("prov-head"), "decline").refused()),
    ]
};
