//! Asking opens nothing, and looks the same with and without an identity.

use super::*;
use crate::actor::Actor;
use crate::given::{Case, Story, When, case, person, report, sealed};
use serde_json::json;

fn asking(story: Story, of: ReportId) -> When {
    story.when("ask-identity", json!({"report": of, "purpose": sealed(25)}))
}

#[test]
fn asking_opens_nothing_and_starts_the_second_persons_clock_t1() {
    let story = Story::received().by("prov-clerk");
    let id = story.matter.reports[0].id;
    let story = asking(story, id).then(&["identity-asked", "clock-opened"]);
    let at = story.context().now.at;
    assert!(story.matter.opening_for(&person("prov-clerk"), id, at).is_none());
    assert_eq!(story.matter.identity_asked().count(), 1);
    let clock = story.matter.clocks.last().unwrap();
    assert_eq!((&*clock.rule, clock.owner.as_str()), ("identity-approval", "prov"));
}

#[test]
fn it_leaves_the_same_events_whether_there_is_a_name_or_not_t2() {
    // 实名 is public here, and opens a clock of its own on arrival: the office's terms are left out.
    let told = |story: Story| {
        let story = story.rules(|rules| rules.clocks.retain(|rule| rule.id == "identity-approval"));
        let story = Story { matter: Matter { clocks: Vec::new(), ..story.matter }, ..story };
        let id = story.matter.reports[0].id;
        let when = asking(story.by("prov-clerk"), id);
        when.outcome.unwrap().iter().map(|event| event.encode()).collect::<Vec<_>>()
    };
    assert_eq!(told(Story::received()), told(Story::received_real_name()));
}

#[test]
fn an_approval_nobody_used_in_time_does_not_stand_in_the_way_of_asking_again() {
    let story = Story::identity_approved().at("2026-03-04T10:00").by("prov-clerk");
    let id = story.matter.reports[0].id;
    assert_eq!(asking(story, id).done().matter.identity_requests.len(), 2);
}

#[test]
fn originals_are_asked_for_and_opened_by_themselves_t13() {
    let story = Story::identity_asked().by("prov-clerk");
    let id = story.matter.reports[0].id;
    let fields = json!({"report": id, "what": "files", "purpose": sealed(25)});
    let story = story.when("ask-identity", fields.clone()).done();
    let again = story.clone().by("prov-clerk").when("ask-identity", fields).refused();
    assert_eq!(again.unwrap().code, "already");
    let agreed = json!({"request": "2", "verdict": "approve"});
    let story = story.act("prov-head", "decide-identity", agreed);
    let story = story.act("prov-clerk", "disclose-identity", json!({"request": "2"}));
    let until = story.matter.openings[0].until;
    let (clerk, at) = (person("prov-clerk"), until - 1);
    assert!(story.matter.opening_of_files(&clerk, id, at).is_some());
    assert!(story.matter.opening_for(&clerk, id, at).is_none(), "not who reported");
    assert!(story.matter.opening_of_files(&clerk, id, until).is_none());
    assert!(story.matter.opening_of_files(&person("prov-head"), id, at).is_none());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("no-matter", || asking(Story::new().by("prov-clerk"), report(1)).refused()),
        case("report-unknown", || {
            asking(Story::received().by("prov-clerk"), report(99)).refused()
        }),
        case("no-person", || {
            let story = Story::received().by_actor(Actor::Timer);
            let id = story.matter.reports[0].id;
            asking(story, id).refused()
        }),
        case("already", || {
            let story = Story::identity_asked().by("prov-clerk");
            let id = story.matter.reports[0].id;
            asking(story, id).refused()
        }),
    ]
};
