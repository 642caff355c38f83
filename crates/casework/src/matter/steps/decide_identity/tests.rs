//! The second key: never the asker's, never a recused person's.

use super::*;
use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

fn deciding(story: Story, who: &str, verdict: &str) -> When {
    story.by(who).when("decide-identity", json!({"request": "1", "verdict": verdict}))
}

#[test]
fn a_second_person_approves_and_the_clock_ends_t1() {
    let story = deciding(Story::identity_asked(), "prov-head", "approve");
    let story = story.then(&["identity-approved", "clock-ended"]);
    let request = &story.matter.identity_requests[0];
    assert_eq!(request.state, RequestState::Approved);
    assert_eq!(request.approver.as_ref().map(|person| person.as_str()), Some("prov-head"));
    assert!(story.matter.openings.is_empty(), "approving opens nothing");
}

#[test]
fn a_refusal_says_why_and_ends_the_request() {
    let fields = json!({"request": "1", "verdict": "refuse", "opinion": sealed(40)});
    let story = Story::identity_asked().act("prov-leader", "decide-identity", fields);
    assert_eq!(story.matter.identity_requests[0].state, RequestState::Refused);
    assert_eq!(story.matter.identity_asked().count(), 0);
}

#[test]
fn whoever_is_recused_neither_approves_nor_keeps_what_they_approved_t4() {
    let reason = json!({"person": "prov-head", "reason": sealed(41)});
    let story = Story::identity_approved().act("prov-leader", "recuse", reason);
    assert_eq!(story.matter.identity_requests[0].state, RequestState::Void);
    let asker = json!({"person": "prov-clerk", "reason": sealed(41)});
    let story = Story::identity_asked().act("prov-head", "recuse", asker);
    assert_eq!(story.matter.identity_requests[0].state, RequestState::Void);
    assert!(story.matter.open_clocks().iter().all(|clock| clock.rule != "identity-approval"));
}

#[test]
fn while_another_request_waits_the_promise_stands_again() {
    let story = Story::identity_asked().ask_identity("prov-head");
    let story = deciding(story, "prov-leader", "approve");
    story.then(&["identity-approved", "clock-ended", "clock-opened"]);
}

#[test]
fn of_a_copy_the_organ_that_keeps_who_reported_decides_t5() {
    let story = Story::signed().ask_identity("county-a-clerk");
    let open = story.matter.open_clocks();
    let owed = open.iter().find(|clock| clock.rule == "identity-approval").unwrap();
    assert_eq!(owed.owner, story.matter.receiver);
    deciding(story, "prov-head", "approve").then(&["identity-approved", "clock-ended"]);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-asked", || {
            deciding(Story::received(), "prov-head", "approve").refused()
        }),
        case("copy-only", || {
            deciding(Story::signed().ask_identity("county-a-clerk"), "county-a-head", "approve").refused()
        }),
        case("own-request", || {
            let story = Story::received().ask_identity("prov-head");
            deciding(story, "prov-head", "approve").refused()
        }),
        case("request-unknown", || {
            let unknown = json!({"request": "9", "verdict": "approve"});
            Story::identity_asked().by("prov-head").when("decide-identity", unknown).refused()
        }),
        case("opinion-missing", || {
            deciding(Story::identity_asked(), "prov-head", "refuse").refused()
        }),
    ]
};

#[test]
fn among_several_requests_ones_own_cannot_be_picked_t1() {
    let story = Story::identity_asked().ask_identity("prov-head").by("prov-head");
    let refused = story.when("decide-identity", json!({"request": "2", "verdict": "approve"}));
    assert_eq!(refused.refused().unwrap().code, "own-request");
}
