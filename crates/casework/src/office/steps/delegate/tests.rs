//! Rights lent for a time.

use super::*;
use crate::given::{Case, OfficeWhen, Story, WORLD, case, office_when, person};
use serde_json::{Value, json};

fn lending(fields: Value) -> OfficeWhen {
    office_when("delegate", fields)
}

fn lent(principal: &str, delegate: &str, acts: &str) -> Value {
    json!({"principal": principal, "delegate": delegate, "acts": [acts], "from": "2026-03-02",
           "until": "2026-03-06"})
}

/// The story in an office where this was lent.
fn under(story: Story, fields: Value) -> Story {
    let when = lending(fields);
    assert!(when.outcome.is_ok(), "{:?}", when.outcome);
    Story { office: Box::leak(Box::new(when.office)), ..story }
}

fn may(story: &Story, who: &str, act: &str) -> Option<Actor> {
    let on = story.now.date();
    access::permit(story.office, story.rules, &person(who), act, Some(&story.matter), on)
}

#[test]
fn the_delegate_acts_in_the_principals_name_and_both_are_recorded_t20() {
    let story = under(Story::screened(), lent("prov-leader", "prov-head", "instruct"));
    let story = story.act("prov-head", "instruct", json!({"text": crate::given::sealed(11)}));
    let last = story.events.iter().rev().find(|e| e.event.name() == "matter.instructed").unwrap();
    assert_eq!(last.by.person(), Some(&person("prov-head")));
    assert_eq!(last.by.authority(), Some(&person("prov-leader")));
    let stored = String::from_utf8(last.encode()).unwrap();
    assert!(stored.contains("\"behalf\":\"prov-leader\""), "{stored}");
}

#[test]
fn it_begins_and_ends_by_itself_p_08() {
    let story = under(Story::screened(), json!({"principal": "prov-leader", "delegate": "prov-head",
        "acts": ["instruct"], "from": "2026-03-03", "until": "2026-03-05"}));
    for (day, open) in [("02", false), ("03", true), ("05", true), ("06", false)] {
        let story = story.clone().at(&format!("2026-03-{day}T09:00"));
        assert_eq!(may(&story, "prov-head", "instruct").is_some(), open, "{day}");
    }
}

#[test]
fn it_may_be_limited_to_classes_of_matters() {
    let mut fields = lent("prov-leader", "prov-head", "instruct");
    fields["matters"] = json!(["B"]);
    assert!(may(&under(Story::screened(), fields.clone()), "prov-head", "instruct").is_none());
    fields["matters"] = json!(["A"]);
    assert!(may(&under(Story::screened(), fields), "prov-head", "instruct").is_some());
}

#[test]
fn a_delegate_loses_what_the_principal_loses_and_their_own_recusal_counts_t4() {
    for recused in ["prov-leader", "prov-head"] {
        let story = under(Story::screened(), lent("prov-leader", "prov-head", "instruct"));
        let fields = json!({"person": recused, "reason": crate::given::sealed(16)});
        let story = story.act("prov-principal", "recuse", fields);
        assert!(may(&story, "prov-head", "instruct").is_none(), "{recused} is recused");
    }
}

#[test]
fn what_was_lent_is_not_lent_on() {
    let when = lending(lent("prov-leader", "prov-head", "instruct"));
    let refused = when.when("delegate", lent("prov-head", "prov-clerk", "instruct")).refused();
    assert_eq!(refused.unwrap().code, "nothing-to-lend");
}

#[test]
fn no_class_lends_what_may_never_be_lent() {
    for class in &WORLD.rules.act_classes {
        for act in crate::rules::NEVER_LENT {
            assert!(!class.names(act), "{} lends {act}", class.id);
        }
    }
}

#[test]
fn a_signature_in_anothers_name_still_leaves_three_people() {
    let lend = lent("county-a-principal", "county-a-leader", "countersign");
    let story = under(Story::signed_by_two(), lend);
    let on = story.now.date();
    let (leader, head) = (person("county-a-leader"), person("county-a-principal"));
    let actor = access::permit_for(
        story.office, story.rules, (&leader, &head), "countersign", &story.matter, on,
    );
    let story = story.by_actor(actor.unwrap());
    let command = crate::matter::steps::Command::read(
        "countersign", json!({"slot": "head", "opinion": "agree"}),
    );
    let refused = crate::matter::decide(&story.matter, command.unwrap().unwrap(), &story.context());
    assert_eq!(refused.unwrap_err().code, "signed-already");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("own-only", || {
            let story = Story::new().by("prov-leader");
            let fields = lent("prov-principal", "prov-leader", "instruct");
            let command = crate::office::steps::Command::read("delegate", fields).unwrap().unwrap();
            command.decide(story.office, &story.context()).err()
        }),
        case("person-unknown", || lending(lent("prov-leader", "nobody", "instruct")).refused()),
        case("itself", || lending(lent("prov-leader", "prov-leader", "instruct")).refused()),
        case("period-reversed", || {
            let mut fields = lent("prov-leader", "prov-head", "instruct");
            fields["from"] = json!("2026-03-07");
            lending(fields).refused()
        }),
        case("over-already", || {
            let mut fields = lent("prov-leader", "prov-head", "instruct");
            fields["from"] = json!("2026-02-01");
            fields["until"] = json!("2026-03-01");
            lending(fields).refused()
        }),
        case("nothing-to-lend", || lending(lent("prov-clerk", "prov-head", "instruct")).refused()),
        case("class-unknown", || {
            let mut fields = lent("prov-leader", "prov-head", "instruct");
            fields["matters"] = json!(["Z"]);
            lending(fields).refused()
        }),
        case("no-sight", || lending(lent("prov-leader", "county-a-leader", "instruct")).refused()),
    ]
};
