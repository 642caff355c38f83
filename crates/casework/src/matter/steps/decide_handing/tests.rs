//! The second key to a handing on with identity.

use super::super::answer_consent::tests::given;
use super::super::ask_handing::tests::handing_asked;
use super::*;
use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

/// The head agreed to it.
pub(crate) fn approved() -> Story {
    deciding(handing_asked(), "prov-head", "1", "approve").done()
}

fn deciding(story: Story, who: &str, request: &str, verdict: &str) -> When {
    story.by(who).when("decide-handing", json!({"request": request, "verdict": verdict}))
}

#[test]
fn a_second_person_approves_and_nothing_opens_t1() {
    let when = deciding(handing_asked(), "prov-head", "1", "approve");
    let story = when.then(&["handing-approved", "clock-ended"]);
    let request = &story.matter.consents.requests[0];
    assert!(request.is_usable(story.context().now.at));
    assert!(story.matter.openings.is_empty() && story.matter.consents.handed.is_empty());
}

#[test]
fn a_refusal_says_why_p_20() {
    let fields = json!({"request": "1", "verdict": "refuse", "opinion": sealed(65)});
    let story = handing_asked().act("prov-leader", "decide-handing", fields);
    assert_eq!(story.matter.consents.requests[0].state, HandingState::Refused);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-asked", || deciding(given(), "prov-head", "1", "approve").refused()),
        case("own-request", || deciding(handing_asked(), "prov-clerk", "1", "approve").refused()),
        case("copy-only", || {
            deciding(handing_asked(), "county-a-head", "1", "approve").refused()
        }),
        case("request-unknown", || deciding(handing_asked(), "prov-head", "9", "approve").refused()),
        case("opinion-missing", || deciding(handing_asked(), "prov-head", "1", "refuse").refused()),
    ]
};
