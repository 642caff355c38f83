//! Appointments and their duty periods.

use crate::given::{Case, OfficeWhen, case, office_when, person};
use jiff::civil::date;
use serde_json::{Value, json};

fn appointing(who: &str, unit: &str, role: &str, period: [Value; 2]) -> OfficeWhen {
    let [from, until] = period;
    let fields = json!({"person": who, "unit": unit, "role": role, "from": from, "until": until});
    office_when("appoint", fields)
}

fn open_ended(who: &str, unit: &str, role: &str) -> OfficeWhen {
    appointing(who, unit, role, [Value::Null, Value::Null])
}

#[test]
fn rights_run_with_the_duty_period_s2_01_s1_53() {
    let period = [json!("2026-04-01"), json!("2026-04-30")];
    let when = appointing("city-clerk", "prov-petition", "clerk", period);
    let posts = |on| when.office.posts_of(&person("city-clerk"), on).count();
    let days = [
        date(2026, 3, 31),
        date(2026, 4, 1),
        date(2026, 4, 30),
        date(2026, 5, 1),
    ];
    assert_eq!(days.map(posts), [1, 2, 2, 1]);
    let colleagues = when.office.colleagues_of(&"prov".into(), date(2026, 4, 10));
    assert!(
        colleagues
            .iter()
            .any(|(known, _)| known.id == person("city-clerk"))
    );
}

#[test]
fn no_administrator_handles_matters_or_holds_two_keys_t20() {
    for (who, role) in [
        ("system-admin", "audit-admin"),
        ("security-admin", "clerk"),
        ("prov-clerk", "system-admin"),
    ] {
        let refused = open_ended(who, "prov", role).refused().unwrap();
        assert_eq!(refused.code, "administrators-apart", "{who} as {role}");
    }
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("person-unknown", || {
            open_ended("nobody", "prov", "clerk").refused()
        }),
        case("unit-unknown", || {
            open_ended("prov-clerk", "nowhere", "clerk").refused()
        }),
        case("role-unknown", || {
            open_ended("prov-clerk", "prov", "emperor").refused()
        }),
        case("period-reversed", || {
            let period = [json!("2026-04-02"), json!("2026-04-01")];
            appointing("prov-clerk", "prov", "clerk", period).refused()
        }),
        case("already-held", || {
            open_ended("prov-clerk", "prov-petition", "clerk").refused()
        }),
        case("administrators-apart", || {
            open_ended("audit-admin", "prov", "leader").refused()
        }),
    ]
};
