//! Settling is the reporter's own will.

use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

fn settling(story: Story, on: &str, voluntary: bool) -> When {
    let fields = json!({"mode": "written", "on": on, "voluntary": voluntary, "note": sealed(57)});
    story.by("prov-clerk").when("settle", fields)
}

#[test]
fn a_return_visit_is_owed_after_it_s4_23_s4_24() {
    let story = settling(Story::written_off(), "2026-03-02", true);
    let story = story.then(&["settled", "clock-opened"]);
    assert_eq!(story.matter.owed_clocks()[0].rule, "return-visit");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-told", || settling(Story::concluded(), "2026-03-02", true).refused()),
        case("already", || {
            let story = settling(Story::replied(), "2026-03-02", true).done();
            settling(story, "2026-03-02", true).refused()
        }),
        case("not-voluntary", || settling(Story::replied(), "2026-03-02", false).refused()),
        case("in-the-future", || settling(Story::replied(), "2027-03-02", true).refused()),
    ]
};
