//! What was lent comes back.

use crate::given::{Case, Story, When, case};
use serde_json::json;

fn back(story: Story, original: &str) -> When {
    story.when("return-original", json!({"original": original}))
}

fn lent() -> Story {
    Story::registered().keeping().keeping().lent().by("prov-clerk")
}

#[test]
fn the_clock_is_kept_when_the_last_loan_is_back_p_06() {
    let story = lent();
    let fields = json!({"original": "2", "to": "prov-head", "purpose": crate::given::sealed(54)});
    let story = story.act("prov-clerk", "lend-original", fields);
    let open = |story: &Story| story.matter.open_clocks().iter().any(|c| c.rule == "return-original");
    let story = back(story.by("prov-clerk"), "1").done();
    assert!(open(&story), "the other one is still out");
    let story = back(story.by("prov-clerk"), "2").done();
    assert!(!open(&story));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("none-lent", || back(Story::registered().keeping().by("prov-clerk"), "1").refused()),
        case("not-lent", || back(lent(), "2").refused()),
        case("not-keeper", || {
            back(Story::routed().keeping().lent().by("county-a-clerk"), "1").refused()
        }),
    ]
};
