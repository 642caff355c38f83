//! Deciding on corrections and voiding.

use crate::given::{Case, Story, case, local, sealed};
use crate::matter::rows::rows;
use crate::rows::{Offset, Table};
use crate::matter::{Channel, Class};
use serde_json::{Value, json};

/// A correction waits.
pub(crate) fn correction_asked() -> Story {
    asked(json!({"channel": "letter", "class": "B"}))
}

fn asked(mut entries: Value) -> Story {
    entries["reason"] = sealed(81);
    Story::registered().act("prov-clerk", "ask-correction", entries)
}

/// Voiding waits.
pub(crate) fn void_asked() -> Story {
    let fields = json!({"ground": "duplicate-entry", "reason": sealed(82)});
    Story::registered().act("prov-clerk", "ask-void", fields)
}

/// Every decision, for the frozen examples.
pub(crate) fn decided() -> Vec<Story> {
    let approve = || json!({"decision": "approve", "note": sealed(83)});
    let refuse = || json!({"decision": "refuse", "note": sealed(84)});
    vec![
        correction_asked().act("prov-head", "decide-repair", approve()),
        correction_asked().act("prov-head", "decide-repair", refuse()),
        void_asked().act("prov-head", "decide-repair", approve()),
        void_asked().act("prov-head", "decide-repair", refuse()),
    ]
}

fn approved(story: Story) -> Story {
    story.act("prov-head", "decide-repair", json!({"decision": "approve"}))
}

#[test]
fn what_another_person_approves_stands_at_once_and_the_number_stays_p_03() {
    let before = correction_asked();
    let number = before.matter.number.clone();
    let after = approved(before).matter;
    assert_eq!((after.channel, after.class), (Channel::Letter, Some(Class::Appeal)));
    assert_eq!(after.number, number);
    assert!(after.repair.asked.is_none());
}

#[test]
fn clocks_that_count_from_the_arrival_count_from_the_arrival_as_corrected_p_03() {
    let entries = json!({"received": "2026-02-27T09:00:00", "reason": sealed(81)});
    let story = Story::received_real_name().act("prov-clerk", "ask-correction", entries);
    let due = |story: &Story| {
        let clock = story.matter.clocks.iter().find(|clock| clock.rule == "name-check");
        clock.unwrap().due
    };
    assert_eq!(due(&story), local("2026-03-09T23:59:59"));
    let story = approved(story);
    assert_eq!(due(&story), local("2026-03-05T23:59:59"));
    assert_eq!(story.matter.received, local("2026-02-27T09:00:00"));
    let again = story.timer("recount").refused().unwrap();
    assert_eq!(again.code, "nothing-moved");
}

#[test]
fn who_is_anonymous_after_all_has_no_name_to_be_checked_p_03() {
    let entries = json!({"naming": "anonymous", "reason": sealed(81)});
    let story = Story::received_real_name().act("prov-clerk", "ask-correction", entries);
    let matter = approved(story).matter;
    assert!(!matter.real_name());
    assert!(matter.open_clocks().iter().all(|clock| clock.rule != "name-check"));
}

/// What was to be handed on to another body is corrected.
pub(crate) fn demand_corrected(entries: Value) -> Story {
    let mut fields = entries;
    fields["reason"] = sealed(81);
    let given = crate::matter::steps::answer_consent::tests::given();
    approved(given.act("prov-clerk", "ask-correction", fields))
}

#[test]
fn what_is_no_demand_after_all_is_owed_to_no_other_body_p_20_p_03() {
    let owes = |story: Story| {
        let open = story.matter.open_clocks();
        open.iter().any(|clock| clock.rule == "hand-demand")
    };
    assert!(owes(demand_corrected(json!({"channel": "letter"}))));
    assert!(!owes(demand_corrected(json!({"class": "F"}))));
}

#[test]
fn a_void_matter_owes_nothing_and_is_in_the_register_of_voids_alone_p_03() {
    let matter = approved(void_asked()).matter;
    assert!(matter.is_void() && matter.is_over() && matter.open_clocks().is_empty());
    let rows = rows(&matter, Offset::CHINA);
    let has = |table| rows.keys().any(|(known, _)| *known == table);
    assert!(!has(Table::Visible) && has(Table::Voids));
    let voided = matter.repair.voided.unwrap();
    assert_eq!(voided.approver, Some("prov-head".into()));
    assert_eq!(voided.asker, Some("prov-clerk".into()));
}

#[test]
fn refused_everything_stays_and_may_be_asked_again_p_03() {
    let refuse = json!({"decision": "refuse", "note": sealed(84)});
    let story = void_asked().act("prov-head", "decide-repair", refuse);
    assert!(!story.matter.is_void());
    let fields = json!({"ground": "trial", "reason": sealed(82)});
    story.act("prov-clerk", "ask-void", fields);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-asked", || {
            let story = Story::registered().by("prov-head");
            story.when("decide-repair", json!({"decision": "approve"})).refused()
        }),
        case("own-request", || {
            let fields = json!({"ground": "trial", "reason": sealed(82)});
            let story = Story::registered().act("prov-head", "ask-void", fields);
            story.when("decide-repair", json!({"decision": "approve"})).refused()
        }),
        case("note-missing", || {
            let story = void_asked().by("prov-head");
            story.when("decide-repair", json!({"decision": "refuse"})).refused()
        }),
        case("moved-on", || {
            let out = json!({"class": "E", "reason": sealed(9)});
            let story = void_asked().act("prov-clerk", "screen", out).by("prov-head");
            story.when("decide-repair", json!({"decision": "approve"})).refused()
        }),
    ]
};
