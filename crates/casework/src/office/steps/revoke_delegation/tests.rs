//! Taking back what was lent.

use super::*;
use crate::given::{Case, OfficeWhen, Story, case, office_when};
use serde_json::json;

fn lent() -> OfficeWhen {
    let fields = json!({"principal": "prov-leader", "delegate": "prov-head", "acts": ["instruct"],
                        "until": "2026-03-06"});
    office_when("delegate", fields)
}

#[test]
fn it_ends_at_once() {
    let when = lent().when("revoke-delegation", json!({"number": 1}));
    let on = jiff::civil::date(2026, 3, 2);
    assert_eq!(when.office.delegations_to(&"prov-head".into(), on).count(), 0);
}

#[test]
fn whoever_was_given_it_may_decline() {
    let office = lent().office;
    for (who, may) in [("prov-leader", true), ("prov-head", true), ("prov-principal", false)] {
        let story = Story::new().by(who);
        let command = RevokeDelegation { number: 1 };
        assert_eq!(command.decide(&office, &story.context()).is_ok(), may, "{who}");
    }
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("unknown", || lent().when("revoke-delegation", json!({"number": 9})).refused()),
        case("not-yours", || {
            let office = lent().office;
            let story = Story::new().by("prov-clerk");
            let command = crate::office::steps::Command::read("revoke-delegation", json!({"number": 1}));
            command.unwrap().unwrap().decide(&office, &story.context()).err()
        }),
        case("over-already", || {
            let when = lent().when("revoke-delegation", json!({"number": 1}));
            when.when("revoke-delegation", json!({"number": 1})).refused()
        }),
    ]
};
