//! Recusal: out of sight and out of hand.

use super::*;
use crate::access;
use crate::given::{Case, Story, When, case, person, sealed};
use serde_json::json;

fn recusing(story: Story, by: &str, who: &str) -> When {
    story
        .by(by)
        .when("recuse", json!({"person": who, "reason": sealed(16)}))
}

#[test]
fn anyone_may_recuse_themselves_and_sees_nothing_any_more_t4() {
    let story = recusing(Story::accepted(), "county-a-handler", "county-a-handler").done();
    let handler = person("county-a-handler");
    assert!(!access::sees(
        story.office,
        story.rules,
        &handler,
        story.now.date(),
        &story.matter
    ));
    assert_eq!(
        (story.matter.handler(), story.matter.stage),
        (None, Stage::Signed)
    );
}

#[test]
fn a_bystander_changes_nothing_but_sight() {
    let story = recusing(Story::reported(), "county-a-head", "county-a-clerk").done();
    assert_eq!(story.matter.stage, Stage::Reported);
    assert!(story.matter.handler().is_some());
}

#[test]
fn an_opened_identity_closes_with_the_recusal_t1_t4() {
    let story = Story::identity_opened().at("2026-03-02T10:10");
    let (id, at) = (story.matter.reports[0].id, story.context().now.at);
    let clerk = person("prov-clerk");
    assert!(story.matter.opening_for(&clerk, id, at).is_some());
    let story = recusing(story, "prov-head", "prov-clerk").done();
    assert!(story.matter.opening_for(&clerk, id, at).is_none());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("no-matter", || {
            recusing(Story::new(), "prov-head", "prov-clerk").refused()
        }),
        case("already", || {
            let story = recusing(Story::received(), "prov-head", "prov-clerk").done();
            recusing(story, "prov-head", "prov-clerk").refused()
        }),
        case("others-by-head", || {
            recusing(Story::received(), "prov-clerk", "prov-leader").refused()
        }),
    ]
};
