//! Relations beside the tree.

use crate::given::{Case, OfficeWhen, case, office_when};
use jiff::civil::date;
use serde_json::json;

fn relating(unit: &str, towards: &str, until: &str) -> OfficeWhen {
    let fields = json!({"unit": unit, "towards": towards, "kind": "liaison",
                        "from": "2026-04-01", "until": until});
    office_when("relate-units", fields)
}

#[test]
fn a_liaison_office_sees_while_the_relation_holds_p_05() {
    let when = relating("prov-supervision", "county-a", "2026-04-30");
    let sees = |unit: &str, on| {
        when.office
            .sight_of(&unit.into(), on)
            .contains(&"prov-supervision".into())
    };
    let days = [
        date(2026, 3, 31),
        date(2026, 4, 1),
        date(2026, 4, 30),
        date(2026, 5, 1),
    ];
    assert_eq!(
        days.map(|on| sees("county-a", on)),
        [false, true, true, false]
    );
    assert!(
        sees("county-a-supervision", date(2026, 4, 1)),
        "what the organ's offices hold, too"
    );
    assert!(
        !sees("town-a1", date(2026, 4, 1)),
        "but not what organs below hold"
    );
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("unknown", || {
            relating("prov", "nowhere", "2026-04-30").refused()
        }),
        case("itself", || {
            relating("prov", "prov", "2026-04-30").refused()
        }),
        case("period-reversed", || {
            relating("prov", "city", "2026-03-31").refused()
        }),
    ]
};
