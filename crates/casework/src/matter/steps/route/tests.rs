//! Routing: to any unit the rules allow, never to the accused or their unit.

use super::*;
use crate::access;
use crate::form::Source;
use crate::given::{Case, Story, WORLD, case, clean_file, file, person, sealed};
use crate::matter::steps::pass_up::tests::superior_cadre;
use crate::matter::{Choice, choices};
use serde_json::json;

/// Instructed, with an accused unit or person of the office.
fn accusing(unit: Option<&str>, person: Option<&str>) -> Story {
    Story::received()
        .register(unit, person)
        .act("prov-clerk", "screen", json!({"class": "A"}))
        .act("prov-principal", "instruct", json!({"text": sealed(11)}))
}

fn to(story: Story, unit: &str) -> crate::given::When {
    story
        .by("prov-clerk")
        .when("route", json!({"to": unit, "mode": "assign"}))
}

#[test]
fn the_unit_has_it_in_hand_and_owes_signature_and_acceptance_s0_10_s0_20() {
    let when = to(Story::instructed(), "county-a");
    let Event::Routed(routed) = when.event() else {
        panic!()
    };
    assert_eq!(
        (routed.from.as_str(), routed.to_organ.as_str()),
        ("prov", "county-a")
    );
    assert!(!routed.inside);
    let story = when.then(&["routed", "clock-ended", "clock-opened", "clock-opened"]);
    assert_eq!(
        (story.matter.stage, story.matter.holder.as_str()),
        (Stage::Routed, "county-a")
    );
    assert_eq!(story.matter.assigner().as_str(), "prov");
    assert!(
        story.matter.sight.contains(&"city".into()),
        "organs between see it"
    );
    assert!(!story.matter.sight.contains(&"county-b".into()));
}

#[test]
fn an_inner_office_is_a_move_inside_the_organ() {
    let story = to(Story::instructed(), "prov-supervision").done();
    assert!(story.matter.assignment().unwrap().inside);
    assert_eq!(
        story.matter.assigner().as_str(),
        "prov",
        "the receiver audits"
    );
}

#[test]
fn a_unit_that_signed_may_hand_it_on() {
    let story = Story::signed().route("county-a-clerk", "town-a1");
    assert_eq!(story.matter.holder.as_str(), "town-a1");
    assert_eq!(story.matter.assigner().as_str(), "county-a");
}

#[test]
fn the_managing_organ_is_proposed_first_with_its_reason_s2_14() {
    let story = Story::instructed();
    let matter = Matter {
        region: "330682".into(),
        ..story.matter.clone()
    };
    let story = Story { matter, ..story };
    let offered = choices(Source::Receivers, Some(&story.matter), &story.context());
    assert_eq!(offered[0].value, "county-b");
    assert!(
        offered[0]
            .reason
            .as_ref()
            .unwrap()
            .contains("按干部管理权限")
    );
    assert!(offered[1..].iter().all(|choice| choice.reason.is_none()));
}

#[test]
fn the_accuseds_unit_is_neither_offered_nor_accepted_s1_53() {
    let story = accusing(Some("county-a-supervision"), None);
    let offered: Vec<Choice> = choices(Source::Receivers, Some(&story.matter), &story.context());
    assert!(
        offered
            .iter()
            .all(|choice| !choice.value.starts_with("county-a"))
    );
    for unit in ["county-a", "county-a-petition", "county-a-supervision"] {
        assert_eq!(
            to(story.clone(), unit).refused().unwrap().code,
            "unit-accused"
        );
    }
}

#[test]
fn an_organ_that_will_see_it_no_more_first_settles_who_may_see_the_reporter_t1_t4() {
    let asked = || accusing(Some("prov-supervision"), None).ask_identity("prov-clerk");
    assert_eq!(to(asked(), "county-a").refused().unwrap().code, "identity-waiting");
    let verdict = json!({"request": "1", "verdict": "refuse", "opinion": sealed(12)});
    let settled = asked().act("prov-head", "decide-identity", verdict);
    let story = to(settled, "county-a").done();
    assert!(!story.matter.sight.contains(&"prov".into()));
}

#[test]
fn an_accused_organ_between_does_not_see_what_passes_by_t4() {
    let story = to(accusing(Some("city"), None), "county-a").done();
    assert!(!story.matter.sight.contains(&"city".into()));
    assert!(story.matter.sight.contains(&"prov".into()));
}

