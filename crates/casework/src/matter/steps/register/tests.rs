//! Registering: leads, issues, the edition in force, and who loses sight with it.

use super::*;
use crate::access;
use crate::given::{Case, Story, case, person, sealed};
use serde_json::json;

#[test]
fn leads_and_issues_are_numbered_one_by_one_s4_11() {
    let story = Story::received().by("prov-clerk");
    let lead = |subject: u128, issues: &[&str]| {
        let issues: Vec<_> = issues
            .iter()
            .map(|id| json!({"category": id, "text": sealed(90)}))
            .collect();
        json!({"subject": sealed(subject), "rank": "village", "managed_at": "township", "issues": issues})
    };
    let fields = json!({"class": "A", "region": "330681",
                        "leads": [lead(20, &["152", "153"]), lead(21, &["174"])]});
    let story = story
        .when("register", fields)
        .then(&["registered", "clock-ended"]);
    let numbers: Vec<(u32, u32)> = story.matter.issues().map(|(l, i, _)| (l, i)).collect();
    assert_eq!(numbers, [(1, 1), (1, 2), (2, 1)]);
    assert_eq!(story.matter.region, "330681");
    assert_eq!(story.matter.stage, Stage::Registered);
}

#[test]
fn the_edition_is_the_one_of_the_day_of_arrival() {
    let editions = [
        ("2014-05-05T09:00", "2013"),
        ("2017-05-05T09:00", "2016"),
        ("2026-03-02T09:00", "2018"),
    ];
    for (arrived, edition) in editions {
        let story = Story::new().happened(arrived).receive("prov", false);
        let story = story.at("2026-03-02T10:00").register(None, None);
        assert_eq!(
            story.matter.edition.as_deref(),
            Some(edition),
            "arrived {arrived}"
        );
    }
}

#[test]
fn the_accused_and_their_namesakes_lose_every_sight_t4() {
    let story = Story::received().facts(|f| f.namesakes = vec![person("prov-head")]);
    let story = story.register(None, Some("prov-leader"));
    for accused in ["prov-head", "prov-leader"] {
        let on = story.now.date();
        assert!(!access::sees(
            story.office,
            story.rules,
            &person(accused),
            on,
            &story.matter
        ));
    }
}

#[test]
fn over_level_is_set_by_rule_both_ways_of_counting() {
    use crate::rules::OverLevel::{ManagingAuthority, VisitTwoLevels};
    // The subject is managed by the county; received by the province.
    let cases = [
        (ManagingAuthority, "web", true),
        (VisitTwoLevels, "web", false),
        (VisitTwoLevels, "visit", true),
    ];
    for (rule, channel, over) in cases {
        let story = Story::received().rules(|rules| rules.settings.over_level = rule);
        let mut story = story;
        story.matter.channel = crate::matter::Channel::parse(channel).unwrap();
        let matter = story.register(None, None).matter;
        assert_eq!(matter.intake.over_level, over, "{rule:?} by {channel}");
    }
}

#[test]
fn what_came_before_is_a_repeat_and_what_did_not_is_a_first_s4_26() {
    let first = Story::received().register(None, None).matter;
    assert_eq!(first.intake.turn, Some(Turn::First));
    let again = Story::received().facts(|facts| facts.earlier = 1);
    assert_eq!(again.register(None, None).matter.intake.turn, Some(Turn::Repeat));
}

#[test]
fn a_class_without_subjects_needs_no_lead() {
    let story = Story::received().act("prov-clerk", "register", json!({"class": "C"}));
    assert!(story.matter.leads.is_empty());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-received", || {
            Story::registered()
                .when("register", json!({"class": "C"}))
                .refused()
        }),
        case("no-edition", || {
            let story = Story::received().rules(|rules| rules.editions.clear());
            story.when("register", json!({"class": "C"})).refused()
        }),
        case("lead-missing", || {
            Story::received()
                .when("register", json!({"class": "A"}))
                .refused()
        }),
    ]
};
