//! Writing off.

use super::*;
use crate::given::{Case, Story, case, sealed};
use crate::matter::Status;
use serde_json::json;

#[test]
fn after_the_reply_the_book_is_closed_s0_22() {
    let story = Story::replied()
        .by("prov-clerk")
        .when("write-off", json!({"reason": sealed(23)}));
    let Event::WrittenOff(event) = story.event() else {
        panic!()
    };
    assert_eq!(
        event.reason, None,
        "a reason stands only where there was no reply"
    );
    let story = story.then(&["written-off", "clock-ended", "clock-ended"]);
    assert!(story.matter.is_over() && story.matter.owed_clocks().is_empty());
    assert_eq!(story.matter.status(), Status::Concluded);
}

#[test]
fn without_a_reply_the_reason_is_kept_s0_22_s2_07() {
    let when = Story::concluded()
        .by("prov-clerk")
        .when("write-off", json!({"reason": sealed(23)}));
    let Event::WrittenOff(event) = when.event() else {
        panic!()
    };
    assert!(event.reason.is_some());
    assert!(
        when.done().matter.open_clocks().is_empty(),
        "the reply clock ends too"
    );
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("exclusion-unreviewed", || {
            let story = Story::unreviewed().by("prov-clerk");
            story.when("write-off", json!({"reason": sealed(23)})).refused()
        }),
        case("not-concluded", || {
            Story::countersigned()
                .when("write-off", json!({}))
                .refused()
        }),
        case("result-owed", || {
            let story = Story::letter_from_above_concluded().by("prov-clerk");
            story.when("write-off", json!({"reason": sealed(23)})).refused()
        }),
        case("reply-missing", || {
            Story::concluded().when("write-off", json!({})).refused()
        }),
    ]
};
