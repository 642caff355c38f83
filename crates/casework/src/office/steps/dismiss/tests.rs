//! Ending posts.

use super::*;
use crate::given::{Case, OfficeWhen, case, office_when, owing, person};
use jiff::civil::date;
use serde_json::{Value, json};

fn dismissing(who: &str, until: Value) -> Value {
    json!({"person": who, "unit": "prov-petition", "role": "clerk", "until": until})
}

fn posts(when: &OfficeWhen, on: Date) -> usize {
    when.office.posts_of(&person("prov-clerk"), on).count()
}

#[test]
fn without_a_day_it_takes_effect_at_once() {
    let when = office_when("dismiss", dismissing("prov-clerk", Value::Null));
    let Event::PostEnded(ended) = when.event() else {
        panic!()
    };
    assert_eq!(ended.until, date(2026, 3, 1));
    assert_eq!(
        (
            posts(&when, date(2026, 3, 1)),
            posts(&when, date(2026, 3, 2))
        ),
        (1, 0)
    );
}

#[test]
fn the_named_day_is_the_last_one() {
    let when = office_when("dismiss", dismissing("prov-clerk", json!("2026-03-31")));
    assert_eq!(
        (
            posts(&when, date(2026, 3, 31)),
            posts(&when, date(2026, 4, 1))
        ),
        (1, 0)
    );
}

#[test]
fn a_post_renewed_for_later_does_not_outlive_the_dismissal_t24() {
    let renewal = json!({"person": "prov-clerk", "unit": "prov-petition", "role": "clerk",
                         "from": "2026-07-01"});
    let when = office_when("dismiss", dismissing("prov-clerk", json!("2026-06-30")))
        .when("appoint", renewal)
        .when("dismiss", dismissing("prov-clerk", Value::Null));
    assert!(when.outcome.is_ok());
    assert_eq!(
        (
            posts(&when, date(2026, 3, 2)),
            posts(&when, date(2026, 7, 2))
        ),
        (0, 0)
    );
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("owes-matters", || owing("dismiss", dismissing("prov-clerk", Value::Null), true).refused()),
        case("owes-papers", || owing("dismiss", dismissing("prov-clerk", Value::Null), false).refused()),
        case("not-held", || {
            office_when("dismiss", dismissing("prov-head", Value::Null)).refused()
        }),
    ]
};
