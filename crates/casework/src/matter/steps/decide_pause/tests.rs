//! Deciding on a pause.

use crate::given::{Case, Story, case};
use serde_json::json;

#[test]
fn an_approved_pause_stops_what_is_owed_by_handling_and_nothing_else() {
    let when = Story::asked_to_pause().by("prov-head");
    let when = when.when("decide-pause", json!({"decision": "approve"}));
    let story = when.then(&["pause-approved", "clock-ended", "clock-paused"]);
    let clock = story.matter.clocks.iter().find(|c| c.rule == "report-result").unwrap();
    assert!(clock.paused.is_some() && clock.next().is_none());
    let silent = story.at("2026-09-01T08:00").timer("warn").refused().unwrap();
    assert_eq!(silent.code, "nothing-due", "a paused clock warns nobody and lapses for nobody");
}

#[test]
fn what_is_overdue_is_not_paused_away() {
    let story = Story::asked_to_pause().at("2026-06-10T08:00").by("prov-head");
    let when = story.when("decide-pause", json!({"decision": "approve"}));
    when.then(&["pause-approved", "clock-ended"]);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-asked", || {
            let story = Story::accepted().by("prov-head");
            story.when("decide-pause", json!({"decision": "approve"})).refused()
        }),
        case("not-accepted", || {
            let story = Story::asked_to_pause().find().report_result().by("prov-head");
            story.when("decide-pause", json!({"decision": "approve"})).refused()
        }),
        case("own-matter", || {
            let story = Story::asked_to_pause().by("county-a-handler");
            story.when("decide-pause", json!({"decision": "approve"})).refused()
        }),
        case("note-missing", || {
            let story = Story::asked_to_pause().by("prov-head");
            story.when("decide-pause", json!({"decision": "refuse"})).refused()
        }),
        case("cannot-count", || {
            let files = crate::given::calendar_files();
            let late = files.iter().filter(|(name, _)| name.starts_with("2027"));
            let late = calendar::Calendar::parse(late.map(|(n, t)| (&**n, &**t))).unwrap();
            let calendar = Box::leak(Box::new(late));
            let story = Story::asked_to_pause().by("prov-head").rules(|rules| {
                for rule in &mut rules.clocks {
                    rule.term = calendar::Term::WorkingDays(60);
                }
            });
            let story = Story { calendar, ..story };
            story.when("decide-pause", json!({"decision": "approve"})).refused()
        }),
    ]
};
