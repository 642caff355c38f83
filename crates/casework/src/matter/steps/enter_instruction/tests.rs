//! What a leader wrote on paper.

use super::*;
use crate::given::{Case, Story, case, person, sealed};
use serde_json::{Value, json};

fn paper(leader: &str, written: &str) -> Value {
    json!({"leader": leader, "written": written, "text": sealed(44)})
}

fn entering(story: Story, fields: Value) -> crate::given::When {
    story.by("prov-clerk").when("enter-instruction", fields)
}

#[test]
fn both_persons_and_both_dates_are_kept_p_07() {
    let story = Story::screened().at("2026-03-04T09:00");
    let story = entering(story, paper("prov-principal", "2026-03-03"));
    let story = story.then(&["instruction-entered", "clock-opened"]);
    assert_eq!(story.matter.stage, Stage::Instructed);
    let entered = &story.matter.deciding.entered[0];
    assert_eq!((entered.leader.as_str(), entered.written.day()), ("prov-principal", 3));
    let event = story.events.iter().rev().nth(1).unwrap();
    assert_eq!(event.by.person(), Some(&person("prov-clerk")));
    assert_eq!(event.happened.day(), 4);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-screened", || {
            entering(Story::registered(), paper("prov-leader", "2026-03-02")).refused()
        }),
        case("under-study", || {
            entering(Story::under_study(), paper("prov-leader", "2026-03-02")).refused()
        }),
        case("leader-may-not", || {
            entering(Story::screened(), paper("prov-head", "2026-03-02")).refused()
        }),
        case("yourself", || {
            let story = Story::screened().by("prov-leader");
            story.when("enter-instruction", paper("prov-leader", "2026-03-02")).refused()
        }),
        case("not-yet-written", || {
            entering(Story::screened(), paper("prov-leader", "2026-03-03")).refused()
        }),
        case("before-arrival", || {
            entering(Story::screened(), paper("prov-leader", "2026-03-01")).refused()
        }),
    ]
};
