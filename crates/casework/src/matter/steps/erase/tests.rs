//! Destroying a report's keys.

use crate::given::{Case, Story, When, case, report};
use serde_json::json;

fn erasing(story: Story, extent: &str) -> When {
    let id = story
        .matter
        .reports
        .first()
        .map_or(report(1), |report| report.id);
    let fields = json!({"report": id, "extent": extent, "basis": "云纪档〔2026〕3号"});
    story.by("security-admin").when("erase", fields)
}

#[test]
fn what_is_over_may_be_destroyed_and_leaves_its_event_t16() {
    let story = erasing(Story::written_off(), "identity").then(&["report-erased"]);
    assert!(story.matter.erased.is_empty(), "the text is still there");
    let story = erasing(story, "whole").done();
    assert_eq!(story.matter.erased.len(), 1);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-over", || erasing(Story::replied(), "whole").refused()),
        case("report-unknown", || {
            let fields =
                json!({"report": report(99), "extent": "whole", "basis": "云纪档〔2026〕3号"});
            Story::written_off().when("erase", fields).refused()
        }),
        case("already", || {
            erasing(erasing(Story::written_off(), "whole").done(), "whole").refused()
        }),
    ]
};
