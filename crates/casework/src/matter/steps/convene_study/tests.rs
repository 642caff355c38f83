//! Convening a study group.

use super::*;
use crate::given::{Case, Story, case, person, sealed};
use serde_json::{Value, json};

fn group(offices: &[&str], leader: &str) -> Value {
    json!({"offices": offices, "leader": leader, "question": sealed(40)})
}

fn asked() -> Value {
    group(&["prov-petition", "prov-supervision", "prov-cases", "prov-trial"], "prov-leader")
}

#[test]
fn those_asked_see_it_while_they_study_s1_33() {
    let sees = |story: &Story, who: &str| {
        access::sees(story.office, story.rules, &person(who), story.now.date(), &story.matter)
    };
    let story = Story::registered();
    assert!(!sees(&story, "prov-unit-head"));
    let story = story.by("prov-clerk").when("convene-study", asked());
    let story = story.then(&["study-convened", "clock-opened"]);
    assert!(sees(&story, "prov-unit-head") && !sees(&story, "city-unit-head"));
    assert_eq!(story.matter.study().unwrap().missing().count(), 4);
}

#[test]
fn who_is_recused_sees_nothing_though_their_office_is_asked_t4() {
    let recused = json!({"person": "prov-unit-head", "reason": sealed(16)});
    let story = Story::registered().act("prov-head", "recuse", recused);
    let story = story.act("prov-clerk", "convene-study", asked());
    let (who, on) = (person("prov-unit-head"), story.now.date());
    assert!(!access::sees(story.office, story.rules, &who, on, &story.matter));
    let may = access::permit(story.office, story.rules, &who, "answer-study", Some(&story.matter), on);
    assert_eq!(may, None);
}

fn convening(story: Story, fields: Value) -> Option<crate::refusal::Refused> {
    story.by("prov-clerk").when("convene-study", fields).refused()
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-open", || convening(Story::received(), asked())),
        case("under-study", || convening(Story::under_study(), asked())),
        case("office-unknown", || {
            convening(Story::registered(), group(&["city-supervision"], "prov-leader"))
        }),
        case("office-accused", || {
            let story = Story::received().register(None, Some("prov-unit-head"));
            convening(story, asked())
        }),
        case("leader-cannot", || {
            convening(Story::registered(), group(&["prov-cases"], "prov-clerk"))
        }),
    ]
};
