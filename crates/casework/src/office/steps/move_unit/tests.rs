//! Moving units.

use crate::given::{Case, OfficeWhen, case, office_when};
use serde_json::json;

fn moving(unit: &str, parent: &str) -> OfficeWhen {
    office_when("move-unit", json!({"unit": unit, "parent": parent}))
}

#[test]
fn a_moved_unit_follows_the_new_line() {
    let when = moving("town-a1", "county-b");
    let sight = when
        .office
        .sight_of(&"town-a1".into(), jiff::civil::date(2026, 3, 2));
    let sight: Vec<&str> = sight.iter().map(|unit| unit.as_str()).collect();
    assert_eq!(sight, ["town-a1", "county-b", "city", "prov"]);
    assert!(
        !when
            .office
            .children_of(&"county-a".into())
            .contains(&"town-a1".into())
    );
}

#[test]
fn no_cycle_can_be_made() {
    for below in ["county-a", "town-a1", "county-a-petition"] {
        assert_eq!(
            moving("county-a", below).refused().unwrap().code,
            "into-itself"
        );
    }
    assert_eq!(
        moving("prov", "city").refused().unwrap().code,
        "into-itself"
    );
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("unknown", || moving("town-a1", "nowhere").refused()),
        case("into-itself", || moving("city", "town-b1").refused()),
        case("level-too-high", || moving("county-b", "town-a1").refused()),
    ]
};
