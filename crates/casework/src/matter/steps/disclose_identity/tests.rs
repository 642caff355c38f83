//! Opening an identity with two keys.

use super::*;
use crate::actor::Actor;
use crate::given::{Case, Story, When, case, person, report};
use serde_json::json;

fn opening(story: Story, who: &str) -> When {
    story.by(who).when("disclose-identity", json!({"request": "1"}))
}

#[test]
fn it_opens_for_the_asker_alone_for_fifteen_minutes_from_the_opening_t1_s2_09() {
    let story = Story::identity_approved().at("2026-03-02T14:00");
    let (id, opened_at) = (story.matter.reports[0].id, story.context().now.at);
    let matter = opening(story, "prov-clerk").then(&["identity-opened"]).matter;
    let open = |who: &str, after: i64| {
        matter.opening_for(&person(who), id, opened_at + after).is_some()
    };
    assert!(open("prov-clerk", 15 * MINUTE - 1));
    assert!(!open("prov-clerk", 15 * MINUTE), "the time is over");
    assert!(!open("prov-head", 0), "not for who approved");
    assert!(
        matter.opening_for(&person("prov-clerk"), report(99), opened_at).is_none(),
        "no other report"
    );
    assert_eq!(matter.identity_requests[0].state, RequestState::Opened);
}

#[test]
fn one_approval_opens_once_t1() {
    let story = opening(Story::identity_approved(), "prov-clerk").done();
    assert_eq!(opening(story, "prov-clerk").refused().unwrap().code, "no-approval");
}

#[test]
fn it_leaves_the_same_event_whether_there_is_a_name_or_not_t2() {
    let told = |story: Story| {
        let story = story.ask_identity("prov-clerk").approve_identity("prov-head");
        opening(story, "prov-clerk").outcome.unwrap()[0].encode()
    };
    assert_eq!(told(Story::received()), told(Story::received_real_name()));
}

#[test]
fn nobody_opens_without_the_second_key_not_even_a_principal_t1() {
    for who in ["prov-clerk", "prov-head", "prov-leader", "prov-principal"] {
        let refused = opening(Story::identity_asked(), who).refused();
        assert_eq!(refused.unwrap().code, "no-approval", "{who}");
    }
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("no-approval", || {
            let story = Story::identity_approved().by_actor(Actor::Timer);
            story.when("disclose-identity", json!({"request": "1"})).refused()
        }),
        case("request-unknown", || {
            let story = Story::identity_approved().by("prov-clerk");
            story.when("disclose-identity", json!({"request": "9"})).refused()
        }),
        case("others-request", || {
            let story = Story::identity_approved().ask_identity("prov-head");
            let both = json!({"request": "2", "verdict": "approve"});
            let story = story.act("prov-leader", "decide-identity", both);
            opening(story, "prov-head").refused()
        }),
    ]
};

#[test]
fn an_approval_lapses_with_the_next_working_day_t1() {
    let last = Story::identity_approved().at("2026-03-03T23:59");
    opening(last, "prov-clerk").done();
    let story = Story::identity_approved().at("2026-03-04T00:00");
    assert_eq!(opening(story, "prov-clerk").refused().unwrap().code, "no-approval");
}
