//! Instructions by telephone.

use super::*;
use crate::given::{Case, Story, case, sealed};
use serde_json::{Value, json};

fn by(leader: &str) -> Value {
    json!({"leader": leader, "text": sealed(60)})
}

#[test]
fn an_emergency_is_routed_on_the_leaders_word_and_the_paper_is_owed_p_11() {
    let story = Story::letter_from_above();
    let ask = story.matter.clocks.iter().find(|clock| clock.rule == "phone-instruction").unwrap();
    assert_eq!(ask.due, crate::given::local("2026-03-02T11:00"));
    let story = story.act("prov-clerk", "phone-instruct", by("prov-leader")).register(None, None);
    assert_eq!(story.matter.stage, Stage::Instructed, "no second instruction before routing");
    let story = story.route("prov-clerk", "county-a");
    let owed = |story: &Story| {
        story.matter.open_clocks().iter().any(|clock| clock.rule == "paper-instruction")
    };
    assert!(owed(&story) && story.matter.intake.paper_owed);
    let story = story.act("prov-leader", "confirm-instruction", json!({"text": sealed(61)}));
    assert!(!owed(&story) && !story.matter.intake.paper_owed);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-an-emergency", || {
            Story::visit().by("prov-clerk").when("phone-instruct", by("prov-leader")).refused()
        }),
        case("too-late", || {
            let story = Story::letter_from_above_concluded().by("prov-clerk");
            story.when("phone-instruct", by("prov-leader")).refused()
        }),
        case("not-a-leader", || {
            let story = Story::letter_from_above().by("prov-clerk");
            story.when("phone-instruct", by("prov-handler")).refused()
        }),
    ]
};
