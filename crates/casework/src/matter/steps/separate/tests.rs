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
fn it_stands_as_before_with_its_number_and_the_very_clocks_it_had_p_02() {
    let (before, after) = (Story::received_real_name().matter, out_again().matter);
    assert_eq!(after.stage, Stage::Received);
    assert_eq!((after.joined_into.is_none(), &after.number), (true, &before.number));
    assert_eq!(after.clocks, before.clocks);
    assert_eq!(after.sight, before.sight);
}

#[test]
fn what_was_overdue_stays_so_and_is_recorded_once_p_13() {
    let late = knowing(Story::received_real_name()).at("2026-03-10T09:00").timer("warn").done();
    let lapsed = |matter: &Matter| matter.clocks.iter().filter(|clock| clock.lapsed).count();
    let before = lapsed(&late.matter);
    let joined = late.act("prov-clerk", "join", json!({"into": "main"}));
    let out = joined.act("prov-clerk", "separate", json!({"reason": sealed(91)}));
    assert!(before > 0);
    assert_eq!(lapsed(&out.matter), before);
    assert!(out.at("2026-03-10T10:00").timer("warn").refused().is_some(), "nothing is left to record");
}

#[test]
fn joined_and_taken_out_again_it_may_be_joined_once_more_p_02() {
    let again = out_again().act("prov-clerk", "join", json!({"into": "main"}));
    assert!(again.matter.open_clocks().is_empty());
    let out = again.act("prov-clerk", "separate", json!({"reason": sealed(91)}));
    assert_eq!(out.matter.clocks, out_again().matter.clocks);
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
