//! Undoing a split.

use super::*;
use crate::given::{Case, Story, case, joined, sealed};
use crate::ids::MatterId;
use crate::matter::steps::begin_part::tests::{begun, registered};
use crate::step::Other;
use serde_json::{Value, json};
use uuid::Uuid;

fn why() -> Value {
    json!({"reason": sealed(92)})
}

fn knowing(story: Story) -> Story {
    let matter = MatterId(Uuid::from_u128(1));
    story.facts(|facts| facts.other = Some(Other { matter, ..joined("whole") }))
}

fn routed() -> Story {
    begun().act("prov-clerk", "route", json!({"to": "county-a", "mode": "assign"}))
}

/// The part went back.
pub(crate) fn undone() -> Story {
    knowing(routed()).act("prov-clerk", "undo-split", why())
}

#[test]
fn what_nobody_signed_goes_back_and_out_of_their_sight_p_02() {
    let before = routed().matter;
    let after = undone().matter;
    assert!(before.sight.contains(&"county-a".into()));
    assert!(!after.sight.contains(&"county-a".into()));
    assert_eq!((after.stage, &*after.number), (Stage::Joined, "part"));
    assert!(after.is_over() && after.open_clocks().is_empty());
}

#[test]
fn what_was_split_by_mistake_is_not_a_join_to_be_undone_p_02() {
    let refused = undone().by("prov-clerk").when("separate", why()).refused();
    assert_eq!(refused.map(|refused| refused.code), Some("of-the-whole"));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("no-part", || Story::registered().by("prov-clerk").when("undo-split", why()).refused()),
        case("signed", || {
            let story = routed().act("county-a-clerk", "sign", json!({}));
            knowing(story).by("prov-clerk").when("undo-split", why()).refused()
        }),
        case("under-study", || {
            let study = json!({"offices": ["prov-supervision"], "leader": "prov-leader",
                               "question": sealed(30)});
            let story = registered().act("prov-clerk", "convene-study", study);
            knowing(story).by("prov-clerk").when("undo-split", why()).refused()
        }),
        case("unseen", || begun().by("prov-clerk").when("undo-split", why()).refused()),
    ]
};
