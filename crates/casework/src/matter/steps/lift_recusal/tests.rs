//! Lifting a recusal: the namesake comes back, the accused does not.

use crate::access;
use crate::given::{Case, Story, When, case, person, sealed};
use serde_json::json;

fn lifting(story: Story, who: &str) -> When {
    story
        .by("prov-head")
        .when("lift-recusal", json!({"person": who, "reason": sealed(26)}))
}

/// Registered against the leader; the clerk of the city merely bears the name.
fn accusing_leader() -> Story {
    let story =
        Story::received().facts(|facts| facts.namesakes = vec![person("prov-cases-officer")]);
    story.register(None, Some("prov-leader"))
}

#[test]
fn a_namesake_sees_again_t4() {
    let story = lifting(accusing_leader(), "prov-cases-officer").then(&["recusal-lifted"]);
    let namesake = person("prov-cases-officer");
    assert!(access::sees(
        story.office,
        story.rules,
        &namesake,
        story.now.date(),
        &story.matter
    ));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nobody-recused", || {
            lifting(Story::registered(), "prov-leader").refused()
        }),
        case("not-recused", || {
            lifting(accusing_leader(), "prov-clerk").refused()
        }),
        case("accused", || {
            lifting(accusing_leader(), "prov-leader").refused()
        }),
    ]
};
