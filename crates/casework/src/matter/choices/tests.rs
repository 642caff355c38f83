//! What a page offers, a step takes.

use super::*;
use crate::given::{Story, sealed};
use serde_json::json;

fn offered(story: &Story, source: Source) -> Vec<String> {
    let choices = choices(source, Some(&story.matter), &story.context());
    assert!(
        choices.iter().all(|choice| !choice.zh.is_empty()),
        "{source:?}"
    );
    choices.into_iter().map(|choice| choice.value).collect()
}

#[test]
fn every_offered_receiver_is_accepted_and_every_other_refused() {
    let story = Story::received().register(Some("county-a"), None);
    let story = story.act("prov-clerk", "screen", json!({"class": "A"}));
    let story = story.act("prov-leader", "instruct", json!({"text": sealed(11)}));
    let receivers = offered(&story, Source::Receivers);
    assert!(
        receivers.iter().any(|unit| unit == "prov-supervision"),
        "自办"
    );
    for unit in story.office.units.keys() {
        let fields = json!({"to": unit, "mode": "assign"});
        let routed = story
            .clone()
            .by("prov-clerk")
            .when("route", fields)
            .outcome
            .is_ok();
        if receivers.contains(&unit.0) {
            assert!(routed, "{unit} is offered and refused");
        } else if !routed {
            continue;
        } else {
            // Inner offices of another organ are that organ's to choose.
            assert!(
                !story.office.unit(unit).unwrap().kind.is_organ(),
                "{unit} is not offered"
            );
        }
    }
}

#[test]
fn signatories_are_the_holders_and_leave_out_the_recused_t4() {
    let story = Story::signed();
    assert_eq!(
        offered(&story, Source::Handlers),
        ["county-a-handler", "county-a-unit-head"]
    );
    assert_eq!(
        offered(&story, Source::Chiefs),
        [
            "county-a-leader",
            "county-a-principal",
            "county-a-unit-head"
        ]
    );
    let fields = json!({"person": "county-a-handler", "reason": sealed(16)});
    let story = story.act("county-a-head", "recuse", fields);
    assert!(!offered(&story, Source::Handlers).contains(&"county-a-handler".to_owned()));
    assert_eq!(offered(&story, Source::Recused), ["county-a-handler"]);
}

#[test]
fn lists_that_change_with_the_years_are_those_of_the_day_s2_15() {
    let story = Story::accepted();
    let now = offered(&story, Source::Disposals);
    assert_eq!(
        now,
        [
            "preliminary-verification",
            "talk-or-inquiry",
            "kept-pending",
            "settled"
        ]
    );
    let past = story.happened("2015-05-05T09:00");
    assert_eq!(offered(&past, Source::Disposals).len(), 5);
    let old = Story::new()
        .happened("2014-05-05T09:00")
        .receive("prov", false);
    assert!(
        offered(&old, Source::Categories)
            .iter()
            .all(|id| id.starts_with("2013-"))
    );
}

#[test]
fn leads_and_issues_are_offered_by_number_never_by_name_t3() {
    let story = Story::accepted();
    assert_eq!(offered(&story, Source::Leads), ["1"]);
    assert_eq!(offered(&story, Source::Issues), ["1.1", "1.2"]);
    assert_eq!(offered(&story, Source::Reports).len(), 1);
    assert_eq!(choices(Source::Issues, None, &story.context()), []);
}
