//! What a reporter adds.

use super::*;
use crate::actor::Actor;
use crate::given::{Case, Story, case, sealed};
use serde_json::json;

#[test]
fn a_reporter_adds_words_and_files_and_somebody_must_take_note_s2_10() {
    let file = json!({"id": sealed(30)["id"], "name": sealed(31), "size": 1024,
                      "media_type": "image/jpeg", "commitment": format!("{:064x}", 32)});
    let fields = json!({"text": sealed(40), "files": [file]});
    let when = Story::accepted().reporter("supplement", fields);
    let story = when.then(&["supplemented", "clock-opened"]);
    assert_eq!(story.matter.talk.waiting().count(), 1);
    assert_eq!(story.matter.files().count(), 1);
    assert_eq!(story.matter.talk.supplements[0].from, story.filing());
    let again = story.reporter("supplement", json!({"text": sealed(41)}));
    let story = again.then(&["supplemented"]);
    assert_eq!(story.matter.talk.waiting().count(), 2);
}

#[test]
fn nothing_but_the_reporter_is_recorded_t9() {
    let story = Story::accepted().reporter("supplement", json!({"text": sealed(40)})).done();
    let event = &story.events[story.events.len() - 2];
    assert_eq!(event.by, Actor::Reporter);
    assert!(String::from_utf8(event.encode()).unwrap().ends_with(r#""by":{"as":"reporter"}}"#));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("code-missing", || {
            let nobody = Story::accepted().by_actor(Actor::Citizen);
            nobody.when("supplement", json!({"text": sealed(40)})).refused()
        }),
        case("over", || {
            let story = Story::written_off();
            story.reporter("supplement", json!({"text": sealed(40)})).refused()
        }),
        case("nothing-said", || Story::accepted().reporter("supplement", json!({})).refused()),
        case("too-many", || {
            let add = |story: Story, _| {
                story.reporter("supplement", json!({"text": sealed(40)})).done()
            };
            let story = (0..WAITING_MAX).fold(Story::accepted(), add);
            story.reporter("supplement", json!({"text": sealed(40)})).refused()
        }),
    ]
};
