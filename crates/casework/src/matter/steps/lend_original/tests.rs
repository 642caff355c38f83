//! Loans with a due date.

use super::*;
use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

fn lend(story: Story, original: &str, to: &str) -> When {
    let fields = json!({"original": original, "to": to, "purpose": sealed(52)});
    story.when("lend-original", fields)
}

impl Story {
    /// The clerk lends the first original to the leader.
    pub(crate) fn lent(self) -> Self {
        lend(self.by("prov-clerk"), "1", "prov-leader").done()
    }
}

fn kept() -> Story {
    Story::registered().keeping().by("prov-clerk")
}

#[test]
fn a_loan_has_a_due_date_and_an_owner_p_06() {
    let story = lend(kept(), "1", "prov-leader").then(&["original-lent", "clock-opened"]);
    let clock = story.matter.clocks.iter().find(|clock| clock.rule == "return-original").unwrap();
    assert!(clock.is_open());
    let story = story.at("2026-06-01T09:00").timer("warn").done();
    let clock = story.matter.clocks.iter().find(|clock| clock.rule == "return-original").unwrap();
    assert!(clock.lapsed, "a loan nobody brings back is overdue");
}

#[test]
fn the_borrower_confirms_and_the_keeper_still_answers_for_it() {
    let taken = json!({"original": "1", "answer": "take"});
    let story = kept().lent().act("prov-leader", "take-original", taken);
    let original = &story.matter.originals[0];
    assert!(original.loan.as_ref().unwrap().confirmed && original.keeper.as_str() == "prov-clerk");
}

#[test]
fn a_borrower_who_got_nothing_ends_the_loan_and_its_clock() {
    let declined = json!({"original": "1", "answer": "decline", "note": sealed(53)});
    let story = kept().lent().act("prov-leader", "take-original", declined);
    let clock = story.matter.clocks.iter().find(|clock| clock.rule == "return-original").unwrap();
    assert!(!clock.is_open() && story.matter.originals[0].custody() == Custody::Kept);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("none-kept", || lend(Story::registered().by("prov-clerk"), "1", "prov-head").refused()),
        case("over", || lend(Story::written_off().keeping().by("prov-clerk"), "1", "prov-head").refused()),
        case("not-kept", || lend(kept(), "9", "prov-head").refused()),
        case("not-keeper", || {
            lend(Story::routed().keeping().by("county-a-clerk"), "1", "county-a-head").refused()
        }),
        case("borrower", || lend(kept(), "1", "prov-clerk").refused()),
    ]
};
