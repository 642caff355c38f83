//! Telling a leader at once.

use super::*;
use crate::form::Source;
use crate::given::{Case, Story, case, office_when};
use crate::matter::choices;
use serde_json::{Value, json};

fn told(leader: &str) -> Value {
    json!({"leader": leader, "means": "phone"})
}

#[test]
fn of_a_collective_visit_a_leader_hears_within_hours_p_12() {
    let story = Story::visit();
    let clock = story.matter.clocks.iter().find(|clock| clock.rule == "tell-leader").unwrap();
    assert_eq!(clock.due, crate::given::local("2026-03-02T11:00"));
    let story = story.by("prov-clerk").when("tell-leader", told("prov-leader"));
    assert!(story.then(&["leader-told", "clock-ended"]).matter.intake.leader_told);
}

#[test]
fn the_leader_on_duty_stands_first_and_the_record_says_so_p_11_p_15() {
    let duty = json!({"unit": "prov", "duties": [{"from": "2026-03-02", "person": "prov-clerk",
                      "leader": "prov-principal"}]});
    let office = Box::leak(Box::new(office_when("publish-roster", duty).office));
    let story = Story { office, ..Story::visit() };
    let first = choices(Source::Leaders, Some(&story.matter), &story.context()).remove(0);
    assert_eq!(first.value, "prov-principal");
    assert!(first.reason.is_some());
    let when = story.by("prov-clerk").when("tell-leader", told("prov-principal"));
    assert!(matches!(when.event(), Event::LeaderTold(told) if told.on_duty));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-needed", || {
            Story::received().by("prov-clerk").when("tell-leader", told("prov-leader")).refused()
        }),
        case("not-a-leader", || {
            Story::visit().by("prov-clerk").when("tell-leader", told("city-leader")).refused()
        }),
    ]
};
