//! Somebody else looks at what was excluded.

use crate::given::{Case, Story, case, sealed};
use crate::matter::Stage;
use serde_json::{Value, json};

fn excluded() -> Story {
    let story = Story::received().act("prov-clerk", "register", json!({"class": "D"}));
    story.exclude_unreviewed()
}

fn reviewing(story: Story, who: &str, fields: Value) -> crate::given::When {
    story.by(who).when("review-exclusion", fields)
}

#[test]
fn an_exclusion_counts_only_after_its_review_s1_32() {
    let reply = json!({"mode": "in-person", "text": sealed(15)});
    let early = excluded().by("prov-clerk").when("reply", reply.clone()).refused();
    assert_eq!(early.unwrap().code, "exclusion-unreviewed");
    let story = reviewing(excluded(), "prov-head", json!({"review": "confirm"}));
    let story = story.then(&["exclusion-confirmed", "clock-ended"]);
    story.act("prov-clerk", "reply", reply);
}

#[test]
fn what_is_not_agreed_to_is_screened_anew() {
    let fields = json!({"review": "send-back", "note": sealed(46)});
    let story = reviewing(excluded(), "prov-head", fields).done();
    assert!(!story.matter.excluded && story.matter.stage == Stage::Registered);
    assert!(story.matter.open_clocks().iter().any(|clock| clock.rule == "screen-again"));
    assert!(story.matter.open_clocks().iter().all(|clock| !clock.rule.starts_with("reply")));
}

#[test]
fn an_office_may_do_without_the_review() {
    let story = excluded().rules(|rules| rules.settings.exclusion_review = false);
    story.act("prov-clerk", "reply", json!({"mode": "in-person", "text": sealed(15)}));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-waits", || {
            reviewing(Story::registered(), "prov-head", json!({"review": "confirm"})).refused()
        }),
        case("own-exclusion", || {
            reviewing(excluded(), "prov-clerk", json!({"review": "confirm"})).refused()
        }),
        case("note-missing", || {
            reviewing(excluded(), "prov-head", json!({"review": "send-back"})).refused()
        }),
    ]
};
