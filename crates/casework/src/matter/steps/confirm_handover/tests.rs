//! Giving and taking.

use super::hand_over::tests::proposed;
use crate::given::{Case, Story, case, office_when, sealed};
use serde_json::{Value, json};

fn word(word: &str) -> Value {
    json!({"word": word, "note": sealed(32)})
}

#[test]
fn with_the_second_word_what_was_owed_is_the_successors_p_14() {
    let story = proposed().act("county-a-handler", "confirm-handover", word("confirm"));
    assert_eq!(story.matter.handler().unwrap().as_str(), "county-a-handler");
    let when = story.by("county-a-unit-head").when("confirm-handover", word("confirm"));
    let matter = when.then(&["handover-confirmed", "handed-over"]).matter;
    assert_eq!(matter.handler().unwrap().as_str(), "county-a-unit-head");
    assert_eq!(matter.first_handler.as_ref().unwrap().as_str(), "county-a-handler");
    assert!(matter.handovers.is_empty());
}

#[test]
fn a_paper_goes_with_its_keeper_p_14() {
    let kept = json!({"kind": "letter", "sheets": 2});
    let story = Story::accepted().act("county-a-handler", "keep-original", kept);
    let given = json!({"from": "county-a-handler", "to": "county-a-unit-head"});
    let story = story.act("county-a-leader", "hand-over", given);
    let story = story.act("county-a-unit-head", "confirm-handover", word("confirm"));
    let story = story.act("county-a-handler", "confirm-handover", word("confirm"));
    let original = &story.matter.originals[0];
    assert_eq!(original.keeper.as_str(), "county-a-unit-head");
    assert!(story.matter.duties_of(&"county-a-handler".into()).next().is_none());
}

#[test]
fn who_handled_what_is_concluded_stays_who_handled_it_s1_14() {
    let mut matter = Story::concluded().matter;
    let accepted = matter.assignment().unwrap().accepted.clone().unwrap();
    let unit = matter.holder.clone();
    matter.pass_on(&accepted.handler, &accepted.leader, &unit, 0);
    assert_eq!(matter.assignment().unwrap().accepted.as_ref(), Some(&accepted));
}

#[test]
fn what_is_declined_stays_where_it_is() {
    let when = proposed().by("county-a-unit-head").when("confirm-handover", word("decline"));
    let matter = when.then(&["handover-declined"]).matter;
    assert_eq!(matter.handler().unwrap().as_str(), "county-a-handler");
}

/// The leaver confirmed, the successor did not yet.
pub(crate) fn half_way() -> Story {
    proposed().act("county-a-handler", "confirm-handover", word("confirm"))
}

/// Both confirmed.
pub(crate) fn handed_over() -> Story {
    half_way().act("county-a-unit-head", "confirm-handover", word("confirm"))
}

/// The successor did not take it.
pub(crate) fn declined() -> Story {
    proposed().act("county-a-unit-head", "confirm-handover", word("decline"))
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-waits", || {
            Story::accepted().by("county-a-unit-head").when("confirm-handover", word("confirm")).refused()
        }),
        case("not-yours", || {
            proposed().by("county-a-leader").when("confirm-handover", word("confirm")).refused()
        }),
        case("changed", || {
            let gone = office_when("suspend", json!({"person": "county-a-unit-head"}));
            let office = Box::leak(Box::new(gone.office));
            let story = Story { office, ..proposed() };
            story.by("county-a-handler").when("confirm-handover", word("confirm")).refused()
        }),
        case("note-missing", || {
            let silent = json!({"word": "decline"});
            proposed().by("county-a-unit-head").when("confirm-handover", silent).refused()
        }),
    ]
};
