//! Looking into what the ledger shows, with nobody to answer for it.

use crate::given::{Case, Story, case, file, sealed};
use crate::matter::DutyFlag;
use crate::matter::steps::check_original::tests::missing;
use crate::matter::steps::propose_accountability::tests::{demanding, overturned};
use crate::matter::steps::settle_passing::tests::passed;
use crate::refusal::Refused;
use serde_json::{Value, json};

const CLEAR: &str = "clear-duty";

fn fields(flag: &str) -> Value {
    json!({"flag": flag, "found": sealed(97), "reason": sealed(98), "files": [file()]})
}

fn cleared_of(story: Story, flag: &str) -> Story {
    story.act("prov-leader", CLEAR, fields(flag))
}

/// Every flag, looked into.
pub(crate) fn cleared() -> Vec<Story> {
    vec![
        cleared_of(overturned(), "overturned"),
        cleared_of(demanding(&["accountability"]), "light-touch"),
        cleared_of(passed(), "passing"),
        cleared_of(demanding(&["notice"]), "notice"),
        cleared_of(missing(), "lost"),
    ]
}

#[test]
fn what_was_looked_into_is_owed_no_more_and_stays_known_s0_25_s1_15_s0_07() {
    let rules = ["first-handling-duty", "light-touch-look", "passing-look", "public-notice", "lost-original-look"];
    for (story, rule) in cleared().into_iter().zip(rules) {
        let known = story.matter.accountability.cleared.first().unwrap();
        let open = story.matter.open_clocks();
        assert!(open.iter().all(|clock| clock.rule != rule), "{rule}");
        let flags = story.matter.flags();
        let flag = flags.iter().find(|(flag, _)| *flag == known.flag);
        assert_eq!(flag, Some(&(known.flag, true)), "{rule}");
    }
}

#[test]
fn what_happens_later_raises_the_flag_anew() {
    let check = |story: Story, found: &str| {
        let fields = json!({"original": "1", "found": found, "note": sealed(55)});
        story.act("prov-clerk", "check-original", fields)
    };
    let found = check(cleared_of(missing(), "lost"), "present");
    assert!(found.matter.flags().is_empty());
    let again = check(found, "missing");
    assert!(!again.matter.accountability.is_cleared(DutyFlag::Lost));
    let open = again.matter.open_clocks();
    assert!(open.iter().any(|clock| clock.rule == "lost-original-look"));
}

#[test]
fn another_flag_of_the_same_matter_stays_open() {
    let both = demanding(&["accountability", "notice"]);
    let story = cleared_of(both, "light-touch");
    let open = story.matter.open_clocks();
    assert!(open.iter().any(|clock| clock.rule == "public-notice"));
    assert!(story.matter.owes_notice() && !story.matter.is_light_touch());
}

fn clearing(story: Story, person: &str, flag: &str) -> Option<Refused> {
    story.by(person).when(CLEAR, fields(flag)).refused()
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-open", || clearing(Story::routed(), "prov-leader", "overturned")),
        case("not-open", || clearing(overturned(), "prov-leader", "lost")),
        case("not-yours", || {
            let story = overturned().by_actor(crate::Actor::Timer);
            story.when(CLEAR, fields("overturned")).refused()
        }),
        case("not-yours", || clearing(overturned(), "county-a-clerk", "overturned")),
        case("own-case", || clearing(overturned(), "county-a-leader", "overturned")),
    ]
};
