//! Reporting to the superior.

use crate::given::{Case, Story, case, local, sealed};
use serde_json::json;

#[test]
fn what_a_superior_wants_is_owed_until_it_went_up_s0_10() {
    let story = Story::letter_from_above();
    let clock = story.matter.clocks.iter().find(|clock| clock.rule == "report-up").unwrap();
    assert_eq!(clock.due, local("2026-06-02T23:59:59"));
    assert_eq!(clock.owner.as_str(), "prov");
    let story = Story::letter_from_above_concluded().by("prov-clerk");
    let story = story.when("report-up", json!({"text": sealed(71)}));
    assert!(!story.then(&["reported-up", "clock-ended"]).matter.owes_superior());
}

#[test]
fn a_repeat_from_above_makes_the_whole_owe_the_result() {
    let came = json!({"on": "2026-03-02T09:00:00", "channel": "letter", "heads": 0,
                      "over_level": true, "wants_result": true});
    let fields = json!({"matter": sealed(7)["id"], "number": "r", "real_name": false, "recused": [],
                        "came": came});
    let story = Story::registered().by_actor(crate::actor::Actor::Timer);
    let story = story.when("take-repeat", fields).then(&["repeat-taken", "clock-opened"]);
    assert!(story.matter.owes_superior());
    let recurrence = story.matter.recurrence();
    assert_eq!((recurrence.times, recurrence.over_level), (2, 2));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-wanted", || {
            Story::concluded().by("prov-clerk").when("report-up", json!({"text": sealed(71)})).refused()
        }),
        case("not-concluded", || {
            let story = Story::letter_from_above().by("prov-clerk");
            story.when("report-up", json!({"text": sealed(71)})).refused()
        }),
    ]
};
