//! Beginning a part.

use super::*;
use crate::access;
use crate::given::{Case, Story, WORLD, case, sealed};
use crate::matter::steps::split::tests::{in_two, instructed, of_two};
use serde_json::{Value, json};

/// What begins when the leads after the first leave a matter as it stood.
fn command(whole: &Story) -> Value {
    let sealed_anew = |number: u128| serde_json::from_value::<SealedRef>(sealed(number)).unwrap();
    let moved = whole.matter.leads.iter().skip(1).zip(1..);
    let leads = moved.map(|(lead, number)| Lead { number, subject: sealed_anew(95), ..lead.clone() });
    let texts = (sealed_anew(96), leads.collect());
    let begin = BeginPart::of(&whole.matter, "part".into(), texts, &whole.context());
    serde_json::to_value(begin).unwrap()
}

fn begun_of(whole: &Story) -> Story {
    let story = Story { now: whole.now, ..Story::of(2) }.by("prov-clerk");
    story.when("begin-part", command(whole)).done()
}

/// What begins a part of some report.
pub(crate) fn any() -> Value {
    command(&instructed(Story::received()))
}

/// A part of a real-name report that nobody has screened.
pub(crate) fn registered() -> Story {
    begun_of(&of_two(Story::received_real_name(), None, None))
}

/// Parts that ended, and were taken up again.
pub(crate) fn endings() -> Vec<Story> {
    let again = json!({"ground": "review", "reason": sealed(24)});
    let back = json!({"review": "send-back", "note": sealed(47)});
    vec![
        registered().exclude().act("prov-clerk", "write-off", json!({})),
        registered().exclude().act("prov-head", "reopen", again),
        registered().exclude_unreviewed().act("prov-head", "review-exclusion", back),
    ]
}

/// A part of a real-name report that a leader has instructed.
pub(crate) fn begun() -> Story {
    begun_of(&instructed(Story::received_real_name()))
}

#[test]
fn it_has_a_number_and_a_lead_of_its_own_and_no_arrival_p_02() {
    let matter = begun().matter;
    assert_eq!((matter.number.as_str(), matter.leads.len(), matter.arrivals()), ("part", 1, 0));
    assert_eq!(matter.stage, Stage::Instructed);
    assert!(matter.is_part() && matter.real_name() && matter.filings().next().is_some());
}

#[test]
fn it_owes_what_the_whole_owes_from_the_day_the_report_arrived_p_13() {
    let whole = instructed(Story::received_real_name());
    let part = begun_of(&Story { now: "2026-03-04T09:00:00".parse().unwrap(), ..whole.clone() });
    let route = |matter: &Matter| {
        let clock = matter.clocks.iter().find(|clock| clock.rule == "route").unwrap();
        (clock.owner.clone(), clock.from, clock.due)
    };
    assert_eq!(route(&part.matter), route(&whole.matter));
    assert_eq!(part.matter.received, whole.matter.received);
    let owed: Vec<&str> = part.matter.clocks.iter().map(|clock| &*clock.rule).collect();
    assert_eq!(owed, ["route"], "who reported is told and checked by the whole alone");
}

#[test]
fn it_never_comes_before_the_accused_of_the_report_nor_their_unit_t4() {
    let whole = of_two(Story::received(), Some("county-a"), Some("county-a-head"));
    let part = begun_of(&whole);
    let (head, county) = ("county-a-head".into(), UnitId::from("county-a"));
    let receiver = super::super::route::check_receiver(&part.matter, &county, &part.context());
    assert!(receiver.is_err(), "the unit of the lead that stayed may not have the other one");
    let on = part.now.date();
    assert!(!access::sees(&WORLD.office, &WORLD.rules, &head, on, &part.matter));
    assert!(!part.matter.sight.contains(&county));
    assert!(part.matter.recused.is_superset(&whole.matter.recused));
}

#[test]
fn a_part_of_what_came_back_once_goes_to_the_superior_at_its_next_return_p_13() {
    let back = instructed(Story::received())
        .act("prov-clerk", "route", json!({"to": "county-a", "mode": "assign"}))
        .act("county-a-clerk", "return", json!({"reason": sealed(17)}));
    let part = begun_of(&back);
    assert_eq!(part.matter.first_handed(), back.matter.first_handed());
    assert!(part.matter.first_handed().is_some());
}

#[test]
fn who_reported_is_a_matter_of_the_whole_t1() {
    for (act, fields) in [
        ("ask-identity", json!({"report": "00000000-0000-0000-0000-000000000002", "purpose": sealed(1)})),
        ("ask-reporter", json!({"text": sealed(1)})),
        ("split", json!({"leads": ["1"], "reason": sealed(1)})),
        ("reply", json!({"mode": "phone", "text": sealed(1)})),
    ] {
        let refused = begun().by("prov-clerk").when(act, fields).refused();
        assert_eq!(refused.map(|refused| refused.code), Some("of-the-whole"), "{act}");
    }
}

#[test]
fn concluded_it_is_written_off_without_a_reply_of_its_own_p_02() {
    let out = registered().exclude();
    let rules: Vec<&str> = out.matter.open_clocks().iter().map(|clock| &*clock.rule).collect();
    assert_eq!(rules, ["write-off-part"]);
    let over = out.act("prov-clerk", "write-off", json!({}));
    assert!(over.matter.open_clocks().is_empty());
    let all = json!({"report": "00000000-0000-0000-0000-000000000002", "extent": "whole", "basis": "档2026-1"});
    assert_eq!(over.act("security-admin", "erase", all).matter.erased.len(), 1);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![case("begun", || {
        let whole = instructed(Story::received());
        in_two().when("begin-part", command(&whole)).refused()
    })]
};
