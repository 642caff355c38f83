//! Taking a repeat: the other half of joining.

use super::*;
use crate::actor::Actor;
use crate::given::{Case, Story, case, person, sealed};
use serde_json::{Value, json};

fn repeat(recused: &[&str]) -> Value {
    json!({"matter": sealed(7)["id"], "number": "r", "real_name": true, "recused": recused})
}

#[test]
fn a_real_name_repeat_makes_the_whole_real_name_s2_21() {
    let story = Story::registered().by_actor(Actor::Timer);
    let matter = story
        .when("take-repeat", repeat(&["prov-head"]))
        .then(&["repeat-taken"])
        .matter;
    assert_eq!(matter.repeats.len(), 1);
    assert!(matter.real_name() && matter.recused.contains(&person("prov-head")));
    assert_eq!(matter.stage, Stage::Registered, "its own life goes on");
}

#[test]
fn who_is_recused_through_a_repeat_has_it_out_of_hand_at_once_t4() {
    let story = Story::reported()
        .when("take-repeat", repeat(&["county-a-handler"]))
        .done();
    assert_eq!(story.matter.handler(), None);
    assert_eq!(
        story.matter.stage,
        Stage::Signed,
        "another handler has to be named"
    );
    let fields = json!({"handler": "county-a-unit-head", "leader": "county-a-leader"});
    let story = story.act("county-a-head", "accept", fields);
    assert_eq!(story.matter.handler(), Some(&person("county-a-unit-head")));
    assert_eq!(
        story.matter.first_handler,
        Some(person("county-a-handler")),
        "S1-14: stays answerable"
    );
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("unfit", || {
            Story::joined().when("take-repeat", repeat(&[])).refused()
        }),
        case("twice", || {
            let story = Story::registered().when("take-repeat", repeat(&[])).done();
            story.when("take-repeat", repeat(&[])).refused()
        }),
    ]
};
