//! Taking a part back.

use crate::given::{Case, Story, case, sealed};
use crate::matter::steps::split::tests::{in_two, instructed, part};
use serde_json::{Value, json};

fn back() -> Value {
    json!({"part": part().matter})
}

/// The part came back.
pub(crate) fn whole_again() -> Story {
    in_two().when("take-part-back", back()).done()
}

#[test]
fn the_whole_has_the_leads_it_had_under_the_numbers_they_had_p_02() {
    let (before, after) = (instructed(Story::received_real_name()).matter, whole_again().matter);
    assert_eq!(after.leads, before.leads);
    assert_eq!((after.is_split(), after.status()), (false, before.status()));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-of-this", || {
            let other = json!({"part": sealed(9)["id"]});
            in_two().when("take-part-back", other).refused()
        }),
        case("whole-gone", || {
            let routed = json!({"to": "county-a", "mode": "assign"});
            in_two().act("prov-clerk", "route", routed).when("take-part-back", back()).refused()
        }),
    ]
};
