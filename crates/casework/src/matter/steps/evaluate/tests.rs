//! The reporter evaluates, once a conclusion, within fourteen days.

use super::*;
use crate::given::{Case, Story, When, case};
use serde_json::json;

fn evaluating(story: Story) -> When {
    story.reporter("evaluate", json!({"process": "satisfied", "result": "dissatisfied"}))
}

#[test]
fn process_and_result_are_told_apart_s3_25() {
    let story = evaluating(Story::replied()).then(&["evaluated", "clock-ended"]);
    let said = story.matter.answering.round().unwrap().evaluation.unwrap();
    assert_eq!(said.process, Satisfaction::Satisfied);
    assert_eq!((said.result, said.via), (Satisfaction::Dissatisfied, Via::Code));
}

#[test]
fn the_window_stays_open_after_the_write_off_and_ends_by_itself() {
    let story = Story::written_off();
    let window = |story: &Story| {
        let mut clocks = story.matter.clocks.iter();
        clocks.rfind(|clock| clock.rule == WINDOW).cloned().unwrap()
    };
    let due = window(&story).due;
    assert!(window(&story).is_open() && story.matter.is_over());
    assert!(story.matter.owed_clocks().is_empty(), "it is no debt of the office");
    evaluating(story.clone().at("2026-03-10T10:00")).done();
    let story = story.at("2026-03-25T10:00").timer("warn").then(&["clock-ended"]);
    assert_eq!(window(&story).ended.unwrap().at, due);
}

#[test]
fn a_repeats_reporter_hears_nothing_of_the_matter_it_went_into_t3() {
    let mut story = Story::replied();
    let mut other = story.filing();
    other.matter = crate::ids::MatterId(uuid::Uuid::from_u128(77));
    story.facts.speaker = Some(other);
    let story = story.by_actor(crate::actor::Actor::Reporter);
    let said = story.when("evaluate", json!({"process": "satisfied", "result": "satisfied"}));
    assert_eq!(said.refused().unwrap().code, "not-told");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("code-missing", || {
            let fields = json!({"process": "satisfied", "result": "satisfied"});
            Story::replied().by("prov-clerk").when("evaluate", fields).refused()
        }),
        case("not-told", || evaluating(Story::concluded()).refused()),
        case("already", || evaluating(evaluating(Story::replied()).done()).refused()),
        case("window-over", || evaluating(Story::replied().at("2026-03-25T10:00")).refused()),
    ]
};
