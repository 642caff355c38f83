//! The leader's decision.

use super::*;
use crate::given::{Case, Story, case, person, sealed};
use serde_json::{Value, json};

fn decision(class: &str) -> Value {
    json!({"class": class, "opinion": sealed(42)})
}

fn deciding(story: Story, fields: Value) -> crate::given::When {
    story.by("prov-leader").when("decide-study", fields)
}

#[test]
fn what_goes_on_is_screened_and_instructed_and_the_sight_ends_s1_33() {
    let story = deciding(Story::opined(), decision("A"));
    let story = story.then(&["screened", "study-decided", "clock-ended"]);
    assert_eq!(story.matter.stage, Stage::Instructed);
    assert!(story.matter.study().is_none());
    let (who, on) = (person("prov-unit-head"), story.now.date());
    assert!(!access::sees(story.office, story.rules, &who, on, &story.matter));
}

#[test]
fn what_the_group_excludes_needs_no_further_review_s1_32() {
    let fields = json!({"class": "D", "opinion": sealed(42), "body": "court"});
    let story = deciding(Story::opined(), fields).done();
    assert!(story.matter.excluded && !story.matter.awaits_exclusion_review());
}

#[test]
fn an_opinion_that_never_comes_does_not_hold_it_up() {
    let mut fields = decision("A");
    fields["without"] = json!(sealed(43));
    deciding(Story::under_study(), fields).done();
}

#[test]
fn where_the_leader_named_is_recused_another_decides() {
    let recused = json!({"person": "prov-leader", "reason": sealed(16)});
    let story = Story::opined().act("prov-head", "recuse", recused);
    let story = story.act("prov-principal", "decide-study", decision("A"));
    assert_eq!(story.matter.stage, Stage::Instructed);
}

#[test]
fn what_is_void_meanwhile_stays_void_p_03() {
    let ask = json!({"ground": "duplicate-entry", "reason": sealed(82)});
    let story = Story::under_study().act("prov-clerk", "ask-void", ask);
    let story = story.act("prov-head", "decide-repair", json!({"decision": "approve"}));
    let fields = json!({"class": "F", "opinion": sealed(83), "without": sealed(84)});
    let told = story.by("prov-leader").when("decide-study", fields).refused().unwrap();
    assert_eq!(told.code, "no-study");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("no-study", || deciding(Story::registered(), decision("A")).refused()),
        case("not-named", || {
            let story = Story::opined().by("prov-principal");
            story.when("decide-study", decision("A")).refused()
        }),
        case("opinions-missing", || deciding(Story::under_study(), decision("A")).refused()),
        case("body-missing", || deciding(Story::opined(), decision("D")).refused()),
        case("body-unknown", || {
            let fields = json!({"class": "D", "opinion": sealed(42), "body": "moon"});
            deciding(Story::opined(), fields).refused()
        }),
        case("lead-missing", || {
            let story = Story::received().act("prov-clerk", "register", json!({"class": "C"}));
            let story = story.study(&["prov-cases"]);
            let mut fields = decision("A");
            fields["without"] = json!(sealed(43));
            deciding(story, fields).refused()
        }),
    ]
};
