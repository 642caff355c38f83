//! Asking for a removal in haste.

use crate::actor::Actor;
use crate::given::{Case, OfficeWhen, case, person};
use serde_json::json;

/// The province's principal asks for the clerk's removal.
pub(crate) fn asked(who: &str) -> OfficeWhen {
    let actor = Actor::Person {
        person: person("prov-principal"),
        unit: "prov".into(),
        role: "principal".into(),
        behalf: None,
        acting: false,
        sheet: None,
    };
    OfficeWhen::by(&actor, "ask-removal", json!({"person": who}))
}

#[test]
fn what_is_asked_is_carried_out_by_an_administrator_within_three_days_p_14() {
    let on = jiff::civil::date(2026, 3, 5);
    let office = asked("prov-clerk").office;
    assert!(office.removal_of(&person("prov-clerk"), on).is_some());
    assert!(office.removal_of(&person("prov-clerk"), on.tomorrow().unwrap()).is_none());
    let when = asked("prov-clerk").when("suspend", json!({"person": "prov-clerk"}));
    assert!(when.office.removals[0].done);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-here", || asked("county-a-clerk").refused()),
        case("already", || {
            let first = asked("prov-clerk");
            first.again("ask-removal", json!({"person": "prov-clerk"})).refused()
        }),
    ]
};
