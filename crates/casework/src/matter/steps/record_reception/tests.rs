//! Reception records.

use super::*;
use crate::given::{Case, Story, case, sealed};
use serde_json::{Value, json};

fn heard(verdict: &str) -> Value {
    json!({"said": sealed(67), "verdict": verdict, "answered": sealed(68)})
}

#[test]
fn a_visit_has_its_record_the_same_day_s2_02_s2_04() {
    let story = Story::visit();
    let owed = story.matter.clocks.iter().find(|c| c.rule == "record-reception").unwrap();
    assert_eq!(owed.due.date(), story.matter.received.date());
    let story = story.by("prov-clerk").when("record-reception", heard("taken"));
    story.then(&["reception-recorded", "clock-ended"]);
}

#[test]
fn reason_and_proper_body_are_kept_only_where_it_is_not_accepted_s2_03() {
    let mut fields = heard("elsewhere");
    fields["reason"] = sealed(69);
    fields["proper_body"] = sealed(70);
    let when = Story::visit().by("prov-clerk").when("record-reception", fields.clone());
    assert!(matches!(when.event(), Event::ReceptionRecorded(e) if e.proper_body.is_some()));
    fields["verdict"] = json!("answered");
    let when = Story::visit().by("prov-clerk").when("record-reception", fields);
    assert!(matches!(when.event(), Event::ReceptionRecorded(e) if e.proper_body.is_none()));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-a-visit", || {
            Story::received().by("prov-clerk").when("record-reception", heard("taken")).refused()
        }),
        case("already-recorded", || {
            let story = Story::visit().act("prov-clerk", "record-reception", heard("taken"));
            story.when("record-reception", heard("taken")).refused()
        }),
        case("body-missing", || {
            Story::visit().by("prov-clerk").when("record-reception", heard("elsewhere")).refused()
        }),
    ]
};
