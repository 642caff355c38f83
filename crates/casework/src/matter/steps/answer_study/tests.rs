//! Opinions of the offices asked.

use crate::given::{Case, Story, case, sealed};
use serde_json::{Value, json};

fn opinion() -> Value {
    json!({"stance": "handle", "opinion": sealed(41)})
}

#[test]
fn each_office_answers_for_itself_and_the_last_makes_it_complete_s1_33() {
    let story = Story::under_study();
    let study = story.matter.study().unwrap();
    assert_eq!(study.missing().count(), 2);
    let story = story.by("prov-unit-head").when("answer-study", opinion()).then(&["study-answered"]);
    let missing: Vec<_> = story.matter.study().unwrap().missing().cloned().collect();
    assert_eq!(missing, ["prov-cases".into()]);
    let story = story.by("prov-cases-officer").when("answer-study", opinion());
    story.then(&["study-answered", "study-complete", "clock-ended", "clock-opened"]);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("no-study", || {
            Story::registered().by("prov-unit-head").when("answer-study", opinion()).refused()
        }),
        case("not-asked", || {
            Story::under_study().by("prov-clerk").when("answer-study", opinion()).refused()
        }),
        case("already", || {
            let story = Story::under_study().act("prov-unit-head", "answer-study", opinion());
            story.by("prov-unit-head").when("answer-study", opinion()).refused()
        }),
    ]
};
