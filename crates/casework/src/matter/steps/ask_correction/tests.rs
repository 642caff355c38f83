//! Asking for a correction.

use super::*;
use crate::given::{Case, Story, case, sealed};
use serde_json::{Value, json};

fn ask(story: Story, mut entries: Value) -> crate::given::When {
    entries["reason"] = sealed(81);
    story.by("prov-clerk").when("ask-correction", entries)
}

#[test]
fn the_old_value_the_new_one_and_the_reason_are_kept_and_nothing_changes_yet_p_03() {
    let entries = json!({"class": "A", "region": "330000", "channel": "phone", "naming": "real-name"});
    let when = ask(Story::registered(), entries);
    let Event::CorrectionAsked(asked) = when.event() else { panic!() };
    assert_eq!(asked.was.channel, Some(Channel::Web));
    assert_eq!(asked.now.channel, Some(Channel::Phone));
    assert_eq!(asked.now.class, None, "it stands as it is already");
    assert_eq!(asked.was.naming, Some(Naming::Anonymous));
    let matter = when.then(&["correction-asked", "clock-opened"]).matter;
    assert_eq!(matter.channel, Channel::Web);
    assert!(matter.repair.asked.is_some() && !matter.real_name());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-standing", || ask(Story::joined(), json!({"channel": "phone"})).refused()),
        case("of-whole", || {
            ask(crate::matter::steps::begin_part::tests::begun(), json!({"channel": "phone"})).refused()
        }),
        case("waiting", || {
            let story = ask(Story::registered(), json!({"channel": "phone"})).done();
            ask(story, json!({"channel": "letter"})).refused()
        }),
        case("nothing-changed", || ask(Story::registered(), json!({"class": "A"})).refused()),
        case("not-registered", || ask(Story::received(), json!({"class": "A"})).refused()),
        case("class-crosses", || ask(Story::registered(), json!({"class": "D"})).refused()),
        case("wanted-above", || ask(Story::letter_from_above(), json!({"origin": "own"})).refused()),
        case("visit-recorded", || ask(Story::visit(), json!({"channel": "letter"})).refused()),
        case("after-acts", || {
            ask(Story::registered(), json!({"received": "2026-03-02T18:00:00"})).refused()
        }),
        case("before-calendar", || {
            ask(Story::received(), json!({"received": "1990-03-02T18:00:00"})).refused()
        }),
    ]
};
