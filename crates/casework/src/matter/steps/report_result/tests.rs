//! Reporting the result.

use super::*;
use crate::given::{Case, Story, case, sealed};
use serde_json::json;

#[test]
fn a_written_result_counts_people_and_losses_s0_12_s4_24() {
    let fields = json!({"summary": sealed(14), "people_dealt_with": 2, "recovered_yuan": 30000});
    let when = Story::found()
        .by("county-a-handler")
        .when("report-result", fields);
    let Event::ResultReported(event) = when.event() else {
        panic!()
    };
    assert_eq!((event.people_dealt_with, event.recovered_yuan), (2, 30000));
    let story = when.then(&["result-reported", "clock-ended", "clock-opened"]);
    assert_eq!(story.matter.stage, Stage::Reported);
    assert!(story.matter.signatures.is_empty());
}

#[test]
fn people_dealt_with_are_counted_one_by_one_and_never_named_in_the_open_s0_12() {
    let people = json!([{"how": "admonition", "name": sealed(55)}, {"how": "party-discipline"}]);
    let fields = json!({"summary": sealed(14), "people": people, "rectification": sealed(56)});
    let when = Story::found().by("county-a-handler").when("report-result", fields);
    let Event::ResultReported(event) = when.event() else {
        panic!()
    };
    assert_eq!((event.people_dealt_with, event.people.len()), (2, 2));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-accepted", || {
            Story::signed().when("report-result", json!({"summary": sealed(14)})).refused()
        }),
        case("paused", || {
            let story = Story::paused().find().by("county-a-handler");
            story.when("report-result", json!({"summary": sealed(14)})).refused()
        }),
        case("meeting-missing", || {
            let story = Story::accepted_real_name().find().by("county-a-handler");
            let story = story.rules(|rules| rules.settings.meeting_before_result = true);
            story.when("report-result", json!({"summary": sealed(14)})).refused()
        }),
        case("count-differs", || {
            let people = json!([{"how": "admonition"}]);
            let fields = json!({"summary": sealed(14), "people_dealt_with": 2, "people": people});
            Story::found().by("county-a-handler").when("report-result", fields).refused()
        }),
        case("joint-missing", || {
            crate::matter::steps::name_joint::tests::joined_by_two()
                .by("county-a-handler")
                .when("report-result", json!({"summary": sealed(14)}))
                .refused()
        }),
    ]
};
