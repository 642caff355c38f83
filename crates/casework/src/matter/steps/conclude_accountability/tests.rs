//! Recording what came of a proposal.

use crate::given::{Case, Story, case, file, sealed};
use crate::matter::steps::propose_accountability::tests::{overturned, proposing};
use crate::refusal::Refused;
use serde_json::{Value, json};

const CONCLUDE: &str = "conclude-accountability";

/// That the first handlers answer was proposed by one and agreed to by another.
pub(crate) fn agreed() -> Story {
    let fields = json!({"proposal": "1", "decision": "approve", "note": sealed(82)});
    let agreed = proposing(overturned(), "overturned").act("prov-leader", "decide-accountability", fields);
    agreed.facts(|facts| facts.issued = vec!["监建〔2026〕1号".into()])
}

fn held(measure: &str) -> Value {
    let person = json!({"name": sealed(91), "measure": measure, "paper": "监建〔2026〕1号"});
    json!({"proposal": "1", "found": sealed(90), "people": [person], "files": [file()]})
}

/// Somebody answered, and nobody did.
pub(crate) fn concluded() -> Vec<Story> {
    let none = json!({"proposal": "1", "found": sealed(90), "none": sealed(92)});
    vec![
        agreed().act("prov-head", CONCLUDE, held("supervision-proposal")),
        agreed().act("prov-head", CONCLUDE, none),
    ]
}

#[test]
fn a_talk_alone_is_told_apart_from_being_held_to_account_s0_07() {
    let light = |measure: &str| {
        let story = agreed().act("prov-head", CONCLUDE, held(measure));
        story.matter.supervision.proposals[0].outcome.clone().unwrap().light
    };
    assert!(light("reminding-talk"));
    assert!(!light("admonition"));
}

/// The city proposed and agreed to it.
fn agreed_by_city() -> Story {
    let reason = json!({"ground": "overturned", "form": "suggestion", "unit": "county-a", "reason": sealed(81)});
    let approve = json!({"proposal": "1", "decision": "approve", "note": sealed(82)});
    let story = overturned().act("city-head", "propose-accountability", reason);
    story.act("city-leader", "decide-accountability", approve)
}

fn concluding(person: &str, fields: Value) -> Option<Refused> {
    agreed().by(person).when(CONCLUDE, fields).refused()
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-due", || {
            Story::routed().by("prov-head").when(CONCLUDE, held("admonition")).refused()
        }),
        case("proposal-unknown", || {
            let mut fields = held("admonition");
            fields["proposal"] = json!("9");
            concluding("prov-head", fields)
        }),
        case("not-yours", || {
            let story = agreed_by_city().by("prov-head");
            story.when(CONCLUDE, held("admonition")).refused()
        }),
        case("not-issued", || {
            let story = agreed().facts(|facts| facts.issued.clear()).by("prov-head");
            story.when(CONCLUDE, held("supervision-proposal")).refused()
        }),
        case("unsaid", || concluding("prov-head", json!({"proposal": "1", "found": sealed(90)}))),
    ]
};