#[test]
fn an_inner_office_of_the_accused_gains_no_sight_by_liaison_t4_p_05() {
    let mut office = WORLD.office.clone();
    office.related.push(crate::office::Related {
        unit: "city-supervision".into(),
        towards: "county-a".into(),
        kind: crate::office::RelationKind::Liaison,
        member: None,
        from: jiff::civil::date(2020, 1, 1),
        until: None,
    });
    let office: &'static crate::office::Office = Box::leak(Box::new(office));
    let innocent = to(
        Story {
            office,
            ..Story::instructed()
        },
        "county-a",
    )
    .done();
    assert!(innocent.matter.sight.contains(&"city-supervision".into()));
    let accused = to(
        Story {
            office,
            ..accusing(Some("city"), None)
        },
        "county-a",
    )
    .done();
    assert!(!accused.matter.sight.contains(&"city-supervision".into()));
    let reader = person("city-unit-head");
    assert!(!access::sees(
        office,
        accused.rules,
        &reader,
        accused.now.date(),
        &accused.matter
    ));
}

#[test]
fn words_that_tell_who_reported_are_confirmed_where_only_a_copy_goes_t5() {
    let telling = || Story::instructed().facts(|facts| facts.exposes = true);
    let with = |unit: &str, name: &str, value: serde_json::Value| {
        let mut fields = json!({"to": unit, "mode": "assign", "summary": sealed(9)});
        fields[name] = value;
        telling().by("prov-clerk").when("route", fields)
    };
    assert_eq!(with("county-a", "fast", json!(false)).refused().unwrap().code, "exposes");
    let routed = |told: crate::given::When| match &told.outcome.unwrap()[0].event {
        Event::Routed(routed) => routed.checked,
        other => panic!("{other:?}"),
    };
    assert!(routed(with("county-a", "checked", json!(true))), "the reading is kept");
    assert!(!routed(with("county-a", "original", json!(sealed(10)))), "nothing had to be read");
    with("prov-supervision", "fast", json!(false)).done();
}

/// Handed on with a day by which the result is owed.
fn until(day: &str, demanded: bool) -> Option<crate::refusal::Refused> {
    let mut fields = json!({"to": "county-a", "mode": "assign", "until": day});
    if demanded {
        fields["requirement"] = json!(sealed(72));
    }
    Story::instructed().by("prov-clerk").when("route", fields).refused()
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("no-demand", || until("2026-04-30", false)),
        case("past-day", || until("2026-03-02", true)),
        case("no-number", || until("2026-04-30", true)),
        case("not-ready", || {
            to(Story::registered(), "county-a").refused()
        }),
        case("under-study", || {
            let story = Story::screened().study(&["prov-cases"]).by("prov-clerk");
            story.when("route", json!({"to": "county-a", "mode": "assign"})).refused()
        }),
        case("not-instructed", || {
            to(Story::screened(), "county-a").refused()
        }),
        case("unit-unknown", || {
            to(Story::instructed(), "nowhere").refused()
        }),
        case("same-unit", || to(Story::instructed(), "prov").refused()),
        case("unit-accused", || {
            to(accusing(None, Some("county-a-clerk")), "county-a").refused()
        }),
        case("joint-unit", || {
            let story = Story::signed();
            let named = json!({"units": ["county-b"]});
            let story = story.act("county-a-clerk", "name-joint", named);
            let fields = json!({"to": "county-b", "mode": "forward"});
            story.by("county-a-clerk").when("route", fields).refused()
        }),
        case("belongs-above", || {
            let story = superior_cadre().act("county-a-clerk", "screen", json!({"class": "A"}));
            let story = story.act("county-a-leader", "instruct", json!({"text": sealed(8)}));
            let fields = json!({"to": "city", "mode": "forward"});
            story.by("county-a-clerk").when("route", fields).refused()
        }),
        case("undesignated", || {
            let story = crate::matter::steps::designate::tests::returned_twice();
            to(story, "county-b").refused()
        }),
        case("not-simple", || {
            let story = Story::instructed().rules(|rules| rules.settings.fast_issues_max = 1);
            let fields = json!({"to": "county-a", "mode": "assign", "fast": true});
            story.by("prov-clerk").when("route", fields).refused()
        }),
        case("summary-missing", || {
            let story = Story::received().act("prov-clerk", "register", json!({"class": "C"}));
            let story = story.act("prov-clerk", "screen", json!({"class": "C"}));
            let story = story.act("prov-leader", "instruct", json!({"text": sealed(11)}));
            to(story, "county-a").refused()
        }),
        case("original-not-held", || {
            let fields = json!({"to": "town-a1", "mode": "assign", "original": sealed(9)});
            Story::signed().by("county-a-clerk").when("route", fields).refused()
        }),
        case("identity-waiting", || {
            let asked = accusing(Some("prov-supervision"), None).ask_identity("prov-clerk");
            to(asked, "county-a").refused()
        }),
        case("joint-unknown", || {
            let fields = json!({"to": "county-a", "mode": "assign", "joint": ["county-a-petition"]});
            Story::instructed().by("prov-clerk").when("route", fields).refused()
        }),
        case("file-unknown", || {
            let fields = json!({"to": "county-a", "mode": "assign", "files": [file()["id"]]});
            Story::instructed_with(file()).by("prov-clerk").when("route", fields).refused()
        }),
        case("exposes", || {
            to(Story::instructed().facts(|facts| facts.exposes = true), "county-a").refused()
        }),
        case("head-recused", || {
            let fields = json!({"person": "county-a-principal", "reason": sealed(16)});
            let story = Story::instructed().act("prov-head", "recuse", fields);
            to(story, "county-a").refused()
        }),
    ]
};

