//! Drafting slips, by a timer and by hand.

use super::*;
use crate::matter::steps::Event;
use crate::escalation::Supervised;
use crate::given::{Case, Story, case, sealed};
use serde_json::{Value, json};

/// The timer drafted a reminder for what county A did not sign and accept in time.
pub(crate) fn drafted() -> Story {
    Story::routed().at("2026-03-10T08:00").timer("warn").done()
}

fn fields(clock: u32) -> Value {
    json!({"kind": "supervision", "clock": clock.to_string(), "demand": sealed(61),
           "studied": sealed(62), "suggestions": [{"text": sealed(63)}, {"text": sealed(64)}]})
}

/// The first running clock of a unit.
pub(crate) fn clock_of(story: &Story, owner: &str) -> u32 {
    let owed = story.matter.owed_clocks();
    owed.iter().find(|clock| clock.owner.as_str() == owner).unwrap().number
}

/// And the province drafted a heavier one by hand.
pub(crate) fn drafted_by_hand() -> Story {
    let story = drafted();
    let clock = clock_of(&story, "county-a");
    story.act("prov-clerk", "draft-slip", fields(clock))
}

/// The city drafted one for county A.
pub(crate) fn drafted_by_city() -> Story {
    let story = Story::routed();
    let clock = clock_of(&story, "county-a");
    story.act("city-clerk", "draft-slip", fields(clock))
}

#[test]
fn a_timer_drafts_without_words_and_a_person_with_them_s2_17() {
    let story = drafted();
    let event = story.events.last().unwrap();
    assert_eq!(event.by, crate::Actor::Timer);
    assert!(matches!(&event.event, Event::SlipDrafted(slip) if slip.words == SlipWords::default()));
    let story = drafted_by_hand();
    let slip = story.matter.slip(2).unwrap();
    assert_eq!((slip.words.suggestions.len(), slip.kind), (2, RungKind::Supervision));
    assert_eq!(slip.organ.as_str(), "prov");
}

#[test]
fn a_slip_may_be_drafted_before_the_due_date_s0_27() {
    let story = drafted_by_city();
    assert_eq!(story.matter.slip(1).unwrap().organ.as_str(), "city");
}

#[test]
fn whom_a_draft_is_about_does_not_learn_of_it_t3() {
    let told = |story: Story, who: &str, act: &str, fields: Value| {
        story.by(who).when(act, fields).refused().map(|refused| refused.code)
    };
    for who in ["county-a-leader", "city-head"] {
        let sign = told(drafted(), who, "sign-slip", json!({"slip": "1"}));
        assert_eq!(sign, told(Story::routed(), who, "sign-slip", json!({"slip": "1"})));
        let fields = json!({"slip": "1", "reason": sealed(66)});
        let withdraw = told(drafted(), who, "withdraw-draft", fields.clone());
        assert_eq!(withdraw, told(Story::routed(), who, "withdraw-draft", fields));
    }
    let clock = clock_of(&drafted(), "county-a");
    let same = json!({"kind": "reminder", "clock": clock.to_string(), "demand": sealed(61)});
    assert_eq!(told(drafted(), "county-a-leader", "draft-slip", same), None);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-owed", || {
            Story::written_off().by("prov-head").when("draft-slip", fields(1)).refused()
        }),
        case("clock-unknown", || {
            Story::routed().by("prov-clerk").when("draft-slip", fields(99)).refused()
        }),
        case("not-yours", || {
            let story = Story::countersigned();
            let clock = clock_of(&story, "prov");
            story.by("county-a-clerk").when("draft-slip", fields(clock)).refused()
        }),
        case("waiting", || {
            let story = Story::routed();
            let clock = clock_of(&story, "county-a");
            let story = story.act("prov-clerk", "draft-slip", fields(clock));
            story.by("prov-clerk").when("draft-slip", fields(clock)).refused()
        }),
        case("betrays", || {
            let story = Story::routed().facts(|facts| facts.exposes = true);
            let clock = clock_of(&story, "county-a");
            story.by("prov-clerk").when("draft-slip", fields(clock)).refused()
        }),
    ]
};
