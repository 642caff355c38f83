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

fn letter() -> Value {
    let mut fields = web();
    fields["channel"] = json!("letter");
    fields
}

fn by_clerk() -> Story {
    numbered(Story::new()).by("county-a-clerk")
}

/// A case in which a clerk enters a letter that is wrong in one thing.
macro_rules! staff_case {
    ($code:literal, |$story:ident, $fields:ident| $change:block) => {
        case($code, || {
            fn changed($story: Story, $fields: &mut Value) -> Story {
                $change
            }
            let mut fields = letter();
            let story = changed(by_clerk(), &mut fields);
            story.when("receive", fields).refused()
        })
    };
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

#[test]
fn a_collective_visit_keeps_heads_representatives_and_a_sealed_list_p_12() {
    let mut fields = letter();
    fields["channel"] = json!("visit");
    fields["way"] = json!("window");
    fields["heads"] = json!(12);
    fields["representatives"] = json!([{"name": sealed(50), "phone": sealed(51)}]);
    fields["members"] = sealed(52);
    let matter = by_clerk().when("receive", fields).done().matter;
    assert!(matter.is_collective());
    assert_eq!(matter.heads(), 12);
}

#[test]
fn a_visit_without_a_count_is_one_person_and_a_web_report_none() {
    let mut fields = letter();
    fields["channel"] = json!("visit");
    assert_eq!(by_clerk().when("receive", fields).done().matter.heads(), 1);
    assert_eq!(Story::received().matter.heads(), 0);
}

#[test]
fn what_others_hand_in_says_from_where_and_whether_a_result_is_wanted_s1_31_s2_05() {
    let mut fields = letter();
    fields["origin"] = json!("superior-assigned");
    fields["sender_number"] = json!("云纪信〔2026〕17号");
    fields["wants_result"] = json!(true);
    let arrival = by_clerk().when("receive", fields).done().matter.intake.arrival;
    assert_eq!(arrival.origin, Origin::SuperiorAssigned);
    assert!(arrival.wants_result);
}

#[test]
fn an_installation_cleared_for_it_takes_what_is_secret_p_16() {
    let story = by_clerk().rules(|rules| rules.settings.secrecy_max = Secrecy::Secret);
    let mut fields = letter();
    fields["secrecy"] = json!("secret");
    assert_eq!(story.when("receive", fields).done().matter.secrecy(), Secrecy::Secret);
}

#[test]
fn a_letter_without_its_scan_is_marked_s1_13() {
    let matter = by_clerk().when("receive", letter()).done().matter;
    assert!(matter.intake.arrival.unscanned);
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
        staff_case!("late-reason-missing", |story, _fields| {
            story.happened("2026-02-27T16:00")
        }),
        staff_case!("wrong-way", |story, fields| {
            fields["way"] = json!("fax");
            story
        }),
        staff_case!("not-superior", |story, fields| {
            fields["wants_result"] = json!(true);
            story
        }),
        staff_case!("above-grade", |story, fields| {
            fields["secrecy"] = json!("secret");
            story
        }),
        staff_case!("visit-only", |story, fields| {
            fields["heads"] = json!(2);
            story
        }),
        staff_case!("representative-missing", |story, fields| {
            fields["channel"] = json!("visit");
            fields["heads"] = json!(5);
            story
        }),
        staff_case!("too-many-representatives", |story, fields| {
            fields["channel"] = json!("visit");
            fields["heads"] = json!(6);
            fields["representatives"] = json!(vec![json!({"name": sealed(50)}); 6]);
            story
        }),
        case("of-office", || {
            let mut fields = web();
            fields["urgency"] = json!("emergency");
            numbered(Story::new()).when("receive", fields).refused()
        }),
        case("number-missing", || {
            Story::new().when("receive", web()).refused()
        }),
    ]
};
