//! Receiving: what is kept of an arrival, and when it is refused.

use super::*;
use crate::given::{Case, Story, case, person, report, sealed};
use crate::ids::RunId;
use serde_json::{Value, json};
use uuid::Uuid;

fn web() -> Value {
    json!({"channel": "web", "unit": "county-a", "title": sealed(1), "text": sealed(2),
           "reporter": sealed(3)})
}

fn numbered(story: Story) -> Story {
    story.facts(|facts| {
        facts.number = Some("330681-2026-4-0000017".into());
        facts.report = Some(report(1));
    })
}

#[test]
fn an_anonymous_web_report_gets_its_number_and_its_clocks_s1_13_s1_31() {
    let when = numbered(Story::new()).when("receive", web());
    let Event::Received(received) = when.event() else {
        panic!()
    };
    assert_eq!(received.number, "330681-2026-4-0000017");
    assert_eq!(received.report.id, report(1));
    assert_eq!(
        received.region, "330681",
        "the organ's own region stands in for a missing one"
    );
    let story = when.then(&["received", "clock-opened", "clock-opened"]);
    let matter = story.matter;
    assert_eq!(
        (matter.stage, matter.holder.as_str()),
        (Stage::Received, "county-a")
    );
    let sight: Vec<&str> = matter.sight.iter().map(UnitId::as_str).collect();
    assert_eq!(
        sight,
        ["county-a", "city", "prov"],
        "the organ and every organ above"
    );
    assert!(!matter.real_name() && matter.run.is_none());
}

#[test]
fn both_times_are_kept_and_clocks_use_the_first_p_09() {
    let story = numbered(Story::new().at("2026-03-04T10:00")).happened("2026-03-02T16:00");
    let matter = story.when("receive", web()).done().matter;
    assert_eq!(matter.received, crate::given::local("2026-03-02T16:00"));
    assert_eq!(matter.entered_at, 1_772_589_600_000);
    assert_eq!(
        matter.clocks[0].due,
        crate::given::local("2026-03-02T23:59:59")
    );
}

#[test]
fn whoever_bears_the_accuseds_name_is_out_from_the_first_moment_t4() {
    let story = numbered(Story::new()).facts(|f| f.namesakes = vec![person("county-a-clerk")]);
    let matter = story.when("receive", web()).done().matter;
    assert!(matter.recused.contains(&person("county-a-clerk")));
}

#[test]
fn an_imported_report_names_its_run_until_it_completes() {
    let run = RunId(Uuid::from_u128(9));
    let story = numbered(Story::new()).by_actor(Actor::Import { run });
    assert_eq!(story.when("receive", web()).done().matter.run, Some(run));
}

#[test]
fn a_real_name_report_stands_on_a_name_and_a_contact() {
    assert!(Story::received_real_name().matter.real_name());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("already-received", || {
            Story::received().when("receive", web()).refused()
        }),
        case("unit-unknown", || {
            let mut fields = web();
            fields["unit"] = json!("nowhere");
            numbered(Story::new()).when("receive", fields).refused()
        }),
        case("not-reachable", || {
            let mut fields = web();
            fields["real_name"] = json!(true);
            numbered(Story::new()).when("receive", fields).refused()
        }),
        case("number-missing", || {
            Story::new().when("receive", web()).refused()
        }),
    ]
};
