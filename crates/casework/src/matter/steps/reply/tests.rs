//! Replies: one to one, by the office that the settings name; objections are explained.

use super::*;
use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

fn replying(story: Story, mode: &str) -> When {
    story
        .by("prov-clerk")
        .when("reply", json!({"mode": mode, "text": sealed(15)}))
}

#[test]
fn a_real_name_reporter_is_told_one_to_one_s0_24_s2_12() {
    for mode in ReplyMode::ONE_TO_ONE {
        let story = replying(Story::concluded_real_name(), mode.value).done();
        assert!(story.matter.replied && story.matter.stage == Stage::Replied);
        let answer = story.matter.answering.answer().unwrap();
        assert!(!answer.mode.is_public() && answer.by.is_some());
        let rules: Vec<&str> = story.matter.open_clocks().iter().map(|c| &*c.rule).collect();
        assert!(rules.contains(&"reply-receipt") && rules.contains(&"evaluation"), "{rules:?}");
    }
}

#[test]
fn an_objection_is_explained_and_new_evidence_is_checked() {
    let fields = json!({"mode": "home", "text": sealed(15), "attitude": "objects",
        "objection": sealed(60), "explanation": sealed(61), "new_evidence": true});
    let story = Story::concluded_real_name().act("prov-clerk", "reply", fields);
    assert_eq!(story.matter.answering.open_pleas().count(), 1);
    assert!(story.matter.owed_clocks().iter().any(|clock| clock.rule == "judge-reopening"));
}

#[test]
fn the_office_that_the_settings_name_answers_s2_08() {
    let told = |who: &str, outlet: Outlet| {
        let story = Story::concluded().rules(|rules| rules.settings.reply_outlet = outlet);
        let fields = json!({"mode": "phone", "text": sealed(15)});
        story.by(who).when("reply", fields).outcome.is_ok()
    };
    assert!(told("prov-clerk", Outlet::PetitionOffice));
    assert!(!told("county-a-handler", Outlet::PetitionOffice));
    assert!(!told("prov-clerk", Outlet::HandlingUnit));
    assert!(told("prov-clerk", Outlet::Either));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("exclusion-unreviewed", || {
            let story = Story::unreviewed().by("prov-clerk");
            let fields = json!({"mode": "in-person", "text": sealed(15)});
            story.when("reply", fields).refused()
        }),
        case("not-concluded", || {
            replying(Story::countersigned(), "phone").refused()
        }),
        case("other-outlet", || {
            let fields = json!({"mode": "phone", "text": sealed(15)});
            Story::concluded().by("county-a-handler").when("reply", fields).refused()
        }),
        case("explanation-missing", || {
            let fields = json!({"mode": "phone", "text": sealed(15), "attitude": "objects",
                                "objection": sealed(60)});
            Story::concluded().by("prov-clerk").when("reply", fields).refused()
        }),
    ]
};
