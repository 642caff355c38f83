//! Three signatures by three people, in order.

use super::*;
use crate::given::{Case, Story, When, case, person, sealed};
use serde_json::json;

fn signing(story: Story, who: &str, slot: &str) -> When {
    story
        .by(who)
        .when("countersign", json!({"slot": slot, "opinion": "agree"}))
}

#[test]
fn handler_leader_and_head_sign_in_turn_s3_18() {
    let story = signing(Story::reported(), "county-a-handler", "handler").then(&["result-signed"]);
    assert_eq!(story.matter.stage, Stage::Reported);
    let story = signing(story, "county-a-leader", "leader").then(&["result-signed"]);
    let when = signing(story, "county-a-principal", "head");
    let story = when.then(&[
        "result-signed",
        "countersigned",
        "clock-ended",
        "clock-opened",
    ]);
    assert_eq!(story.matter.stage, Stage::Countersigned);
    let signed: Vec<&str> = story
        .matter
        .signatures
        .iter()
        .map(|s| s.person.as_str())
        .collect();
    assert_eq!(
        signed,
        ["county-a-handler", "county-a-leader", "county-a-principal"]
    );
}

#[test]
fn each_of_the_three_may_send_it_back_to_work() {
    let slots = [
        ("county-a-handler", "handler"),
        ("county-a-leader", "leader"),
        ("county-a-principal", "head"),
    ];
    for (at, (who, slot)) in slots.into_iter().enumerate() {
        let story = slots[..at]
            .iter()
            .fold(Story::reported(), |s, (who, slot)| s.sign(who, slot));
        let fields = json!({"slot": slot, "opinion": "refuse", "note": sealed(19)});
        let story = story.by(who).when("countersign", fields);
        let story = story.then(&["signature-refused", "clock-ended", "clock-opened"]);
        assert_eq!(story.matter.stage, Stage::Accepted, "{slot}");
        assert!(story.matter.signatures.is_empty());
        assert_eq!(story.matter.handler(), Some(&person("county-a-handler")));
    }
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-reported", || {
            signing(Story::found(), "county-a-handler", "handler").refused()
        }),
        case("out-of-order", || {
            signing(Story::reported(), "county-a-leader", "leader").refused()
        }),
        case("not-handler", || {
            signing(Story::reported(), "county-a-unit-head", "handler").refused()
        }),
        case("not-leader", || {
            let story = Story::reported().sign("county-a-handler", "handler");
            signing(story, "county-a-unit-head", "leader").refused()
        }),
        case("not-head", || {
            let story = Story::reported().sign("county-a-handler", "handler");
            let story = story.sign("county-a-leader", "leader");
            signing(story, "county-a-unit-head", "head").refused()
        }),
        // The principal leads the work himself; the head's signature is another person's.
        case("signed-already", || {
            let fields = json!({"handler": "county-a-handler", "leader": "county-a-principal"});
            let story = Story::signed()
                .act("county-a-head", "accept", fields)
                .find();
            let story = story.report_result().sign("county-a-handler", "handler");
            let story = story.sign("county-a-principal", "leader");
            signing(story, "county-a-principal", "head").refused()
        }),
        case("note-missing", || {
            let fields = json!({"slot": "handler", "opinion": "refuse"});
            Story::reported()
                .by("county-a-handler")
                .when("countersign", fields)
                .refused()
        }),
    ]
};

#[test]
fn only_a_person_signs() {
    let story = Story::reported().by_actor(Actor::Timer);
    let refused = story
        .when(
            "countersign",
            json!({"slot": "handler", "opinion": "agree"}),
        )
        .refused();
    assert_eq!(refused.unwrap().code, "not-head");
}
