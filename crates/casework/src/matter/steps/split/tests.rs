//! Splitting.

use super::*;
use crate::access;
use crate::given::{Case, Story, WORLD, case, sealed};
use crate::ids::{MatterId, UnitId};
use crate::matter::Status;
use serde_json::{Value, json};
use uuid::Uuid;

fn lead(number: u128, unit: Option<&str>, person: Option<&str>) -> Value {
    json!({"subject": sealed(number), "rank": "township", "managed_at": "county", "unit": unit,
           "person": person, "issues": [{"category": "152", "text": sealed(number + 1)}]})
}

/// The part as the shell draws it.
pub(crate) fn part() -> Joined {
    Joined { matter: MatterId(Uuid::from_u128(2)), number: "part".into() }
}

fn drawn(story: Story) -> Story {
    story.facts(|facts| facts.part = Some(part()))
}

/// Two accused; the first may belong to a unit or be a person of the office.
pub(crate) fn of_two(story: Story, unit: Option<&str>, person: Option<&str>) -> Story {
    let leads = json!({"class": "A", "leads": [lead(80, unit, person), lead(82, None, None)]});
    drawn(story.act("prov-clerk", "register", leads))
}

/// Two accused, and a leader has instructed.
pub(crate) fn instructed(story: Story) -> Story {
    of_two(story, None, None)
        .act("prov-clerk", "screen", json!({"class": "A", "opinion": sealed(8)}))
        .act("prov-leader", "instruct", json!({"text": sealed(9)}))
}

fn splitting(leads: &[&str]) -> Value {
    json!({"leads": leads, "reason": sealed(90)})
}

/// The second lead was split off.
pub(crate) fn split_off(story: Story) -> Story {
    story.act("prov-clerk", "split", splitting(&["2"]))
}

/// A real-name report of which the second lead was split off.
pub(crate) fn in_two() -> Story {
    split_off(instructed(Story::received_real_name()))
}

#[test]
fn the_leads_go_and_the_report_stays_one_p_02() {
    let matter = in_two().matter;
    let numbers: Vec<u32> = matter.leads.iter().map(|lead| lead.number).collect();
    assert_eq!(numbers, [1]);
    assert_eq!((matter.arrivals(), matter.splitting.parts[0].leads[0].number), (1, 2));
    assert_eq!(matter.status(), Status::Handling);
}

#[test]
fn the_whole_stays_barred_to_the_unit_of_a_lead_that_left_t4() {
    let story = of_two(Story::received(), Some("county-a"), Some("county-a-head"));
    let story = story.act("prov-clerk", "split", splitting(&["1"]));
    let matter = &story.matter;
    let head = "county-a-head".into();
    let county = UnitId::from("county-a");
    let receiver = super::super::route::check_receiver(matter, &county, &story.context());
    assert!(receiver.is_err());
    assert!(matter.accused.contains(&head));
    let on = story.now.date();
    assert!(!access::sees(&WORLD.office, &WORLD.rules, &head, on, matter));
}

#[test]
fn while_a_part_is_open_nobody_is_answered_and_nothing_is_joined_or_void_p_02() {
    let refused = |act: &str, fields: Value| {
        let story = in_two().by("prov-clerk");
        story.when(act, fields).refused().map(|refused| refused.code)
    };
    assert_eq!(refused("reply", json!({"mode": "phone", "text": sealed(1)})), Some("parts-open"));
    assert_eq!(refused("write-off", json!({})), Some("parts-open"));
    assert_eq!(refused("join", json!({"into": "main"})), Some("split"));
    let void = json!({"ground": "wrong-entry", "reason": sealed(1)});
    assert_eq!(refused("ask-void", void), Some("split"));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("handed-up", || {
            let story = crate::matter::steps::pass_up::tests::passed_up();
            let story = story.act("city-clerk", "register", json!({"class": "C"}));
            story.by("city-clerk").when("split", splitting(&["1"])).refused()
        }),
        case("not-at-hand", || {
            let story = drawn(Story::routed()).by("prov-clerk");
            story.when("split", splitting(&["1"])).refused()
        }),
        case("under-study", || {
            let story = of_two(Story::received(), None, None);
            let study = json!({"offices": ["prov-supervision"], "leader": "prov-leader",
                               "question": sealed(30)});
            let story = story.act("prov-clerk", "convene-study", study);
            story.by("prov-clerk").when("split", splitting(&["2"])).refused()
        }),
        case("repair-asked", || {
            let story = of_two(Story::received(), None, None);
            let asked = json!({"channel": "letter", "reason": sealed(31)});
            let story = story.act("prov-clerk", "ask-correction", asked);
            story.by("prov-clerk").when("split", splitting(&["2"])).refused()
        }),
        case("one-lead", || {
            let story = drawn(Story::registered()).by("prov-clerk");
            story.when("split", splitting(&["1"])).refused()
        }),
        case("lead-unknown", || {
            let story = of_two(Story::received(), None, None).by("prov-clerk");
            story.when("split", splitting(&["9"])).refused()
        }),
        case("nothing-left", || {
            let story = of_two(Story::received(), None, None).by("prov-clerk");
            story.when("split", splitting(&["1", "2"])).refused()
        }),
        case("number-missing", || {
            let story = of_two(Story::received(), None, None).facts(|facts| facts.part = None);
            story.by("prov-clerk").when("split", splitting(&["2"])).refused()
        }),
    ]
};
