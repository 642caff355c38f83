//! Suspending and restoring people.

use crate::given::{Case, OfficeWhen, case, office_when, owing, person};
use serde_json::json;

fn suspending(who: &str, restore: bool) -> OfficeWhen {
    office_when("suspend", json!({"person": who, "restore": restore}))
}

#[test]
fn every_right_goes_at_once_and_comes_back_whole() {
    let when = suspending("prov-clerk", false);
    let on = jiff::civil::date(2026, 3, 2);
    assert_eq!(when.office.posts_of(&person("prov-clerk"), on).count(), 0);
    let back = when.when("suspend", json!({"person": "prov-clerk", "restore": true}));
    assert_eq!(back.office.posts_of(&person("prov-clerk"), on).count(), 1);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("person-unknown", || suspending("nobody", false).refused()),
        case("owes-matters", || owing("suspend", json!({"person": "prov-clerk"}), true).refused()),
        case("owes-papers", || owing("suspend", json!({"person": "prov-clerk"}), false).refused()),
        case("already", || suspending("prov-clerk", true).refused()),
    ]
};
