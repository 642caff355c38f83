//! Joint units beside the lead unit.

use crate::access::{self, Text};
use crate::given::{Case, Story, case, person, sealed};
use serde_json::json;

/// Accepted by county A, with the water bureau's dispatched body and county B working along.
pub(crate) fn joined_by_two() -> Story {
    let fields = json!({"units": ["bureau", "county-b"], "requirement": sealed(12)});
    Story::accepted().act("county-a-clerk", "name-joint", fields)
}

fn naming(story: Story, units: serde_json::Value) -> crate::given::When {
    story.by("county-a-clerk").when("name-joint", json!({"units": units}))
}

#[test]
fn each_joint_unit_has_a_clock_of_its_own_and_ends_it_alone_p_04() {
    let story = joined_by_two();
    let owing = |story: &Story| {
        let open = story.matter.open_clocks();
        let joint = open.iter().filter(|clock| clock.rule == "joint-opinion");
        joint.map(|clock| clock.owner.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(owing(&story), ["bureau", "county-b"]);
    let story = story.act("bureau-officer", "give-opinion", json!({"opinion": sealed(41)}));
    assert_eq!(owing(&story), ["county-b"]);
    let released = json!({"unit": "county-b", "reason": sealed(42)});
    let story = story.act("county-a-clerk", "release-joint", released);
    assert!(owing(&story).is_empty());
    assert!(!story.matter.sight.contains(&"county-b".into()), "released, it sees nothing");
    assert!(story.matter.sight.contains(&"bureau".into()));
}

#[test]
fn a_joint_unit_sees_the_copy_and_no_more_p_04_t5() {
    let story = joined_by_two();
    let reads = |who: &str| {
        let on = story.now.date();
        access::text_for(story.office, story.rules, &person(who), on, &story.matter)
    };
    assert_eq!(reads("bureau-officer"), Text::Copy);
    assert_eq!(reads("county-a-clerk"), Text::Copy, "the lead unit was given a copy as well");
    assert_eq!(reads("prov-clerk"), Text::Original);
}

#[test]
fn the_lead_unit_waits_for_every_opinion_or_says_why_not_p_04() {
    let story = joined_by_two().find();
    let result = |fields| story.clone().by("county-a-handler").when("report-result", fields);
    let refused = result(json!({"summary": sealed(14)})).refused();
    assert_eq!(refused.unwrap().code, "joint-missing");
    result(json!({"summary": sealed(14), "joint_missing": sealed(43)})).done();
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-in-hand", || naming(Story::instructed(), json!(["bureau"])).refused()),
        case("nobody-named", || naming(Story::accepted(), json!([])).refused()),
        case("unfit", || naming(Story::accepted(), json!(["county-a-supervision"])).refused()),
    ]
};
