//! Enrolling people.

use crate::access;
use crate::given::{Case, OfficeWhen, WORLD, case, office_when, person};
use serde_json::json;

fn enrolling(id: &str) -> OfficeWhen {
    office_when("enrol-person", json!({"id": id, "name": "司马一禾"}))
}

#[test]
fn an_enrolled_person_has_no_right_but_is_known_by_name_t24_t4() {
    let when = enrolling("newcomer");
    let bearers = when.office.bearers(" 司马一禾 ");
    assert_eq!(bearers, [person("county-a-clerk"), person("newcomer")]);
    let on = jiff::civil::date(2026, 3, 2);
    let receive = access::permit(
        &when.office,
        &WORLD.rules,
        &person("newcomer"),
        "receive",
        None,
        on,
    );
    assert_eq!(receive, None);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("id-taken", || enrolling("prov-clerk").refused()),
        case("id-unfit", || enrolling("Prov Clerk").refused()),
    ]
};
