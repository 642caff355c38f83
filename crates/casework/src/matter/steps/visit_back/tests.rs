//! Return visits, with the money that came back.

use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

fn visiting(story: Story, recovered: u64, distributed: u64) -> When {
    let fields = json!({"via": "home", "found": sealed(58), "recovered_yuan": recovered,
                        "distributed_yuan": distributed});
    story.by("prov-clerk").when("visit-back", fields)
}

#[test]
fn money_recovered_and_handed_out_is_recorded_s4_24() {
    let story = visiting(Story::settled(), 934_000, 934_000);
    let story = story.then(&["visited-back", "clock-ended"]);
    assert_eq!(story.matter.answering.visits, 1);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-told", || visiting(Story::concluded(), 0, 0).refused()),
        case("more-than-recovered", || visiting(Story::replied(), 1, 2).refused()),
    ]
};
