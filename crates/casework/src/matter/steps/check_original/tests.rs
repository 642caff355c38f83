//! What is lost stays visible.

use super::*;
use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

fn check(story: Story, found: &str, note: bool) -> When {
    let note = note.then(|| sealed(55));
    story.when("check-original", json!({"original": "1", "found": found, "note": note}))
}

fn kept() -> Story {
    Story::registered().keeping().by("prov-clerk")
}

#[test]
fn a_lost_original_stays_in_the_book_until_it_is_found_s0_25() {
    let story = check(kept(), "missing", true).done();
    assert_eq!(story.matter.originals[0].custody(), Custody::Lost);
    let story = check(story.by("prov-clerk"), "damaged", true).done();
    let original = &story.matter.originals[0];
    assert!(original.damaged && original.custody() == Custody::Kept);
}

/// An original was looked for and not found.
pub(crate) fn missing() -> Story {
    check(kept(), "missing", true).done()
}

/// An original was missed: somebody is to answer for it, or it was found.
pub(crate) fn looked_for() -> Vec<Story> {
    let missed = || check(kept(), "missing", true).done();
    let unit = missed().matter.accountability.proofs[0].unit.clone();
    let fields = json!({"ground": "lost", "form": "suggestion", "unit": unit, "reason": sealed(81)});
    let found = check(missed().by("prov-clerk"), "present", false).done();
    vec![missed().act("prov-head", "propose-accountability", fields), found]
}

#[test]
fn who_misses_an_original_owes_a_look_at_it_until_it_is_found_s0_25() {
    let owes = |story: &Story| {
        let open = story.matter.open_clocks();
        open.iter().any(|clock| clock.rule == "lost-original-look")
    };
    assert!(owes(&check(kept(), "missing", true).done()));
    assert!(looked_for().iter().all(|story| !owes(story)));
}

#[test]
fn a_leader_of_another_organ_does_not_call_it_lost_p_06() {
    let routed = || Story::routed().keeping();
    let told = check(routed().by("county-a-head"), "missing", true).refused().unwrap();
    assert_eq!(told.code, "not-keeper");
    let story = check(routed().by("prov-head"), "missing", true).done();
    let open = story.matter.open_clocks();
    let look = open.iter().find(|clock| clock.rule == "lost-original-look").unwrap();
    assert_eq!(look.owner.as_str(), "prov", "whose office kept it looks into it");
}

#[test]
fn what_was_lost_while_lent_is_no_loan_any_more() {
    let story = check(kept().lent().by("prov-clerk"), "missing", true).done();
    let open = story.matter.open_clocks();
    assert!(open.iter().all(|clock| clock.rule != "return-original"));
    assert_eq!(story.matter.originals[0].custody(), Custody::Lost);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-kept", || check(Story::registered().by("prov-clerk"), "present", false).refused()),
        case("original-unknown", || {
            let fields = json!({"original": "3", "found": "present"});
            kept().when("check-original", fields).refused()
        }),
        case("not-keeper", || {
            check(Story::routed().keeping().by("county-a-clerk"), "present", false).refused()
        }),
        case("circumstances-missing", || check(kept(), "missing", false).refused()),
        case("still-lent", || check(kept().lent().by("prov-clerk"), "present", false).refused()),
    ]
};
