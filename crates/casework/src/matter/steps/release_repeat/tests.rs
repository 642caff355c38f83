//! Releasing a repeat.

use crate::access;
use crate::given::{Case, Story, WORLD, case, sealed};
use crate::laws::BEGINNINGS;
use crate::matter::Matter;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn repeat(number: u128) -> Value {
    json!({"matter": sealed(number)["id"], "number": format!("r{number}"), "real_name": true,
           "recused": ["prov-head"], "accused": ["prov-head"],
           "came": {"on": "2026-03-02T08:00:00", "channel": "letter", "wants_result": true}})
}

fn taken(story: Story, number: u128) -> Option<Story> {
    let when = story.when("take-repeat", repeat(number));
    when.outcome.is_ok().then_some(when.story)
}

fn released(story: Story, number: u128) -> Option<Story> {
    let fields = json!({"matter": sealed(number)["id"]});
    let when = story.when("release-repeat", fields);
    when.outcome.is_ok().then_some(when.story)
}

/// A repeat was taken.
pub(crate) fn with_repeat() -> Story {
    taken(Story::registered(), 7).unwrap()
}

/// A repeat was taken and released.
pub(crate) fn without_it_again() -> Story {
    released(with_repeat(), 7).unwrap()
}

/// What a join changes of the matter that takes the repeat, but for recusals, which stay.
fn changed(matter: &Matter) -> impl PartialEq + std::fmt::Debug {
    // Whether somebody new has to be named is a matter of recusals, too.
    let open = matter.open_clocks().into_iter().filter(|clock| clock.rule != "reassign");
    let open: BTreeSet<_> = open.map(|clock| clock.rule.clone()).collect();
    let (intake, clocks) = (matter.intake.clone(), open);
    (matter.repeats.clone(), matter.real_name(), matter.accused.clone(), intake, clocks, matter.sight.clone())
}

#[test]
fn wherever_a_matter_stands_releasing_restores_what_taking_changed_p_02() {
    let mut restored = 0;
    for tell in BEGINNINGS {
        let before = tell();
        let mut brought = repeat(7);
        // A recusal may take the matter out of somebody's hands, and that is not undone by itself (T4).
        brought["recused"] = json!([]);
        let when = before.clone().when("take-repeat", brought);
        let Some(after) = when.outcome.is_ok().then_some(when.story) else { continue };
        let Some(after) = released(after, 7) else { continue };
        assert_eq!(changed(&after.matter), changed(&before.matter), "{:?}", before.matter.stage);
        assert!(after.matter.recused.is_superset(&before.matter.recused));
        restored += 1;
    }
    assert!(restored > 5, "{restored}");
}

#[test]
fn of_two_repeats_the_other_keeps_what_it_brought_p_02() {
    let two = taken(with_repeat(), 8).unwrap();
    let one = released(two, 7).unwrap().matter;
    assert!(one.real_name() && one.owes_superior());
    assert!(one.accused.contains(&"prov-head".into()));
    assert_eq!((one.repeats.len(), one.intake.again.len()), (1, 1));
}

#[test]
fn a_concluded_matter_that_is_anonymous_again_still_owes_its_feedback_p_02_s1_17() {
    let registered = Story::received().act("prov-clerk", "register", json!({"class": "D"}));
    let mut brought = repeat(7);
    (brought["recused"], brought["accused"]) = (json!([]), json!([]));
    let concluded = registered.when("take-repeat", brought).done().exclude();
    let owes = |story: &Story, rule: &str| story.matter.open_clocks().iter().any(|c| c.rule == rule);
    assert!(owes(&concluded, "reply-real-name") && !owes(&concluded, "reply-anonymous"));
    let alone = released(concluded, 7).unwrap();
    assert!(owes(&alone, "reply-anonymous") && !owes(&alone, "reply-real-name"));
}

#[test]
fn whom_the_repeat_recused_still_sees_nothing_until_a_person_lifts_it_t4() {
    let story = without_it_again();
    let head = "prov-head".into();
    let on = story.now.date();
    assert!(!access::sees(&WORLD.office, &WORLD.rules, &head, on, &story.matter));
    assert!(!story.matter.accused.contains(&head), "a person may lift it now");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-here", || {
            let fields = json!({"matter": sealed(9)["id"]});
            with_repeat().when("release-repeat", fields).refused()
        }),
        case("plea-open", || {
            let fields = json!({"matter": sealed(7)["id"]});
            taken(Story::written_off(), 7).unwrap().when("release-repeat", fields).refused()
        }),
        case("unread", || {
            let story = with_repeat().facts(|facts| {
                let matter = serde_json::from_value(sealed(7)["id"].clone()).unwrap();
                facts.speaker = Some(crate::step::Filing { matter, number: "r7".into() });
            });
            let said = json!({"text": sealed(40)});
            let story = story.by_actor(crate::actor::Actor::Reporter).when("supplement", said).done();
            story.when("release-repeat", json!({"matter": sealed(7)["id"]})).refused()
        }),
    ]
};
