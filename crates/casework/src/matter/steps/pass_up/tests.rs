//! Passing up: nothing but a line stays below.

use super::*;
use crate::access;
use crate::given::{Case, Story, case, person, sealed};
use crate::matter::rows::rows;
use crate::rows::{Cell, Offset, Table};
use serde_json::json;

/// County A received it, registered an accused whom the city manages, and passed it up.
pub(crate) fn passed_up() -> Story {
    superior_cadre().act("county-a-clerk", "pass-up", json!({"ground": "superior-cadre"}))
}

/// Confirmed above; registered above; routed below before anybody saw where it belongs; sent up by a
/// registration that names the head.
pub(crate) fn endings() -> Vec<Story> {
    let screened = superior_cadre().act("county-a-clerk", "screen", json!({"class": "A"}));
    let instructed = screened.act("county-a-leader", "instruct", json!({"text": sealed(8)}));
    let inside = json!({"to": "county-a-supervision", "mode": "here"});
    vec![
        passed_up().act("city-clerk", "acknowledge", json!({})),
        passed_up().act("city-clerk", "register", json!({"class": "C"})),
        instructed.act("county-a-clerk", "route", inside),
        about_the_head().done(),
    ]
}

fn about_the_head() -> crate::given::When {
    let story = Story::new().receive("county-a", false).by("county-a-clerk");
    let lead = json!({"subject": sealed(5), "rank": "township", "managed_at": "county",
        "person": "county-a-principal", "issues": [{"category": "152", "text": sealed(6)}]});
    story.when("register", json!({"class": "A", "leads": [lead]}))
}

pub(crate) fn superior_cadre() -> Story {
    let lead = json!({"subject": sealed(5), "rank": "county", "managed_at": "city",
        "issues": [{"category": "152", "text": sealed(6)}]});
    let story = Story::new().receive("county-a", false);
    story.act("county-a-clerk", "register", json!({"class": "A", "leads": [lead]}))
}

fn sees(story: &Story, who: &str) -> bool {
    access::sees(story.office, story.rules, &person(who), story.now.date(), &story.matter)
}

#[test]
fn the_superior_begins_anew_and_nobody_below_beside_or_above_sees_it_s0_20_t3() {
    let story = superior_cadre();
    assert!(story.matter.passing.above, "the register says that it belongs above");
    assert!(story.matter.open_clocks().iter().any(|clock| clock.rule == "pass-up"));
    let story = story.by("county-a-clerk").when("pass-up", json!({"ground": "superior-cadre"})).done();
    let matter = &story.matter;
    assert_eq!((matter.stage, matter.holder.as_str()), (Stage::Received, "city"));
    assert_eq!(matter.sight, [UnitId::from("city")]);
    assert!(matter.leads.is_empty() && matter.class.is_none(), "what was excerpted below is gone");
    assert_eq!(matter.audience(), [UnitId::from("city")]);
    assert!(sees(&story, "city-clerk"));
    for who in ["county-a-clerk", "county-a-principal", "town-a1-officer", "prov-clerk"] {
        assert!(!sees(&story, who), "{who}");
    }
    let open: Vec<&str> = matter.open_clocks().iter().map(|clock| &*clock.rule).collect();
    assert_eq!(open, ["register", "route", "pass-up-sign"]);
    assert!(matter.open_clocks().iter().all(|clock| clock.owner.as_str() == "city"));
}

#[test]
fn the_line_that_stays_holds_no_content_t3() {
    let story = passed_up();
    let rows = rows(&story.matter, Offset::CHINA);
    let lines: Vec<_> = rows.iter().filter(|((table, _), _)| *table == Table::PassedUp).collect();
    let [(_, line)] = lines[..] else { panic!("one line") };
    let words: Vec<&str> = line
        .iter()
        .filter_map(|cell| match cell {
            Cell::Text(text) => Some(&**text),
            _ => None,
        })
        .collect();
    let id = story.matter.id.to_string();
    let known = ["county-a", &id, "330000-2026-4-0000017", "web", "city", "county-a-clerk"];
    let strange = words.iter().filter(|word| !known.contains(*word) && !word.ends_with(&id));
    assert_eq!(strange.count(), 0, "{words:?}");
    let of_county = rows.iter().filter(|((table, key), _)| {
        *table == Table::Visible && key.starts_with("county-a")
    });
    assert_eq!(of_county.count(), 0);
}

#[test]
fn who_leads_the_next_organ_is_passed_over() {
    let story = Story::new().facts(|facts| facts.namesakes = vec![person("city-leader")]);
    let story = story.receive("county-a", false);
    let story = story.act("county-a-clerk", "pass-up", json!({"ground": "superior-cadre"}));
    assert_eq!(story.matter.holder.as_str(), "prov");
}

#[test]
fn it_may_go_up_twice_and_each_organ_keeps_its_line() {
    let story = passed_up().act("city-clerk", "pass-up", json!({"ground": "superior-cadre"}));
    assert_eq!(story.matter.audience(), [UnitId::from("prov")]);
    let held = rows(&story.matter, Offset::CHINA);
    let lines = held.keys().filter(|(table, _)| *table == Table::PassedUp).count();
    assert_eq!(lines, 2);
}

#[test]
fn what_the_superior_hands_on_is_opened_by_the_receiver_too_and_by_nobody_above() {
    let story = passed_up().act("city-clerk", "register", json!({"class": "C"}));
    let story = story
        .act("city-clerk", "screen", json!({"class": "C"}))
        .act("city-leader", "instruct", json!({"text": sealed(8)}));
    let fields = json!({"to": "county-b", "mode": "assign", "summary": sealed(9)});
    let story = story.act("city-clerk", "route", fields);
    let audience = story.matter.audience();
    let audience: Vec<&str> = audience.iter().map(|organ| organ.as_str()).collect();
    assert_eq!(audience, ["city", "county-b"]);
    assert!(sees(&story, "county-b-clerk") && !sees(&story, "prov-clerk"));
    assert!(!sees(&story, "county-a-clerk"));
}

#[test]
fn what_is_about_the_own_leadership_is_not_registered_but_goes_up() {
    let when = about_the_head();
    let Event::PassedUp(passed) = when.event() else { panic!() };
    assert_eq!((passed.to.as_str(), passed.ground), ("city", PassGround::OwnLeadership));
    let story = when.done();
    assert!(!sees(&story, "county-a-clerk") && sees(&story, "city-clerk"));
    let root = Story::received().register(None, Some("prov-leader"));
    assert_eq!(root.matter.stage, Stage::Registered, "nobody stands above: the recusals remain");
}

fn up(story: Story, by: &str) -> Option<crate::refusal::Refused> {
    story.by(by).when("pass-up", json!({"ground": "superior-cadre"})).refused()
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-ready", || up(Story::routed(), "county-a-clerk")),
        case("under-study", || up(Story::under_study(), "prov-clerk")),
        case("has-repeats", || {
            up(crate::matter::steps::release_repeat::tests::with_repeat(), "prov-clerk")
        }),
        case("split", || up(crate::matter::steps::split::tests::in_two(), "prov-clerk")),
        case("original-out", || {
            let story = Story::new().receive("county-a", false);
            let kept = json!({"kind": "letter", "sheets": 2});
            let story = story.act("county-a-clerk", "keep-original", kept);
            let lent = json!({"original": "1", "to": "county-a-head", "purpose": sealed(52)});
            up(story.act("county-a-clerk", "lend-original", lent), "county-a-clerk")
        }),
        case("nobody-above", || up(Story::registered(), "prov-clerk")),
    ]
};
