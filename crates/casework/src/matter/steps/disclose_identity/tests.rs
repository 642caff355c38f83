//! Opening an identity.

use super::*;
use crate::actor::Actor;
use crate::given::{Case, Story, When, case, person, report, sealed};
use serde_json::json;

fn opening(story: Story, of: ReportId) -> When {
    story.when(
        "disclose-identity",
        json!({"report": of, "purpose": sealed(25)}),
    )
}

#[test]
fn it_opens_for_the_asker_alone_for_fifteen_minutes_t1_s2_09() {
    let story = Story::received().by("prov-clerk");
    let (id, asked_at) = (story.matter.reports[0].id, story.context().now.at);
    let matter = opening(story, id).then(&["identity-opened"]).matter;
    let open = |who: &str, after: i64| matter.opening_for(&person(who), id, asked_at + after).is_some();
    assert!(open("prov-clerk", 15 * MINUTE - 1));
    assert!(!open("prov-clerk", 15 * MINUTE), "the time is over");
    assert!(!open("prov-head", 0), "nobody else");
    assert!(
        matter.opening_for(&person("prov-clerk"), report(99), asked_at).is_none(),
        "no other report"
    );
}

#[test]
fn it_leaves_the_same_event_whether_there_is_a_name_or_not_t2() {
    let told = |story: Story| {
        let id = story.matter.reports[0].id;
        let when = opening(story.by("prov-clerk"), id);
        when.outcome.unwrap()[0].encode()
    };
    assert_eq!(told(Story::received()), told(Story::received_real_name()));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("no-matter", || {
            opening(Story::new().by("prov-clerk"), report(1)).refused()
        }),
        case("report-unknown", || {
            opening(Story::received().by("prov-clerk"), report(99)).refused()
        }),
        case("no-person", || {
            let story = Story::received().by_actor(Actor::Timer);
            let id = story.matter.reports[0].id;
            opening(story, id).refused()
        }),
    ]
};
