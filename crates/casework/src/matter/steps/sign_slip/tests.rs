//! Signing slips.

use crate::escalation::Supervised;
use crate::given::{Case, Story, When, case, local, sealed};
use crate::matter::state::supervision::SlipState;
use crate::matter::steps::draft_slip::tests::{clock_of, drafted, drafted_by_city};
use serde_json::json;

/// The head of the province's petition office signs the one draft.
pub(crate) fn sign(story: &Story) -> When {
    let story = story.clone().facts(|facts| facts.slip_number = Some(7));
    story.by("prov-head").when("sign-slip", json!({}))
}

/// A reminder went out to county A.
pub(crate) fn signed() -> Story {
    sign(&drafted()).then(&["slip-signed", "clock-opened"])
}

/// Two kinds of slips about one matter wait for the leader.
fn two() -> Story {
    let story = Story::routed().facts(|facts| facts.slip_number = Some(7));
    let clock = clock_of(&story, "county-a");
    let draft = |kind: &str| json!({"kind": kind, "clock": clock.to_string(), "demand": sealed(61)});
    let other = story.matter.open_clocks()[1].number;
    let second = json!({"kind": "reminder", "clock": other.to_string(), "demand": sealed(61)});
    story.act("prov-clerk", "draft-slip", draft("reminder")).act("prov-clerk", "draft-slip", second)
}

#[test]
fn a_signed_slip_has_a_number_and_a_time_to_answer() {
    let story = signed();
    let slip = story.matter.slip(1).unwrap();
    assert_eq!(slip.signed.as_ref().unwrap().number, "提示〔2026〕7号");
    assert_eq!(slip.state(&story.matter), SlipState::Sent);
    let clock = story.matter.clocks.last().unwrap();
    assert_eq!((&*clock.rule, clock.owner.as_str(), clock.about), ("slip-answer", "county-a", Some(1)));
    assert_eq!(clock.due, local("2026-03-13T23:59:59"), "three working days, as the ladder says");
}

#[test]
fn the_time_to_answer_is_recounted_by_what_the_slip_gave_t21() {
    let refused = signed().timer("recount").refused().unwrap();
    assert_eq!(refused.code, "nothing-moved");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("no-draft", || sign(&Story::routed()).refused()),
        case("slip-unknown", || {
            drafted().by("prov-head").when("sign-slip", json!({"slip": "9"})).refused()
        }),
        case("several", || sign(&two()).refused()),
        case("not-yours", || drafted_by_city().by("prov-head").when("sign-slip", json!({})).refused()),
        case("not-signatory", || {
            let story = Story::routed().at("2026-03-17T08:00").timer("warn").done();
            sign(&story).refused()
        }),
        case("no-number", || {
            let story = drafted().facts(|facts| facts.slip_number = None);
            story.by("prov-head").when("sign-slip", json!({})).refused()
        }),
    ]
};
