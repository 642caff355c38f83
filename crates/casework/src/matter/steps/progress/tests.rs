//! Noting progress.

use crate::given::{Case, Story, case, sealed};
use serde_json::json;

#[test]
fn a_note_touches_the_matter_and_changes_nothing_else_s0_20_s2_13() {
    let before = Story::accepted();
    let after = before
        .clone()
        .by("county-a-handler")
        .when("progress", json!({"note": sealed(18)}));
    let mut after = after.then(&["progress-noted"]).matter;
    assert!(after.touched_at > before.matter.touched_at);
    (after.touched_at, after.version) = (before.matter.touched_at, before.matter.version);
    assert_eq!(after, before.matter);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![case("not-accepted", || {
        Story::reported()
            .when("progress", json!({"note": sealed(18)}))
            .refused()
    })]
};
