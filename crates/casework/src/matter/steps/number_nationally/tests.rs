//! Entering the platform's number.

use super::*;
use crate::given::{Case, Story, When, case};
use serde_json::json;

fn entering(story: Story, number: &str) -> When {
    story
        .by("prov-clerk")
        .when("number-nationally", json!({"number": number}))
}

#[test]
fn the_platforms_number_stands_beside_our_own_p_18() {
    let story = entering(Story::registered(), " 12388-20260301 ").done();
    let national = story.matter.booked.national.as_deref();
    assert_eq!(national, Some("12388-20260301"));
}

#[test]
fn a_wrong_number_is_entered_anew_and_the_old_one_stays_in_the_trail_p_18() {
    let story = entering(Story::registered(), "12388-20260301").done();
    let story = entering(story, "12388-20260302").done();
    let national = story.matter.booked.national.as_deref();
    assert_eq!(national, Some("12388-20260302"));
    let Event::NumberedNationally(last) = &story.events.last().unwrap().event else {
        panic!()
    };
    assert_eq!(last.before.as_deref(), Some("12388-20260301"));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("joined", || {
            entering(Story::joined(), "12388-20260301").refused()
        }),
        case("no-number", || {
            entering(Story::registered(), "12388/20260301").refused()
        }),
        case("same-number", || {
            let story = entering(Story::registered(), "12388-20260301").done();
            entering(story, "12388-20260301").refused()
        }),
    ]
};
