//! Who is told, and who never is.

use super::*;
use crate::given::{Story, WORLD, person, sealed};
use serde_json::json;

fn told(story: &Story) -> Vec<(String, String)> {
    let events = story.events.iter().map(|recorded| &recorded.event);
    let on = jiff::civil::date(2026, 3, 9);
    plan(&story.matter, events, &WORLD.office, &WORLD.rules, None, on)
        .into_iter()
        .map(|notice| (notice.rule, notice.person.to_string()))
        .collect()
}

fn of(story: &Story, rule: &str) -> Vec<String> {
    let told = told(story).into_iter().filter(|(told, _)| told == rule);
    told.map(|(_, person)| person).collect()
}

#[test]
fn a_routed_matter_knocks_at_the_receiving_petition_office() {
    let arrived = of(&Story::routed(), "arrived");
    assert!(
        arrived.contains(&"county-a-clerk".to_owned()),
        "{arrived:?}"
    );
    assert!(
        arrived.iter().all(|who| who.starts_with("county-a-")),
        "{arrived:?}"
    );
}

#[test]
fn once_somebody_handles_it_only_the_handler_is_told_of_its_lapse() {
    let story = Story::accepted()
        .at("2026-06-30T08:00")
        .timer("warn")
        .done();
    assert_eq!(of(&story, "overdue"), ["county-a-handler"]);
}

#[test]
fn a_slip_knocks_at_whose_turn_it_is_s0_13() {
    use crate::matter::steps::sign_slip::tests::signed;
    let told = of(&signed(), "slip");
    assert!(
        told.iter().any(|who| who.starts_with("county-a-")),
        "{told:?}: to be answered"
    );
    assert!(
        told.iter().any(|who| !who.starts_with("county-a-")),
        "{told:?}: was to be signed"
    );
}

#[test]
fn the_recused_are_never_told_t4() {
    let recused = json!({"person": "county-a-clerk", "reason": sealed(16)});
    let story = Story::routed().act("county-a-head", "recuse", recused);
    assert!(story.matter.recused.contains(&person("county-a-clerk")));
    assert!(!told(&story).iter().any(|(_, who)| who == "county-a-clerk"));
}

#[test]
fn whoever_acted_is_not_told_of_the_own_act() {
    let story = Story::routed();
    let events: Vec<_> = story
        .events
        .iter()
        .map(|recorded| &recorded.event)
        .collect();
    let by = person("county-a-clerk");
    let on = jiff::civil::date(2026, 3, 9);
    let told = plan(
        &story.matter,
        events,
        &WORLD.office,
        &WORLD.rules,
        Some(&by),
        on,
    );
    assert!(!told.is_empty() && told.iter().all(|notice| notice.person != by));
}

#[test]
fn texts_say_that_something_waits_and_nothing_else_t6() {
    assert!(!WORLD.rules.notices.is_empty());
    for rule in &WORLD.rules.notices {
        assert!(
            rule.text.starts_with("件件：") && rule.text.chars().count() < 40,
            "{}",
            rule.id
        );
        let telling = ["举报", "信访", "被反映", "实名", "编号", "{"];
        assert!(
            telling.iter().all(|word| !rule.text.contains(word)),
            "{}",
            rule.id
        );
    }
}
