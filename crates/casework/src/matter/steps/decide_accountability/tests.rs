//! Deciding on proposals.

use crate::given::{Case, Story, case, sealed};
use crate::matter::steps::propose_accountability::tests::{proposed, proposed_by};
use serde_json::{Value, json};

fn approve() -> Value {
    json!({"proposal": "1", "decision": "approve", "note": sealed(82)})
}

/// The leader agreed to a talk.
pub(crate) fn agreed() -> Story {
    proposed().act("prov-leader", "decide-accountability", approve())
}

#[test]
fn a_leader_agrees_or_not() {
    assert_eq!(agreed().matter.supervision.proposals[0].agreed, Some(true));
    let refuse = json!({"proposal": "1", "decision": "refuse", "note": sealed(83)});
    let story = proposed().act("prov-leader", "decide-accountability", refuse);
    assert_eq!(story.matter.supervision.proposals[0].agreed, Some(false));
    let again = json!({"form": "suggestion", "unit": "county-a", "reason": sealed(81)});
    let story = story.act("prov-head", "propose-accountability", again);
    assert_eq!(story.matter.supervision.proposals.len(), 2);
}

/// A leader of the city agreed to what the city's head proposed.
pub(crate) fn agreed_by_city() -> Story {
    proposed_by("city-head").act("city-leader", "decide-accountability", approve())
}

#[test]
fn whom_a_proposal_is_about_does_not_learn_of_it_t3() {
    let decide = "decide-accountability";
    for who in ["county-a-leader", "city-leader"] {
        let told = proposed().by(who).when(decide, approve()).refused().unwrap();
        assert_eq!(told.code, "nothing-proposed");
        let talk = json!({"proposal": "1", "present": sealed(84), "text": sealed(85)});
        let told = agreed().by(who).when("record-talk", talk).refused().unwrap();
        assert_eq!(told.code, "no-talk");
    }
}

#[test]
fn what_an_organ_that_sees_it_no_more_proposed_is_decided_above_s2_17() {
    let reason = json!({"reason": sealed(86)});
    let returned = proposed_by("city-head").act("county-a-clerk", "return", reason);
    let city = returned.clone().by("city-leader");
    assert!(city.permitted("decide-accountability").is_none());
    let story = returned.act("prov-leader", "decide-accountability", approve());
    assert_eq!(story.matter.supervision.proposals[0].agreed, Some(true));
    assert!(story.matter.open_clocks().iter().all(|clock| clock.rule != "accountability-decision"));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-proposed", || {
            Story::routed().by("prov-leader").when("decide-accountability", approve()).refused()
        }),
        case("proposal-unknown", || {
            let fields = json!({"proposal": "9", "decision": "approve"});
            proposed().by("prov-leader").when("decide-accountability", fields).refused()
        }),
        case("not-yours", || {
            let story = proposed_by("city-head").by("prov-leader");
            story.when("decide-accountability", approve()).refused()
        }),
        case("own-proposal", || {
            proposed().by("prov-head").when("decide-accountability", approve()).refused()
        }),
        case("note-missing", || {
            let fields = json!({"proposal": "1", "decision": "refuse"});
            proposed().by("prov-leader").when("decide-accountability", fields).refused()
        }),
    ]
};
