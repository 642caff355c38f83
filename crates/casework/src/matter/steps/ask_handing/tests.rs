//! The first key to a handing on with identity.

use super::super::answer_consent::tests::{answering, given};
use super::super::ask_consent::tests::asked;
use super::*;
use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

/// The clerk asked to hand on with identity.
pub(crate) fn handing_asked() -> Story {
    asking(given(), "housing").done()
}

fn asking(story: Story, body: &str) -> When {
    let fields = json!({"body": body, "purpose": sealed(63), "summary": sealed(64)});
    story.by("prov-clerk").when("ask-handing", fields)
}

#[test]
fn the_second_person_gets_a_clock_and_nothing_has_gone_p_20() {
    let story = asking(given(), "housing").then(&["handing-asked", "clock-opened"]);
    assert_eq!(story.matter.clocks.last().unwrap().rule, "handing-approval");
    assert!(story.matter.consents.handed.is_empty());
}

#[test]
fn a_recused_person_keeps_no_key_t4() {
    let reason = json!({"person": "prov-clerk", "reason": sealed(41)});
    let story = handing_asked().act("prov-head", "recuse", reason);
    assert_eq!(story.matter.consents.requests[0].state, HandingState::Void);
    assert!(story.matter.open_clocks().iter().all(|clock| clock.rule != "handing-approval"));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("accusation", || asking(Story::concluded_real_name(), "housing").refused()),
        case("not-out-of-scope", || asking(Story::received_real_name(), "housing").refused()),
        case("unreviewed", || asking(Story::unreviewed(), "housing").refused()),
        case("copy-only", || {
            let fields = json!({"body": "housing", "purpose": sealed(63), "summary": sealed(64)});
            given().by("county-a-clerk").when("ask-handing", fields).refused()
        }),
        case("no-consent", || asking(asked(), "housing").refused()),
        case("consent-withdrawn", || {
            asking(answering(given(), "withdraw").done(), "housing").refused()
        }),
        case("other-body", || asking(given(), "labour").refused()),
        case("anonymous", || {
            let mut story = given();
            let report = story.matter.reports[0].id;
            story.matter.erased.insert(report);
            let fields = json!({"body": "housing", "purpose": sealed(63), "summary": sealed(64)});
            story.by("prov-clerk").when("ask-handing", fields).outcome.err()
        }),
        case("already", || asking(handing_asked(), "housing").refused()),
        case("exposes", || {
            asking(given().facts(|facts| facts.exposes = true), "housing").refused()
        }),
    ]
};
