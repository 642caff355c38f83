//! Urging.

use super::*;
use crate::matter::steps::Event;
use crate::given::{Case, Story, case, file, sealed};
use crate::matter::steps::draft_slip::tests::clock_of;
use serde_json::{Value, json};

fn phone(story: &Story) -> Value {
    json!({"clock": clock_of(story, "county-a").to_string(), "mode": "phone", "outcome": "promised",
           "number": sealed(71), "callee": sealed(72), "script": sealed(73), "words": sealed(74),
           "promised": "2026-03-06", "suggestions": [{"text": sealed(75)}]})
}

fn without(mut fields: Value, name: &str) -> Value {
    fields.as_object_mut().unwrap().remove(name);
    fields
}

/// The province telephoned county A.
pub(crate) fn urged() -> Story {
    let story = Story::routed();
    let fields = phone(&story);
    story.act("prov-clerk", "urge", fields)
}

/// The province went to county A.
pub(crate) fn visited() -> Story {
    let story = Story::routed();
    let fields = json!({"clock": clock_of(&story, "county-a").to_string(), "mode": "on-site",
        "outcome": "told", "progress": sealed(76), "quality": sealed(77), "effect": sealed(78),
        "registration": "good", "routing": "good", "flow": "bad", "disposal": "bad",
        "files": [file()]});
    story.act("prov-clerk", "urge", fields)
}

#[test]
fn a_call_is_recorded_with_number_script_and_result_and_moves_no_clock_p_30() {
    let due = Story::routed().matter.owed_clocks()[0].due;
    let story = urged();
    let urging = &story.matter.supervision.urgings[0];
    assert_eq!((urging.mode, urging.suggestions), (UrgeMode::Phone, 1));
    assert_eq!((urging.organ.as_str(), urging.to.as_str()), ("prov", "county-a"));
    assert_eq!(story.matter.owed_clocks()[0].due, due);
}

#[test]
fn a_visit_tells_progress_quality_and_effect_s2_15_s2_16() {
    let story = visited();
    let event = &story.events.last().unwrap().event;
    assert!(matches!(event, Event::Urged(urged) if !urged.looked.is_empty()));
    assert_eq!(story.matter.supervision.urgings[0].mode, UrgeMode::OnSite);
}

/// An urging of county A by the province, with fields changed.
fn refused(change: impl Fn(Value) -> Value) -> Option<crate::Refused> {
    let story = Story::routed();
    let fields = change(phone(&story));
    story.by("prov-clerk").when("urge", fields).refused()
}

fn with(mut fields: Value, name: &str, value: &str) -> Value {
    fields[name] = json!(value);
    fields
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-owed", || {
            let fields = phone(&Story::routed());
            Story::written_off().by("prov-head").when("urge", fields).refused()
        }),
        case("clock-unknown", || refused(|fields| with(fields, "clock", "99"))),
        case("not-yours", || {
            let story = Story::countersigned();
            let clock = clock_of(&story, "prov").to_string();
            let fields = with(phone(&Story::routed()), "clock", &clock);
            story.by("county-a-clerk").when("urge", fields).refused()
        }),
        case("number-missing", || refused(|fields| without(fields, "number"))),
        case("words-missing", || refused(|fields| without(fields, "words"))),
        case("findings-missing", || refused(|fields| with(fields, "mode", "hearing"))),
        case("promise-missing", || refused(|fields| without(fields, "promised"))),
        case("promise-past", || refused(|fields| with(fields, "promised", "2026-03-01"))),
    ]
};
