//! Routing: to any unit the rules allow, never to the accused or their unit.

use super::*;
use crate::access;
use crate::form::Source;
use crate::given::{Case, Story, WORLD, case, person, sealed};
use crate::matter::{Choice, choices};
use serde_json::json;

/// Instructed, with an accused unit or person of the office.
fn accusing(unit: Option<&str>, person: Option<&str>) -> Story {
    Story::received()
        .register(unit, person)
        .act("prov-clerk", "screen", json!({"class": "A"}))
        .act("prov-principal", "instruct", json!({"text": sealed(11)}))
}

fn to(story: Story, unit: &str) -> crate::given::When {
    story
        .by("prov-clerk")
        .when("route", json!({"to": unit, "mode": "assign"}))
}

#[test]
fn the_unit_has_it_in_hand_and_owes_signature_and_acceptance_s0_10_s0_20() {
    let when = to(Story::instructed(), "county-a");
    let Event::Routed(routed) = when.event() else {
        panic!()
    };
    assert_eq!(
        (routed.from.as_str(), routed.to_organ.as_str()),
        ("prov", "county-a")
    );
    assert!(!routed.inside);
    let story = when.then(&["routed", "clock-ended", "clock-opened", "clock-opened"]);
    assert_eq!(
        (story.matter.stage, story.matter.holder.as_str()),
        (Stage::Routed, "county-a")
    );
    assert_eq!(story.matter.assigner().as_str(), "prov");
    assert!(
        story.matter.sight.contains(&"city".into()),
        "organs between see it"
    );
    assert!(!story.matter.sight.contains(&"county-b".into()));
}

#[test]
fn an_inner_office_is_a_move_inside_the_organ() {
    let story = to(Story::instructed(), "prov-supervision").done();
    assert!(story.matter.assignment().unwrap().inside);
    assert_eq!(
        story.matter.assigner().as_str(),
        "prov",
        "the receiver audits"
    );
}

#[test]
fn a_unit_that_signed_may_hand_it_on() {
    let story = Story::signed().route("county-a-clerk", "town-a1");
    assert_eq!(story.matter.holder.as_str(), "town-a1");
    assert_eq!(story.matter.assigner().as_str(), "county-a");
}

#[test]
fn the_managing_organ_is_proposed_first_with_its_reason_s2_14() {
    let story = Story::instructed();
    let matter = Matter {
        region: "330682".into(),
        ..story.matter.clone()
    };
    let story = Story { matter, ..story };
    let offered = choices(Source::Receivers, Some(&story.matter), &story.context());
    assert_eq!(offered[0].value, "county-b");
    assert!(
        offered[0]
            .reason
            .as_ref()
            .unwrap()
            .contains("按干部管理权限")
    );
    assert!(offered[1..].iter().all(|choice| choice.reason.is_none()));
}

#[test]
fn the_accuseds_unit_is_neither_offered_nor_accepted_s1_53() {
    let story = accusing(Some("county-a-supervision"), None);
    let offered: Vec<Choice> = choices(Source::Receivers, Some(&story.matter), &story.context());
    assert!(
        offered
            .iter()
            .all(|choice| !choice.value.starts_with("county-a"))
    );
    for unit in ["county-a", "county-a-petition", "county-a-supervision"] {
        assert_eq!(
            to(story.clone(), unit).refused().unwrap().code,
            "unit-accused"
        );
    }
}

#[test]
fn an_accused_organ_between_does_not_see_what_passes_by_t4() {
    let story = to(accusing(Some("city"), None), "county-a").done();
    assert!(!story.matter.sight.contains(&"city".into()));
    assert!(story.matter.sight.contains(&"prov".into()));
}

#[test]
fn an_inner_office_of_the_accused_gains_no_sight_by_liaison_t4_p_05() {
    let mut office = WORLD.office.clone();
    office.related.push(crate::office::Related {
        unit: "city-supervision".into(),
        towards: "county-a".into(),
        kind: crate::office::RelationKind::Liaison,
        from: jiff::civil::date(2020, 1, 1),
        until: None,
    });
    let office: &'static crate::office::Office = Box::leak(Box::new(office));
    let innocent = to(
        Story {
            office,
            ..Story::instructed()
        },
        "county-a",
    )
    .done();
    assert!(innocent.matter.sight.contains(&"city-supervision".into()));
    let accused = to(
        Story {
            office,
            ..accusing(Some("city"), None)
        },
        "county-a",
    )
    .done();
    assert!(!accused.matter.sight.contains(&"city-supervision".into()));
    let reader = person("city-unit-head");
    assert!(!access::sees(
        office,
        accused.rules,
        &reader,
        accused.now.date(),
        &accused.matter
    ));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-ready", || {
            to(Story::registered(), "county-a").refused()
        }),
        case("not-instructed", || {
            to(Story::screened(), "county-a").refused()
        }),
        case("unit-unknown", || {
            to(Story::instructed(), "nowhere").refused()
        }),
        case("same-unit", || to(Story::instructed(), "prov").refused()),
        case("unit-accused", || {
            to(accusing(None, Some("county-a-clerk")), "county-a").refused()
        }),
        case("head-recused", || {
            let fields = json!({"person": "county-a-principal", "reason": sealed(16)});
            let story = Story::instructed().act("prov-head", "recuse", fields);
            to(story, "county-a").refused()
        }),
    ]
};

#[test]
fn an_office_may_let_the_clerk_route_without_instruction() {
    let story = Story::screened().rules(|rules| rules.settings.instruction_before_routing = false);
    assert_eq!(to(story, "county-a").done().matter.stage, Stage::Routed);
}
