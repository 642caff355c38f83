//! Noting how a part stands.

use super::*;
use crate::given::{Case, Story, case, sealed};
use crate::matter::Status;
use crate::matter::steps::split::tests::{in_two, of_two, part, split_off};
use serde_json::{Value, json};

fn note(concluded: bool) -> Value {
    json!({"part": part().matter, "concluded": concluded})
}

/// The whole is concluded, and a part is not.
pub(crate) fn whole_concluded() -> Story {
    split_off(of_two(Story::received_real_name(), None, None)).exclude()
}

/// Everything is concluded.
pub(crate) fn all_concluded() -> Story {
    whole_concluded().when("note-part", note(true)).done()
}

/// A part is handled again after the reporter was answered.
pub(crate) fn taken_up_again() -> Story {
    let told = json!({"mode": "phone", "text": sealed(1)});
    all_concluded().act("prov-clerk", "reply", told).when("note-part", note(false)).done()
}

/// What was owed to the reporter, ended because a part is handled again.
pub(crate) fn endings() -> Vec<Story> {
    let anonymous = split_off(of_two(Story::received(), None, None)).exclude();
    let told = json!({"mode": "phone", "text": sealed(1)});
    let unevaluated = all_concluded().act("prov-clerk", "reply", told);
    let unevaluated = unevaluated.at("2026-04-20T09:00").timer("warn").done();
    let concluded = [all_concluded(), anonymous.when("note-part", note(true)).done(), unevaluated];
    let again = concluded.map(|story| story.when("note-part", note(false)).done());
    again.into_iter().chain([taken_up_again()]).collect()
}

fn owes(story: &Story, rule: &str) -> bool {
    story.matter.open_clocks().iter().any(|clock| clock.rule == rule)
}

#[test]
fn the_reply_is_owed_once_and_from_the_day_the_last_part_is_concluded_p_02() {
    let waiting = whole_concluded();
    assert!(!owes(&waiting, "reply-real-name"));
    assert_eq!(waiting.matter.status(), Status::Handling);
    let done = waiting.at("2026-03-20T09:00").when("note-part", note(true)).done();
    let clock = done.matter.open_clocks()[0].clone();
    assert_eq!((&*clock.rule, clock.from.date().to_string()), ("reply-real-name", "2026-03-20".into()));
    assert_eq!(done.matter.status(), Status::Concluded);
    let told = json!({"mode": "phone", "text": sealed(1)});
    assert!(done.act("prov-clerk", "reply", told).matter.replied);
}

#[test]
fn a_part_that_ends_first_leaves_the_whole_to_end_p_02() {
    let early = split_off(of_two(Story::received_real_name(), None, None));
    let early = early.when("note-part", note(true)).done();
    assert_eq!(early.matter.status(), Status::Handling);
    assert!(!owes(&early, "reply-real-name"));
    assert!(owes(&early.exclude(), "reply-real-name"));
}

#[test]
fn a_part_taken_up_again_takes_back_what_the_reporter_was_told_p_02() {
    let again = taken_up_again();
    assert_eq!((again.matter.stage, again.matter.status()), (Stage::Concluded, Status::Handling));
    assert!(!owes(&again, "write-off") && !owes(&again, "reply-real-name"));
    let done = again.when("note-part", note(true)).done();
    assert!(owes(&done, "reply-real-name"));
    let rounds = done.matter.answering.rounds.len();
    assert!(rounds >= 1 && done.matter.answering.answer().is_none());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![case("not-of-this", || in_two().when("note-part", note(false)).refused())]
};
