//! An original gets a number and a keeper.

use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;
use crate::Actor;
use crate::matter::Custody;

impl Story {
    /// The province's clerk keeps the letter.
    pub(crate) fn keeping(self) -> Self {
        let fields = json!({"kind": "letter", "sheets": 3, "place": "1号柜", "note": sealed(50)});
        self.act("prov-clerk", "keep-original", fields)
    }
}

fn keep(story: Story) -> When {
    story.when("keep-original", json!({"kind": "letter", "sheets": 3}))
}

#[test]
fn every_original_has_a_number_of_its_own_and_a_keeper_p_06() {
    let story = keep(Story::registered().keeping().by("prov-head")).done();
    let [letter, second] = &story.matter.originals[..] else { panic!() };
    assert_eq!(letter.custody, format!("{}-Y01", story.matter.number));
    assert_eq!(letter.keeper.as_str(), "prov-clerk");
    assert_eq!((second.custody(), second.keeper.as_str()), (Custody::Kept, "prov-head"));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("no-matter", || keep(Story::new().by("prov-clerk")).refused()),
        case("no-keeper", || keep(Story::registered().by_actor(Actor::Console)).refused()),
    ]
};
