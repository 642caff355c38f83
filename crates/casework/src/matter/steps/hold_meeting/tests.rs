//! Joint case meetings.

use crate::given::{Case, Story, case, sealed};
use serde_json::{Value, json};

fn minutes(on: &str) -> Value {
    json!({"on": on, "participants": sealed(48), "opinions": sealed(49), "decision": sealed(50)})
}

#[test]
fn a_real_name_result_waits_for_the_meeting_where_the_office_says_so_s2_11() {
    let story = Story::accepted_real_name().find();
    let story = story.rules(|rules| rules.settings.meeting_before_result = true);
    let early = story.clone().by("county-a-handler");
    let early = early.when("report-result", json!({"summary": sealed(14)})).refused().unwrap();
    assert_eq!(early.code, "meeting-missing");
    let story = story.act("county-a-handler", "hold-meeting", minutes("2026-03-02"));
    story.report_result();
}

#[test]
fn an_anonymous_result_needs_none() {
    let story = Story::found().rules(|rules| rules.settings.meeting_before_result = true);
    story.report_result();
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-accepted", || {
            let story = Story::reported().by("county-a-handler");
            story.when("hold-meeting", minutes("2026-03-02")).refused()
        }),
        case("in-the-future", || {
            let story = Story::accepted().by("county-a-handler");
            story.when("hold-meeting", minutes("2026-03-09")).refused()
        }),
        case("before-arrival", || {
            let story = Story::accepted().by("county-a-handler");
            story.when("hold-meeting", minutes("2026-02-27")).refused()
        }),
    ]
};
