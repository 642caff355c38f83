//! Revoking partner systems' keys.

use super::super::admit_partner::tests::admitting;
use crate::given::{Case, case, office_when};
use serde_json::json;

#[test]
fn a_revoked_key_leads_nowhere_and_the_partner_may_get_another() {
    let admitted = admitting("prov");
    let key = admitted.office.partners[0].key.clone();
    let revoked = admitted.when("revoke-partner", json!({"partner": "云岭12345热线"}));
    assert!(revoked.office.partner_of_key(&key).is_none());
    let again = json!({"partner": "云岭12345热线", "unit": "city"});
    let again = revoked.when("admit-partner", again);
    assert_eq!(again.office.partner("云岭12345热线").unwrap().unit, "city".into());
    assert_eq!(again.office.partners.len(), 2);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![case("not-admitted", || {
        office_when("revoke-partner", json!({"partner": "云岭12345热线"})).refused()
    })]
};
