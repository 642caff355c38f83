//! Changing the marks.

use super::*;
use crate::given::{Case, Story, case, sealed};
use serde_json::json;

#[test]
fn what_becomes_an_emergency_is_counted_in_hours_and_no_longer_when_it_ends_p_11_p_16() {
    let up = json!({"urgency": "emergency", "reason": sealed(63)});
    let story = Story::registered().by("prov-clerk").when("mark", up);
    let story = story.then(&["urgency-set", "clock-opened"]);
    let clock = story.matter.clocks.last().unwrap();
    assert_eq!(clock.rule, "phone-instruction");
    assert!(clock.due.date() == clock.from.date(), "hours, not days");
    let down = json!({"urgency": "urgent", "reason": sealed(63)});
    story.when("mark", down).then(&["urgency-set", "clock-ended"]);
}

#[test]
fn one_act_may_change_both_marks_and_each_is_its_own_event() {
    let both = json!({"urgency": "urgent", "secrecy": "secret", "reason": sealed(63)});
    let story = Story::registered().rules(|r| r.settings.secrecy_max = Secrecy::Secret);
    let story = story.by("prov-clerk").when("mark", both).then(&["urgency-set", "secrecy-set"]);
    assert_eq!(story.matter.secrecy(), Secrecy::Secret);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("over", || {
            let fields = json!({"urgency": "urgent", "reason": sealed(63)});
            Story::written_off().by("prov-clerk").when("mark", fields).refused()
        }),
        case("nothing-changed", || {
            let fields = json!({"urgency": "normal", "reason": sealed(63)});
            Story::registered().by("prov-clerk").when("mark", fields).refused()
        }),
        case("above-grade", || {
            let fields = json!({"secrecy": "secret", "reason": sealed(63)});
            Story::registered().by("prov-clerk").when("mark", fields).refused()
        }),
    ]
};
