//! What the reporter says, and that it may be taken back.

use super::super::ask_consent::tests::asked;
use crate::actor::Actor;
use crate::given::{Case, Story, When, case, sealed};
use crate::matter::state::consent::{HandingState, Lack};
use crate::step::Filing;
use serde_json::json;

/// The reporter agreed, with the query code.
pub(crate) fn given() -> Story {
    answering(asked(), "agree").done()
}

pub(crate) fn answering(story: Story, answer: &str) -> When {
    story.reporter("answer-consent", json!({"ask": "1", "answer": answer}))
}

#[test]
fn an_answer_ends_the_wait_and_the_office_owes_the_handing_on_p_20() {
    let story = answering(asked(), "agree").then(&["consent-given", "clock-ended", "clock-opened"]);
    assert!(story.matter.consents.given_for("housing").is_ok());
    assert_eq!(story.matter.clocks.last().unwrap().rule, "hand-demand");
}

#[test]
fn a_consent_is_for_one_body_p_20() {
    assert_eq!(given().matter.consents.given_for("labour"), Err(Lack::OtherBody));
}

#[test]
fn what_is_taken_back_voids_what_was_approved_p_20() {
    let story = super::super::decide_handing::tests::approved();
    let story = answering(story, "withdraw").done();
    assert_eq!(story.matter.consents.requests[0].state, HandingState::Void);
    assert_eq!(story.matter.consents.given_for("housing"), Err(Lack::Withdrawn));
    let again = answering(story, "agree").done();
    assert!(again.matter.consents.given_for("housing").is_ok(), "a mind may change back");
    assert!(again.matter.consents.live(1).is_none(), "but is approved anew");
}

#[test]
fn another_reporters_code_answers_nothing() {
    let mut story = asked();
    story.facts.speaker = Some(Filing { number: "another".to_owned(), ..story.filing() });
    let said = json!({"ask": "1", "answer": "agree"});
    let refused = story.by_actor(Actor::Reporter).when("answer-consent", said).refused();
    assert_eq!(refused.unwrap().code, "not-asked");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("code-missing", || {
            let said = json!({"ask": "1", "answer": "agree"});
            asked().by_actor(Actor::Citizen).when("answer-consent", said).refused()
        }),
        case("not-asked", || {
            let without = json!({"body": "housing", "summary": sealed(61)});
            let gone = answering(asked(), "decline").done();
            let gone = gone.act("prov-clerk", "hand-demand", without);
            answering(gone, "agree").refused()
        }),
        case("nothing-changed", || answering(given(), "agree").refused()),
    ]
};
