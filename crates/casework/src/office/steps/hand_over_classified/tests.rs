//! Noting what was too secret to be taken in.

use crate::given::{Case, OfficeWhen, Story, case, office_when, person};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn line(unit: &str) -> Value {
    json!({"unit": unit, "channel": "letter", "handed_to": "prov-principal"})
}

#[test]
fn the_line_says_when_by_what_and_to_whom_and_nothing_else_p_16() {
    let actor = Story::new().by("prov-clerk").actor;
    let when = OfficeWhen::by(&actor, "hand-over-classified", line("prov"));
    let kept = serde_json::to_value(when.event()).unwrap();
    let parts: BTreeSet<&str> = kept["data"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(parts, BTreeSet::from(["channel", "handed_to", "unit"]));
    let lines: Vec<_> = when.office.classified_of(&"prov-petition".into()).collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].handed_to, person("prov-principal"));
    assert_eq!(lines[0].by, Some(person("prov-clerk")));
    assert_eq!(when.office.classified_of(&"city".into()).count(), 0);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-an-organ", || {
            office_when("hand-over-classified", line("prov-petition")).refused()
        }),
        case("not-yours", || {
            let actor = Story::new().by("city-head").actor;
            OfficeWhen::by(&actor, "hand-over-classified", line("prov")).refused()
        }),
        case("to-oneself", || {
            let actor = Story::new().by("prov-principal").actor;
            OfficeWhen::by(&actor, "hand-over-classified", line("prov")).refused()
        }),
    ]
};
