//! The audit: every issue reconciled, and nobody audits what they signed.

use crate::matter::steps::review_liaison;
use super::*;
use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

fn auditing(story: Story, who: &str, verdict: &str) -> When {
    story.by(who).when("audit", json!({"verdict": verdict}))
}

/// Countersigned, with one issue nobody answered.
fn unanswered() -> Story {
    let found = json!({"issue": "1.1", "finding": "true", "grounds": sealed(13)});
    Story::accepted()
        .act("county-a-handler", "find", found)
        .report_result()
        .sign_all()
}

#[test]
fn passing_is_the_conclusion_and_opens_the_reply_s0_13_s0_24() {
    let story = auditing(Story::countersigned(), "prov-head", "pass");
    let story = story.then(&["audit-passed", "clock-ended", "clock-opened"]);
    assert_eq!(story.matter.stage, Stage::Concluded);
    assert_eq!(story.matter.clocks.last().unwrap().rule, "reply-anonymous");
    let real_name = Story::concluded_real_name();
    assert_eq!(
        real_name.matter.clocks.last().unwrap().rule,
        "reply-real-name"
    );
    assert_eq!(
        real_name.matter.clocks.last().unwrap().owner.as_str(),
        "prov"
    );
}

#[test]
fn a_returned_result_goes_back_to_the_handling_unit() {
    let fields = json!({"verdict": "return", "opinion": sealed(20)});
    let story = unanswered().by("prov-head").when("audit", fields);
    let story = story.then(&["audit-returned", "clock-ended", "clock-opened"]);
    assert_eq!(
        (story.matter.stage, story.matter.holder.as_str()),
        (Stage::Accepted, "county-a")
    );
    assert!(story.matter.signatures.is_empty());
}

#[test]
fn a_returned_result_without_a_handler_waits_for_another_one_t4() {
    let recuse = json!({"person": "county-a-handler", "reason": sealed(16)});
    let story = unanswered().act("county-a-head", "recuse", recuse);
    assert_eq!(
        story.matter.stage,
        Stage::Countersigned,
        "what was signed stays signed"
    );
    let fields = json!({"verdict": "return", "opinion": sealed(20)});
    let story = story.act("prov-head", "audit", fields);
    assert_eq!(story.matter.stage, Stage::Signed);
    let fields = json!({"handler": "county-a-unit-head", "leader": "county-a-leader"});
    let story = story.act("county-a-head", "accept", fields);
    assert_eq!(story.matter.stage, Stage::Accepted);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-countersigned", || {
            auditing(Story::reported(), "prov-head", "pass").refused()
        }),
        case("liaison-owed", || {
            auditing(review_liaison::tests::awaiting(), "prov-head", "pass").refused()
        }),
        case("liaison-objects", || {
            auditing(review_liaison::tests::objected(), "prov-head", "pass").refused()
        }),
        case("unreconciled", || {
            auditing(unanswered(), "prov-head", "pass").refused()
        }),
        case("own-result", || {
            auditing(Story::countersigned(), "county-a-leader", "pass").refused()
        }),
        case("opinion-missing", || {
            auditing(Story::countersigned(), "prov-head", "return").refused()
        }),
    ]
};
