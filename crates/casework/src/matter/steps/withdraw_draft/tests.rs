//! Taking a draft back.

use crate::escalation::Supervised;
use crate::given::{Case, Story, case, sealed};
use crate::matter::state::supervision::SlipState;
use crate::matter::steps::draft_slip::tests::{drafted, drafted_by_city};
use crate::rules::RungKind;
use serde_json::{Value, json};

fn fields(slip: &str) -> Value {
    json!({"slip": slip, "reason": sealed(66)})
}

/// The reminder was taken back.
pub(crate) fn withdrawn() -> Story {
    drafted().act("prov-head", "withdraw-draft", fields("1"))
}

#[test]
fn a_rung_taken_back_is_not_drafted_again_and_the_next_one_is() {
    let story = withdrawn();
    assert_eq!(story.matter.slip(1).unwrap().state(&story.matter), SlipState::Withdrawn);
    assert_eq!(story.clone().timer("warn").refused().unwrap().code, "nothing-due");
    let story = story.at("2026-03-16T08:00").timer("warn").done();
    assert_eq!(story.matter.slip(2).unwrap().kind, RungKind::Supervision);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("no-draft", || {
            Story::routed().by("prov-head").when("withdraw-draft", fields("1")).refused()
        }),
        case("slip-unknown", || {
            drafted().by("prov-head").when("withdraw-draft", fields("7")).refused()
        }),
        case("not-yours", || {
            drafted_by_city().by("prov-head").when("withdraw-draft", fields("1")).refused()
        }),
    ]
};
