//! Deciding on an extension.

use crate::given::{Case, Story, case, local, sealed};
use serde_json::json;

/// An extension waits.
pub(crate) fn asked() -> Story {
    let fields = json!({"until": "2026-06-20", "reason": sealed(51)});
    Story::accepted().act("county-a-handler", "ask-extension", fields)
}

#[test]
fn an_approved_extension_moves_the_clock_by_a_visible_event_and_a_recount_leaves_it() {
    let when = asked().by("prov-head").when("decide-extension", json!({"decision": "approve"}));
    let story = when.then(&["extension-approved", "clock-ended", "clock-extended"]);
    let clock = |story: &Story| {
        story.matter.clocks.iter().find(|c| c.rule == "report-result").unwrap().clone()
    };
    assert_eq!(clock(&story).due, local("2026-06-20T23:59:59"));
    let warned = clock(&story).warn_on;
    assert!(warned.iter().all(|on| *on > jiff::civil::date(2026, 5, 31)), "{warned:?}");
    let refused = story.timer("recount").refused().unwrap();
    assert_eq!(refused.code, "nothing-moved");
}

#[test]
fn a_refused_extension_leaves_the_clock_and_may_not_be_asked_again() {
    let refuse = json!({"decision": "refuse", "note": sealed(52)});
    let story = asked().by("prov-head").when("decide-extension", refuse);
    let story = story.then(&["extension-refused", "clock-ended"]);
    let again = json!({"until": "2026-06-21", "reason": sealed(51)});
    let again = story.by("county-a-handler").when("ask-extension", again).refused().unwrap();
    assert_eq!(again.code, "already-asked");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-asked", || {
            let story = Story::accepted().by("prov-head");
            story.when("decide-extension", json!({"decision": "approve"})).refused()
        }),
        case("own-matter", || {
            let story = asked().by("county-a-handler");
            story.when("decide-extension", json!({"decision": "approve"})).refused()
        }),
        case("note-missing", || {
            let story = asked().by("prov-head");
            story.when("decide-extension", json!({"decision": "refuse"})).refused()
        }),
    ]
};
