//! Deciding on a permission to contact.

use super::*;
use crate::given::{Case, Story, case, person, sealed};
use serde_json::json;

#[test]
fn a_permission_is_the_askers_alone_and_ends_by_itself_p_19() {
    let story = Story::permitted_to_contact();
    let (handling, at) = (&story.matter.handling, story.events.last().unwrap().at);
    let handler = person("county-a-handler");
    assert!(handling.permission_of(&handler, at).is_some());
    assert!(handling.permission_of(&person("county-a-leader"), at).is_none());
    assert!(handling.permission_of(&handler, at + 3 * DAY).is_none());
}

#[test]
fn a_refusal_says_why_and_another_task_may_be_asked_for() {
    let refused = json!({"decision": "refuse", "note": sealed(47)});
    let story = Story::asked_to_contact().act("prov-head", "decide-contact", refused);
    let task = json!({"report": story.matter.reports[0].id, "purpose": sealed(46)});
    let story = story.act("county-a-handler", "ask-contact", task);
    assert!(story.matter.handling.asked().is_some());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-asked", || {
            let story = Story::accepted_real_name().by("prov-head");
            story.when("decide-contact", json!({"decision": "approve"})).refused()
        }),
        case("own-request", || {
            let story = Story::asked_to_contact().by("county-a-handler");
            story.when("decide-contact", json!({"decision": "approve"})).refused()
        }),
        case("note-missing", || {
            let story = Story::asked_to_contact().by("prov-head");
            story.when("decide-contact", json!({"decision": "refuse"})).refused()
        }),
    ]
};
