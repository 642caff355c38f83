//! The course of matters, from the report to the solved demand.

use super::*;
use crate::given::{Story, sealed};
use jiff::civil::date;
use serde_json::json;

fn course(story: &Story) -> Course {
    Course::of(&story.events)
}

#[test]
fn each_station_follows_from_the_events_s0_06() {
    assert_eq!(course(&Story::received()).station(), Station::Studied);
    let studied = course(&Story::instructed());
    assert_eq!(studied.station(), Station::Pressed);
    assert_eq!(
        studied.studied.map(|(_, study, _)| study),
        Some(Study::Instruction)
    );
    let solved = course(&Story::concluded());
    assert_eq!(solved.station(), Station::Solved);
    assert_eq!(
        solved.solved.map(|(_, solution)| solution),
        Some(Solution::Concluded)
    );
}

#[test]
fn what_pressed_it_is_counted_by_its_kind_s0_06() {
    let reminded = Story::routed().act("prov-clerk", "remind", json!({"words": sealed(31)}));
    let twice =
        reminded
            .at("2026-03-03T09:00")
            .act("prov-clerk", "remind", json!({"words": sealed(31)}));
    let course = course(&twice);
    assert_eq!(course.pressed, [(Pressing::Urging, 2, date(2026, 3, 3))]);
}

#[test]
fn what_is_opened_again_is_not_solved_any_more() {
    let again = json!({"ground": "review", "reason": sealed(24)});
    let story = Story::concluded().act("prov-leader", "reopen", again);
    let course = course(&story);
    assert_eq!((course.solved, course.reopened), (None, 1));
}

#[test]
fn it_is_stuck_with_whoever_owes_what_is_overdue() {
    let story = Story::routed();
    assert_eq!(story.matter.stuck(date(2026, 3, 3)), None);
    let stuck = story.matter.stuck(date(2026, 3, 17)).unwrap();
    assert_eq!(stuck.with.as_str(), "county-a");
}
