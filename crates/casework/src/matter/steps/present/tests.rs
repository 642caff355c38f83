//! Laying a matter before leaders.

use crate::given::{Case, Story, case, sealed};
use serde_json::{Value, json};

fn to(leaders: &[&str]) -> Value {
    json!({"leaders": leaders})
}

#[test]
fn it_waits_for_each_leader_until_they_read_or_instruct_p_25() {
    let story = Story::screened().act("prov-clerk", "present", to(&["prov-leader", "prov-principal"]));
    assert_eq!(story.matter.deciding.presented.len(), 2);
    let story = story.act("prov-leader", "instruct", json!({"text": sealed(11)}));
    let story = story.act("prov-principal", "circle", json!({}));
    assert!(story.matter.deciding.presented.is_empty());
}

fn presenting(story: Story, leaders: &[&str]) -> Option<crate::refusal::Refused> {
    story.by("prov-clerk").when("present", to(leaders)).refused()
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("over", || presenting(Story::received(), &["prov-leader"])),
        case("leader-cannot", || presenting(Story::screened(), &["city-leader"])),
        case("all-have-it", || {
            let story = Story::screened().act("prov-clerk", "present", to(&["prov-leader"]));
            presenting(story, &["prov-leader"])
        }),
    ]
};
