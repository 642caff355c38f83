//! Taking note of what reporters added.

use crate::given::{Case, Story, case, sealed};
use serde_json::json;

#[test]
fn whoever_has_it_in_hand_takes_note_of_all_that_waits_s2_10() {
    let add = |story: Story| story.reporter("supplement", json!({"text": sealed(40)})).done();
    let story = add(add(Story::accepted())).by("county-a-handler");
    let when = story.when("note-supplements", json!({"opinion": sealed(42)}));
    let story = when.then(&["supplements-noted", "clock-ended"]);
    assert_eq!(story.matter.talk.waiting().count(), 0);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![case("nothing-waits", || {
        let story = Story::accepted().by("county-a-handler");
        story.when("note-supplements", json!({})).refused()
    })]
};
