//! Checking names.

use super::*;
use crate::given::{Case, Story, case, sealed};
use serde_json::{Value, json};

fn check(story: &Story, outcome: &str) -> Value {
    json!({"report": story.matter.reports[0].id, "asking": "phone", "outcome": outcome,
           "note": sealed(62)})
}

fn checked(outcome: &str) -> Story {
    let story = Story::received_real_name();
    let fields = check(&story, outcome);
    story.act("prov-clerk", "check-name", fields)
}

#[test]
fn a_confirmed_name_stands_and_one_not_reached_too_with_its_note_s1_16() {
    for outcome in ["confirmed", "unreached"] {
        let story = checked(outcome);
        assert!(story.matter.real_name(), "{outcome}");
        let open = story.matter.open_clocks();
        assert!(open.iter().all(|clock| clock.rule != "name-check"));
        assert!(open.iter().any(|clock| clock.rule == "tell-acceptance"));
    }
}

#[test]
fn a_denied_name_makes_the_report_anonymous_and_nothing_is_owed_to_it() {
    let story = checked("denied");
    assert!(!story.matter.real_name());
    assert!(story.matter.open_clocks().iter().all(|clock| clock.rule != "tell-acceptance"));
}

#[test]
fn who_was_not_reached_may_be_tried_again() {
    let story = checked("unreached");
    let fields = check(&story, "confirmed");
    let story = story.act("prov-clerk", "check-name", fields);
    assert!(story.matter.intake.checks.values().all(NameCheck::is_settled));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-named", || {
            let story = Story::received().by("prov-clerk");
            let fields = check(&story, "confirmed");
            story.when("check-name", fields).refused()
        }),
        case("settled", || {
            let story = checked("confirmed");
            let fields = check(&story, "denied");
            story.when("check-name", fields).refused()
        }),
        case("note-missing", || {
            let story = Story::received_real_name().by("prov-clerk");
            let mut fields = check(&story, "unreached");
            fields.as_object_mut()?.remove("note");
            story.when("check-name", fields).refused()
        }),
    ]
};
