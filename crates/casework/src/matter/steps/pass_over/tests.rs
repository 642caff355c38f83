//! Taking over in haste.

use crate::actor::Actor;
use crate::given::{Case, Story, case, sealed};
use serde_json::{Value, json};

fn haste(from: &str, to: &str) -> Value {
    json!({"from": from, "to": to})
}

/// The handler was removed, the leader in charge takes over.
pub(crate) fn passed() -> Story {
    let story = Story::accepted().by_actor(Actor::Timer);
    story.when("pass-over", haste("county-a-handler", "county-a-principal")).done()
}

/// What was passed over is handed on properly.
pub(crate) fn handed_on() -> Story {
    let given = json!({"from": "county-a-principal", "to": "county-a-unit-head"});
    let word = json!({"word": "confirm"});
    let story = passed().act("county-a-leader", "hand-over", given);
    let story = story.act("county-a-principal", "confirm-handover", word.clone());
    story.act("county-a-unit-head", "confirm-handover", word)
}

/// What was passed over is reported before anybody else was named.
pub(crate) fn reported() -> Story {
    let story = Story::found().by_actor(Actor::Timer);
    let story = story.when("pass-over", haste("county-a-handler", "county-a-principal")).done();
    story.act("county-a-unit-head", "report-result", json!({"summary": sealed(14)}))
}

#[test]
fn whoever_asked_takes_over_and_a_clock_runs_p_14() {
    let story = passed();
    assert_eq!(story.matter.handler().unwrap().as_str(), "county-a-principal");
    assert!(story.matter.owed_clocks().iter().any(|clock| clock.rule == "hand-on"));
}

#[test]
fn who_is_recused_cannot_take_over_t4() {
    let recusal = json!({"person": "county-a-principal", "reason": sealed(24)});
    let story = Story::accepted().act("county-a-leader", "recuse", recusal).by_actor(Actor::Timer);
    let story = story.when("pass-over", haste("county-a-handler", "county-a-principal")).done();
    assert_ne!(story.matter.handler().unwrap().as_str(), "county-a-principal");
}

#[test]
fn who_leads_the_handling_does_not_become_its_handler_too_s3_18_p_14() {
    let story = Story::accepted().by_actor(Actor::Timer);
    let story = story.when("pass-over", haste("county-a-handler", "county-a-leader")).done();
    let accepted = story.matter.assignment().unwrap().accepted.as_ref().unwrap();
    assert_eq!(accepted.leader.as_str(), "county-a-leader");
    assert_ne!(accepted.handler, accepted.leader);
    assert_ne!(accepted.handler.as_str(), "county-a-handler");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-of-theirs", || {
            let story = Story::accepted().by_actor(Actor::Timer);
            story.when("pass-over", haste("county-a-clerk", "county-a-principal")).refused()
        }),
        case("nobody", || {
            let story = Story::accepted().by_actor(Actor::Timer);
            story.when("pass-over", haste("county-a-handler", "nobody")).refused()
        }),
    ]
};
