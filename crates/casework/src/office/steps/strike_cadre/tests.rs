//! Who left is no longer offered.

use crate::given::{Case, case, office_when};
use crate::office::steps::enter_cadres::tests::cadre;
use serde_json::json;

#[test]
fn a_number_once_given_is_not_given_again_p_27() {
    let one = |name| json!({"cadres": [cadre(name, "石门村", "会计", "village")]});
    let when = office_when("enter-cadres", one("方小满"));
    let when = when.when("strike-cadre", json!({"number": 1}));
    assert!(when.office.cadres.is_empty());
    let office = when.when("enter-cadres", one("方大满")).office;
    assert_eq!(office.cadres.get(2).unwrap().name, "方大满");
    assert_eq!(office.cadres.len(), 1);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![case("unknown", || {
        office_when("strike-cadre", json!({"number": 7})).refused()
    })]
};
