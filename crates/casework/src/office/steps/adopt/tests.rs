//! Adopting rules.

use crate::given::{Case, OfficeWhen, case, office_when};
use serde_json::json;

fn adopting(calendar: &str) -> OfficeWhen {
    office_when(
        "adopt-catalogue",
        json!({"catalogue": "c1", "calendar": calendar}),
    )
}

#[test]
fn a_change_of_rules_is_an_event_of_its_own_t21() {
    let when = adopting("2026a").when(
        "adopt-catalogue",
        json!({"catalogue": "c1", "calendar": "2026b"}),
    );
    assert!(when.outcome.is_ok(), "a new calendar alone is a change");
    assert_eq!(when.office.adopted.len(), 2);
    assert_eq!(when.office.in_force().unwrap().calendar, "2026b");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![case("in-force", || {
        adopting("2026a")
            .when(
                "adopt-catalogue",
                json!({"catalogue": "c1", "calendar": "2026a"}),
            )
            .refused()
    })]
};