#[test]
fn an_office_may_let_the_clerk_route_without_instruction() {
    let story = Story::screened().rules(|rules| rules.settings.instruction_before_routing = false);
    assert_eq!(to(story, "county-a").done().matter.stage, Stage::Routed);
}

#[test]
fn simple_matters_take_the_fast_track_with_short_clocks_s3_26() {
    let fields = json!({"to": "county-a", "mode": "assign", "fast": true});
    let story = Story::instructed().by("prov-clerk").when("route", fields).done();
    let open = |story: &Story| {
        let open = story.matter.open_clocks();
        open.iter().map(|clock| clock.rule.clone()).collect::<Vec<_>>()
    };
    assert_eq!(open(&story), ["sign-fast", "accept-fast"]);
    let story = story.act("county-a-clerk", "sign", json!({}));
    let named = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
    let story = story.act("county-a-head", "accept", named);
    assert_eq!(open(&story), ["report-fast"]);
}

#[test]
fn the_receiver_reads_the_copy_unless_the_original_was_granted_t5() {
    let reads = |story: &Story, who: &str| {
        let on = story.now.date();
        access::text_for(story.office, story.rules, &person(who), on, &story.matter)
    };
    let story = to(Story::instructed(), "county-a").done();
    assert_eq!(reads(&story, "prov-clerk"), access::Text::Original);
    assert_eq!(reads(&story, "county-a-clerk"), access::Text::Copy);
    assert_eq!(reads(&story, "city-clerk"), access::Text::Copy, "who merely stands between");
    let granted = json!({"to": "county-a", "mode": "assign", "original": sealed(9)});
    let story = Story::instructed().by("prov-clerk").when("route", granted).done();
    assert_eq!(reads(&story, "county-a-clerk"), access::Text::Original);
    let story = story.act("county-a-clerk", "return", json!({"reason": sealed(17)}));
    assert!(story.matter.routing.originals.is_empty(), "a return takes the grant back");
}

#[test]
fn what_belongs_above_is_passed_up_and_not_routed_up_s0_20() {
    let story = superior_cadre();
    let offered = choices(Source::Receivers, Some(&story.matter), &story.context());
    assert!(offered.iter().all(|choice| choice.value != "city" && choice.value != "prov"));
    assert_eq!(story.matter.leads_above(story.office).len(), 1);
    let given = accusing(None, None);
    let mut down = to(given, "county-a").done();
    down.matter.leads[0].managed_at = crate::office::Level::City;
    assert!(down.matter.leads_above(down.office).is_empty(), "the superior handed it down itself");
}

#[test]
fn every_lead_proposes_and_not_the_first_alone() {
    let mut story = Story::instructed();
    story.matter.region = "330682101".into();
    let mut second = story.matter.leads[0].clone();
    (second.number, second.managed_at) = (2, crate::office::Level::Township);
    story.matter.leads.push(second);
    let offered = choices(Source::Receivers, Some(&story.matter), &story.context());
    let proposed: Vec<_> = offered.iter().filter(|choice| choice.reason.is_some()).collect();
    let units: Vec<&str> = proposed.iter().map(|choice| &*choice.value).collect();
    assert_eq!(units, ["county-b", "town-b1"]);
    assert!(proposed[1].reason.as_ref().unwrap().starts_with("线索2"));
}

#[test]
fn only_chosen_cleaned_copies_go_along_t13() {
    let story = Story::instructed_with(clean_file());
    let id = story.matter.reports[0].files[0].id;
    let offered = choices(Source::CleanFiles, Some(&story.matter), &story.context());
    assert_eq!(offered[0].zh, "附件1");
    let unasked = to(story.clone(), "county-a").done();
    assert!(!unasked.matter.is_sent_along(id), "nothing goes along by itself");
    let fields = json!({"to": "county-a", "mode": "assign", "files": [id, id]});
    let sent = story.by("prov-clerk").when("route", fields).done();
    assert!(sent.matter.is_sent_along(id));
    assert_eq!(sent.matter.routing.copies.last().unwrap().files, [id]);
}
