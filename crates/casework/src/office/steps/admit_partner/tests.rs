//! Admitting partner systems.

use super::*;
use crate::given::{Case, OfficeWhen, case, office_when};
use serde_json::json;

pub(crate) fn admitting(unit: &str) -> OfficeWhen {
    office_when("admit-partner", json!({"partner": "云岭12345热线", "unit": unit}))
}

#[test]
fn the_key_leads_to_its_partner_and_no_other() {
    let when = admitting("prov");
    let Event::PartnerAdmitted(admitted) = when.event() else {
        panic!()
    };
    let found = when.office.partner_of_key(&admitted.key).unwrap();
    assert_eq!((&*found.name, &found.unit), ("云岭12345热线", &"prov".into()));
    assert!(when.office.partner_of_key("00").is_none());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-an-organ", || admitting("prov-petition").refused()),
        case("already-admitted", || {
            let again = json!({"partner": "云岭12345热线", "unit": "city"});
            admitting("prov").when("admit-partner", again).refused()
        }),
        case("no-key", || {
            let fields = json!({"partner": "云岭12345热线", "unit": "prov"});
            OfficeWhen::without_facts("admit-partner", fields).refused()
        }),
    ]
};
