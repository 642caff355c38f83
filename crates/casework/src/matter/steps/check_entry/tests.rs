//! The leader's word on what was entered in their name.

use super::*;
use crate::given::{Case, Story, case, sealed};
use serde_json::{Value, json};

fn word(entered: &str, word: &str) -> Value {
    json!({"entered": entered, "word": word, "note": sealed(45)})
}

fn checking(story: Story, who: &str, fields: Value) -> crate::given::When {
    story.by(who).when("check-entry", fields)
}

#[test]
fn what_is_confirmed_stands_p_07() {
    let when = checking(Story::transcribed(), "prov-leader", word("1", "confirm"));
    let story = when.then(&["instruction-checked", "entries-settled", "clock-ended"]);
    assert_eq!(story.matter.stage, Stage::Instructed);
}

#[test]
fn what_is_objected_to_is_no_instruction_p_07() {
    let story = checking(Story::transcribed(), "prov-leader", word("1", "object")).done();
    assert!(!story.matter.instructed && story.matter.stage == Stage::Screened);
    let own = Story::transcribed().act("prov-principal", "instruct", json!({"text": sealed(11)}));
    let story = checking(own, "prov-leader", word("1", "object")).done();
    assert_eq!(story.matter.stage, Stage::Instructed, "another instruction still stands");
}

#[test]
fn each_leader_answers_for_their_own() {
    let fields = json!({"leader": "prov-principal", "written": "2026-03-02", "text": sealed(44)});
    let story = Story::transcribed().act("prov-clerk", "enter-instruction", fields);
    let story = checking(story, "prov-leader", word("1", "confirm")).then(&["instruction-checked"]);
    checking(story, "prov-principal", word("2", "confirm")).done();
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-waits", || {
            checking(Story::transcribed(), "prov-principal", word("1", "confirm")).refused()
        }),
        case("unknown", || {
            checking(Story::transcribed(), "prov-leader", word("7", "confirm")).refused()
        }),
        case("not-yours", || {
            let fields = json!({"leader": "prov-principal", "written": "2026-03-02", "text": sealed(44)});
            let story = Story::transcribed().act("prov-clerk", "enter-instruction", fields);
            checking(story, "prov-leader", word("2", "confirm")).refused()
        }),
        case("note-missing", || {
            let fields = json!({"entered": "1", "word": "object"});
            checking(Story::transcribed(), "prov-leader", fields).refused()
        }),
    ]
};
