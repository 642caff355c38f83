//! Joining a repeat by hand.

use super::*;
use crate::given::{Case, Story, case, joined, sealed};
use serde_json::json;

fn knowing(story: Story, number: &str, open: bool) -> Story {
    story.facts(|facts| {
        let mut other = joined(number);
        other.open = open;
        facts.other = Some(other);
    })
}

#[test]
fn a_repeat_goes_into_the_earlier_matter_and_owes_nothing_more_s2_21() {
    let story = knowing(Story::registered(), "main", true).by("prov-clerk");
    let when = story.when("join", json!({"into": " main "}));
    let Event::JoinedInto(event) = when.event() else {
        panic!()
    };
    assert_eq!(event.into.number, "main");
    let matter = when.then(&["joined-into", "clock-ended"]).matter;
    assert_eq!(matter.stage, Stage::Joined);
    assert!(matter.open_clocks().is_empty() && matter.joined_into.is_some());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("too-late", || {
            knowing(Story::routed(), "main", true)
                .when("join", json!({"into": "main"}))
                .refused()
        }),
        case("unknown", || {
            knowing(Story::received(), "other", true)
                .when("join", json!({"into": "main"}))
                .refused()
        }),
        case("itself", || {
            let story = Story::received();
            let own = story.matter.id;
            let story = story.facts(|facts| {
                facts.other = Some(crate::step::Other {
                    matter: own,
                    ..joined("main")
                });
            });
            story.when("join", json!({"into": "main"})).refused()
        }),
        case("already-joined", || {
            knowing(Story::received(), "main", false)
                .when("join", json!({"into": "main"}))
                .refused()
        }),
        case("has-repeats", || {
            let repeat = json!({"matter": sealed(7)["id"], "number": "r", "real_name": false, "recused": []});
            let story = Story::registered().when("take-repeat", repeat).done();
            knowing(story, "main", true)
                .when("join", json!({"into": "main"}))
                .refused()
        }),
    ]
};
