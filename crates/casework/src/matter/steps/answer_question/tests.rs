//! Answering what the office asked.

use super::*;
use crate::given::{Case, Story, case, sealed};
use serde_json::json;

fn asked() -> Story {
    Story::accepted().act("county-a-handler", "ask-reporter", json!({"text": sealed(43)}))
}

fn answer() -> serde_json::Value {
    json!({"question": "1", "text": sealed(44)})
}

#[test]
fn an_answer_ends_the_question_and_wants_somebody_to_take_note_s2_10() {
    let story = asked().reporter("answer-question", answer());
    let story = story.then(&["question-answered", "clock-opened"]);
    assert_eq!(story.matter.talk.questions[0].answered, Some(1));
    assert_eq!(story.matter.talk.waiting().count(), 1);
    let again = story.reporter("answer-question", answer()).refused().unwrap();
    assert_eq!(again.code, "not-asked");
}

#[test]
fn nobody_answers_what_another_reporter_was_asked() {
    let mut story = asked();
    story.facts.speaker = Some(Filing { number: "another".to_owned(), ..story.filing() });
    let refused = story.by_actor(crate::Actor::Reporter).when("answer-question", answer());
    assert_eq!(refused.refused().unwrap().code, "not-asked");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("code-missing", || {
            asked().by_actor(crate::Actor::Citizen).when("answer-question", answer()).refused()
        }),
        case("not-asked", || Story::accepted().reporter("answer-question", answer()).refused()),
        case("over", || Story::written_off().reporter("answer-question", answer()).refused()),
    ]
};
