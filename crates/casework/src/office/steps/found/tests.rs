//! Founding units.

use super::*;
use crate::given::{Case, OfficeWhen, case, office_when};
use serde_json::json;

fn founding(id: &str, level: &str, parent: Option<&str>) -> OfficeWhen {
    let fields = json!({"id": id, "name": "甘泉县青石镇纪委", "kind": "township-commission",
                        "level": level, "parent": parent, "region": "330681103", "place": "青石镇"});
    office_when("found-unit", fields)
}

#[test]
fn a_unit_hangs_below_its_parent() {
    let when = founding("town-a3", "township", Some("county-a"));
    let Event::UnitFounded(founded) = when.event() else {
        panic!()
    };
    assert_eq!(founded.unit.parent, Some("county-a".into()));
    assert!(
        when.office
            .children_of(&"county-a".into())
            .contains(&"town-a3".into())
    );
    assert!(when.office.is_above(&"city".into(), &"town-a3".into()));
    assert!(!when.office.is_above(&"county-b".into(), &"town-a3".into()));
    assert!(!when.office.is_above(&"town-a3".into(), &"town-a3".into()));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("id-taken", || {
            founding("town-a1", "township", Some("county-a")).refused()
        }),
        case("parent-unknown", || {
            founding("town-a3", "township", Some("nowhere")).refused()
        }),
        case("second-root", || {
            founding("town-a3", "township", None).refused()
        }),
        case("level-too-high", || {
            founding("town-a3", "city", Some("county-a")).refused()
        }),
    ]
};
