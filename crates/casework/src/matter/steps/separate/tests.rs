//! Undoing a join.

use super::*;
use crate::given::{Case, Story, case, joined, sealed};
use crate::matter::Stage;
use serde_json::json;

fn knowing(story: Story) -> Story {
    story.facts(|facts| facts.other = Some(joined("main")))
}

/// Went into another matter, and can be taken out again.
pub(crate) fn in_another() -> Story {
    knowing(Story::received_real_name()).act("prov-clerk", "join", json!({"into": "main"}))
}

/// Taken out again.
pub(crate) fn out_again() -> Story {
    in_another().act("prov-clerk", "separate", json!({"reason": sealed(91)}))
}

#[test]
fn it_stands_as_before_with_its_number_and_its_clocks_from_where_they_counted_p_02() {
    let promises = |matter: &Matter| -> Vec<_> {
        let open = matter.open_clocks().into_iter();
        open.map(|clock| (clock.rule.clone(), clock.owner.clone(), clock.from, clock.due)).collect()
    };
    let before = Story::received_real_name().matter;
    let after = out_again().matter;
    assert_eq!(after.stage, Stage::Received);
    assert_eq!((after.joined_into.is_none(), &after.number), (true, &before.number));
    assert_eq!(promises(&after), promises(&before));
    assert_eq!(after.sight, before.sight);
}

#[test]
fn joined_and_taken_out_again_it_may_be_joined_once_more_p_02() {
    let again = out_again().act("prov-clerk", "join", json!({"into": "main"}));
    assert!(again.matter.open_clocks().is_empty());
    let out = again.act("prov-clerk", "separate", json!({"reason": sealed(91)}));
    assert_eq!(out.matter.open_clocks().len(), out_again().matter.open_clocks().len());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-joined", || {
            let story = knowing(Story::registered()).by("prov-clerk");
            story.when("separate", json!({"reason": sealed(91)})).refused()
        }),
        case("unseen", || {
            let story = in_another().facts(|facts| facts.other = None).by("prov-clerk");
            story.when("separate", json!({"reason": sealed(91)})).refused()
        }),
    ]
};
