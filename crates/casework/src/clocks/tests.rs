//! Clocks, one by one, under the shipped rules and the shipped calendar.

use super::*;
use crate::given::{Story, WORLD, calendar_files, endings, local, sealed};
use crate::matter::steps::{begin_part, note_part, review_liaison};
use calendar::Calendar;
use jiff::civil::date;
use serde_json::json;
use std::collections::BTreeSet;

fn clock<'a>(story: &'a Story, rule: &str) -> &'a Clock {
    let found = story
        .matter
        .clocks
        .iter()
        .rev()
        .find(|clock| clock.rule == rule);
    found.unwrap_or_else(|| panic!("no {rule} clock"))
}

fn due(story: &Story, rule: &str) -> DateTime {
    clock(story, rule).due
}

/// The shipped calendar with one text changed.
fn amended(file: &str, change: impl Fn(&str) -> String) -> &'static Calendar {
    let files = calendar_files();
    let amend = |name: &str, text: &str| {
        if name == file {
            change(text)
        } else {
            text.to_owned()
        }
    };
    let files: Vec<_> = files
        .iter()
        .map(|(n, t)| (n.clone(), amend(n, t)))
        .collect();
    let calendar = Calendar::parse(files.iter().map(|(n, t)| (&**n, &**t))).unwrap();
    Box::leak(Box::new(calendar))
}

/// The shipped calendar with one more day off.
fn with_day_off(on: &str) -> &'static Calendar {
    let day = format!("days_off = [\n  {{ on = \"{on}\", name = \"临时放假\" }},");
    amended("2026.toml", move |text| {
        text.replacen("days_off = [", &day, 1)
    })
}

fn recounted(story: Story, calendar: &'static Calendar) -> Story {
    Story { calendar, ..story }.timer("recount").done()
}

#[test]
fn registering_and_routing_are_due_the_same_day_s1_13() {
    let story = Story::received();
    assert_eq!(due(&story, "register"), local("2026-03-02T23:59:59"));
    assert_eq!(due(&story, "route"), local("2026-03-02T23:59:59"));
    assert_eq!(clock(&story, "register").owner.as_str(), "prov");
    assert!(clock(&story, "register").warn_on.is_empty());
}

#[test]
fn what_arrives_on_a_day_off_is_for_the_next_working_day_p_15() {
    for (arrival, due_at) in [
        ("2026-03-07T10:00", "2026-03-09T23:59:59"), // a Saturday
        ("2026-02-18T10:00", "2026-02-24T23:59:59"), // the Spring Festival
        ("2026-02-28T10:00", "2026-02-28T23:59:59"), // a Saturday worked in exchange (调休)
    ] {
        let story = Story::new().at(arrival).receive("prov", false);
        assert_eq!(due(&story, "register"), local(due_at), "arrived {arrival}");
        assert_eq!(due(&story, "route"), local(due_at), "arrived {arrival}");
    }
}

#[test]
fn signing_and_accepting_have_five_working_days_s0_15_s0_16() {
    let story = Story::routed();
    for rule in ["sign", "accept"] {
        assert_eq!(due(&story, rule), local("2026-03-09T23:59:59"), "{rule}");
        assert_eq!(clock(&story, rule).warn_on, [date(2026, 3, 5)], "{rule}");
    }
    let festival = Story::instructed()
        .at("2026-09-30T09:00")
        .route("prov-clerk", "county-a");
    assert_eq!(
        due(&festival, "sign"),
        local("2026-10-13T23:59:59"),
        "10 October is worked"
    );
}

#[test]
fn an_outpost_counts_with_its_own_regions_days_off() {
    let route = |to| {
        Story::instructed()
            .at("2026-04-09T09:00")
            .route("prov-clerk", to)
    };
    assert_eq!(due(&route("bureau"), "sign"), local("2026-04-16T23:59:59"));
    let outpost = due(&route("outpost"), "sign");
    assert!(
        outpost > local("2026-04-16T23:59:59"),
        "the Water-Splashing Festival: {outpost}"
    );
}

#[test]
fn a_result_is_due_in_three_months_and_warned_five_working_days_before_s0_23_s0_26() {
    let story = Story::accepted();
    let clock = clock(&story, "report-result");
    assert_eq!(clock.due, local("2026-06-02T23:59:59"));
    assert_eq!(clock.warn_on, [date(2026, 5, 19), date(2026, 5, 26)]);
    let last = clock.warn_on[1];
    let left = WORLD
        .calendar
        .working_days_between(last, clock.due.date(), None)
        .unwrap();
    assert_eq!(left, 5);
}

#[test]
fn the_warning_is_sent_on_its_day_once_and_lapses_after_the_due_time_s0_23() {
    let story = Story::accepted()
        .at("2026-05-25T23:00")
        .timer("warn")
        .then(&["clock-warned"]);
    assert_eq!(
        clock(&story, "report-result").warned,
        1,
        "the earlier one was due on the 19th"
    );
    let story = story.at("2026-05-26T00:00");
    let when = story.timer("warn");
    let crate::matter::steps::Event::ClockWarned(warned) = when.event() else {
        panic!()
    };
    assert_eq!(
        (warned.planned_on, warned.owner.as_str()),
        (date(2026, 5, 26), "county-a")
    );
    let story = when.done();
    assert_eq!(
        clock(&story, "report-result").next(),
        Some(local("2026-06-02T23:59:59"))
    );
    let story = story.at("2026-06-02T23:59:59");
    assert_eq!(
        story.clone().timer("warn").refused().unwrap().code,
        "nothing-due",
        "not yet over"
    );
    let story = story
        .at("2026-06-03T00:00")
        .timer("warn")
        .then(&["clock-lapsed", "slip-drafted"]);
    let lapsed = clock(&story, "report-result");
    assert!(lapsed.lapsed && lapsed.is_open());
    assert!(
        lapsed.next().is_some_and(|next| next > story.now),
        "the next rung of its ladder"
    );
    assert_eq!(story.timer("warn").refused().unwrap().code, "nothing-due");
}

#[test]
fn a_timer_that_slept_sends_one_warning_for_all_it_missed() {
    let story = Story::accepted()
        .at("2026-05-28T09:00")
        .timer("warn")
        .then(&["clock-warned"]);
    assert_eq!(clock(&story, "report-result").warned, 2);
}

#[test]
fn the_next_look_is_never_later_than_what_is_due() {
    for story in [
        Story::received(),
        Story::routed(),
        Story::accepted(),
        Story::concluded(),
    ] {
        for clock in story.matter.open_clocks() {
            let mut at = story.clone();
            at.now = clock.next().unwrap().max(at.now);
            let looked = due_now(&at.matter, &at.context());
            let due = at.now >= clock.due || clock.warn_on.is_empty();
            assert!(
                due || !looked.is_empty(),
                "{}: nothing to do at {}",
                clock.rule,
                at.now
            );
        }
    }
}

#[test]
fn a_real_name_reporter_is_told_within_five_working_days_of_conclusion_s0_24() {
    let story = Story::concluded_real_name();
    let (reply, concluded) = (
        clock(&story, "reply-real-name"),
        story.events.last().unwrap(),
    );
    assert_eq!(reply.from, concluded.happened);
    assert_eq!(reply.due, local("2026-03-09T23:59:59"));
    assert_eq!(
        reply.owner.as_str(),
        "prov",
        "the unit that audits answers (S2-08)"
    );
    assert!(
        story
            .matter
            .clocks
            .iter()
            .all(|clock| clock.rule != "reply-anonymous")
    );
    let anonymous = Story::concluded();
    assert_eq!(
        due(&anonymous, "reply-anonymous"),
        local("2026-03-23T23:59:59")
    );
}

#[test]
fn no_result_clock_runs_on_what_was_excluded_s1_32() {
    let story = Story::screened_out();
    let rules: Vec<&str> = story
        .matter
        .open_clocks()
        .iter()
        .map(|clock| &*clock.rule)
        .collect();
    assert_eq!(rules, ["reply-anonymous"]);
}

#[test]
fn clocks_count_from_when_it_happened_not_from_when_it_was_entered_p_09() {
    let story = Story::routed()
        .at("2026-03-06T09:00")
        .happened("2026-03-03T16:00");
    let story = story.act("county-a-clerk", "sign", json!({}));
    let story = story.at("2026-03-16T09:00").happened("2026-03-09T17:00");
    let fields = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
    let story = story.act("county-a-head", "accept", fields);
    assert_eq!(
        clock(&story, "accept").kept(),
        Some(true),
        "accepted on the last day, entered late"
    );
    assert_eq!(
        clock(&story, "report-result").from,
        local("2026-03-09T17:00")
    );
}

#[test]
fn a_promise_kept_late_is_kept_late() {
    let story = Story::routed()
        .at("2026-03-11T09:00")
        .act("county-a-clerk", "sign", json!({}));
    assert_eq!(clock(&story, "sign").kept(), Some(false));
}

#[test]
fn a_date_beyond_the_published_calendar_says_so_t21() {
    let story = Story::signed().at("2026-10-12T09:00");
    let fields = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
    let story = story.act("county-a-head", "accept", fields);
    let clock = clock(&story, "report-result");
    assert_eq!(clock.due.date(), date(2027, 1, 12));
    assert!(clock.provisional);
    assert!(!clock_of_today().provisional);
    assert_eq!(
        (&*clock.catalogue, &*clock.calendar),
        ("shipped", WORLD.calendar.version())
    );
}

fn clock_of_today() -> Clock {
    clock(&Story::accepted(), "report-result").clone()
}

#[test]
fn a_changed_calendar_moves_running_clocks_by_an_event_t21() {
    let story = recounted(Story::routed(), with_day_off("2026-03-04"));
    let sign = clock(&story, "sign");
    assert_eq!(sign.due, local("2026-03-10T23:59:59"));
    assert_eq!(sign.warn_on, [date(2026, 3, 6)]);
    assert_eq!(sign.calendar, story.calendar.version());
    let moved = story
        .events
        .iter()
        .filter(|event| event.event.name() == "matter.clock-moved");
    assert_eq!(
        moved.count(),
        2,
        "sign and accept; what has ended stays as it was"
    );
    assert_eq!(due(&story, "register"), local("2026-03-02T23:59:59"));
    assert_eq!(
        story.timer("recount").refused().unwrap().code,
        "nothing-moved"
    );
}

#[test]
fn a_term_in_months_stays_and_its_warnings_move_s0_23_t21() {
    let story = recounted(Story::accepted(), with_day_off("2026-05-27"));
    let clock = clock(&story, "report-result");
    assert_eq!(clock.due, local("2026-06-02T23:59:59"));
    assert_eq!(clock.warn_on, [date(2026, 5, 18), date(2026, 5, 25)]);
}

#[test]
fn a_clock_that_gains_time_is_no_longer_overdue_t21() {
    let story = Story::routed().at("2026-03-10T09:00").timer("warn").done();
    assert!(clock(&story, "sign").lapsed);
    let story = recounted(story, with_day_off("2026-03-04"));
    let sign = clock(&story, "sign");
    assert!(!sign.lapsed && sign.next() == Some(local("2026-03-06T00:00")));
    let story = story.at("2026-03-11T09:00").timer("warn").done();
    assert!(clock(&story, "sign").lapsed, "and may lapse again");
}

#[test]
fn a_clock_that_stays_overdue_stays_recorded_so() {
    let story = Story::routed().at("2026-03-20T09:00").timer("warn").done();
    let story = recounted(story, with_day_off("2026-03-04"));
    assert!(clock(&story, "sign").lapsed);
}

#[test]
fn a_published_year_settles_what_was_provisional_t21() {
    let story = Story::signed().at("2026-12-28T09:00");
    let fields = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
    let story = story
        .act("county-a-head", "accept", fields)
        .find()
        .report_result();
    assert!(clock(&story, "countersign").provisional);
    let published = amended("2027.toml", |text| {
        text.replace("\"provisional\"", "\"published\"")
    });
    let story = recounted(story, published);
    assert!(!clock(&story, "countersign").provisional);
}

#[test]
fn a_changed_rule_moves_running_clocks_and_names_its_hash_t21() {
    let story = Story::routed().rules(|rules| {
        rules.version = "stricter".to_owned();
        let sign = rules
            .clocks
            .iter_mut()
            .find(|rule| rule.id == "sign")
            .unwrap();
        sign.term = "3 working days".parse().unwrap();
    });
    let story = story.timer("recount").then(&["clock-moved"]);
    let sign = clock(&story, "sign");
    assert_eq!(
        (sign.due, &*sign.catalogue),
        (local("2026-03-05T23:59:59"), "stricter")
    );
    assert_eq!(clock(&story, "accept").catalogue, "shipped");
}

#[test]
fn a_clock_whose_rule_is_gone_ends_with_the_next_act() {
    let story = Story::routed().rules(|rules| rules.clocks.retain(|rule| rule.id != "accept"));
    let story = story.act("county-a-clerk", "sign", json!({}));
    assert!(!clock(&story, "accept").is_open());
}

#[test]
fn returning_opens_routing_again_and_resets_no_elapsed_time_p_13() {
    let story = Story::signed().at("2026-03-05T09:00");
    let story = story.act("county-a-clerk", "return", json!({"reason": sealed(17)}));
    let routes: Vec<&Clock> = story
        .matter
        .clocks
        .iter()
        .filter(|c| c.rule == "route")
        .collect();
    assert_eq!(routes.len(), 2);
    assert_eq!(
        routes[0].from,
        local("2026-03-02T09:00"),
        "the first count stays on record"
    );
    assert_eq!(routes[1].due, local("2026-03-05T23:59:59"));
    assert_eq!(routes[1].owner.as_str(), "prov");
    assert!(!clock(&story, "accept").is_open());
    assert_eq!(
        clock(&story, "accept").ended.as_ref().unwrap().by,
        "matter.returned"
    );
    assert_eq!(story.matter.received, local("2026-03-02T09:00"));
}

#[test]
fn what_an_old_book_brings_is_owed_from_the_day_it_is_brought_in() {
    let run = crate::RunId(uuid::Uuid::from_u128(7));
    let story = Story::new()
        .by_actor(crate::Actor::Import { run })
        .happened("2019-05-06T09:00")
        .receive("prov", false);
    assert_eq!(story.matter.received, local("2019-05-06T09:00"));
    assert_eq!(due(&story, "register"), local("2026-03-02T23:59:59"));
}

#[test]
fn a_day_before_the_tables_is_refused_and_never_guessed() {
    let story = Story::new().facts(|facts| {
        facts.number = Some("330000-2009-1-0000017".into());
        facts.report = Some(crate::given::report(1));
    });
    let fields = json!({"channel": "letter", "unit": "prov", "title": sealed(1), "text": sealed(2),
                        "reporter": sealed(3)});
    let refused = story
        .happened("2009-12-31T09:00")
        .when("receive", fields)
        .refused()
        .unwrap();
    assert_eq!((refused.act, refused.code), ("clock", "before-calendar"));
}

/// Stories that together end every clock by every proof its rule names.
fn library() -> Vec<Story> {
    let join = |story: Story| {
        let story = story.facts(|facts| facts.other = Some(crate::given::joined("main")));
        story.act("prov-clerk", "join", json!({"into": "main"}))
    };
    let reopen = |story: Story| {
        story.act(
            "prov-head",
            "reopen",
            json!({"ground": "review", "reason": sealed(24)}),
        )
    };
    let back = |story: Story| story.act("county-a-clerk", "return", json!({"reason": sealed(17)}));
    let refuse = json!({"slot": "handler", "opinion": "refuse", "note": sealed(19)});
    let returned = json!({"verdict": "return", "opinion": sealed(20)});
    let unhandled = || {
        let fields = json!({"person": "county-a-handler", "reason": sealed(16)});
        Story::accepted().act("county-a-head", "recuse", fields)
    };
    let unhandled_real_name = || {
        let fields = json!({"person": "county-a-handler", "reason": sealed(16)});
        Story::accepted_real_name().act("county-a-head", "recuse", fields)
    };
    let naming = json!({"handler": "county-a-unit-head", "leader": "county-a-leader"});
    let again = || reopen(Story::screened_out());
    let out = json!({"class": "E", "reason": sealed(9)});
    let result = json!({"summary": sealed(18)});
    let told = |story: Story| {
        story
            .reporter("supplement", json!({"text": sealed(40)}))
            .done()
    };
    let replying = json!({"mode": "in-person", "text": sealed(15)});
    let decided = json!({"class": "A", "opinion": sealed(42), "without": sealed(43)});
    let reviewed = |unit: &str, real_name: bool, review: &str| {
        Story::new()
            .receive(unit, real_name)
            .act("prov-clerk", "register", json!({"class": "D"}))
            .exclude_unreviewed()
            .act(
                "prov-head",
                "review-exclusion",
                json!({"review": review, "note": sealed(46)}),
            )
    };
    let by = "county-a-handler";
    let said = |story: Story, purpose: &str| {
        let fields = json!({"purpose": purpose, "mode": "phone", "content": sealed(45)});
        story.act(by, "contact", fields)
    };
    let decide = |story: Story, act: &str, decision: &str| {
        story.act(
            "prov-head",
            act,
            json!({"decision": decision, "note": sealed(47)}),
        )
    };
    let extension = || {
        let fields = json!({"until": "2026-06-20", "reason": sealed(51)});
        Story::accepted().act(by, "ask-extension", fields)
    };
    let real_name_out = Story::received_real_name();
    let real_name_out = real_name_out.act("prov-clerk", "register", json!({"class": "D"}));
    let mut stories = vec![
        said(said(Story::accepted_real_name(), "acceptance"), "progress"),
        real_name_out.exclude(),
        unhandled_real_name().route("county-a-clerk", "town-a1"),
        back(unhandled_real_name()),
        Story::concluded_real_name().reply(),
        decide(Story::asked_to_contact(), "decide-contact", "approve"),
        decide(Story::asked_to_contact(), "decide-contact", "refuse"),
        decide(extension(), "decide-extension", "approve"),
        decide(extension(), "decide-extension", "refuse"),
        extension().find().report_result(),
        decide(Story::asked_to_pause(), "decide-pause", "approve"),
        decide(Story::asked_to_pause(), "decide-pause", "refuse"),
        Story::asked_to_pause().find().report_result(),
        told(Story::accepted()).act("county-a-handler", "note-supplements", json!({})),
        told(Story::signed()).route("county-a-clerk", "town-a1"),
        back(told(Story::routed())),
        told(Story::reported()).sign_all(),
        told(Story::countersigned()).act("prov-head", "audit", returned.clone()),
        unhandled().act("county-a-head", "accept", naming),
        back(unhandled()),
        unhandled().route("county-a-clerk", "town-a1"),
        again().act("prov-clerk", "screen", json!({"class": "C"})),
        again().act("prov-clerk", "screen", out),
        join(again()),
        Story::reported()
            .act("county-a-handler", "countersign", refuse.clone())
            .act("county-a-handler", "report-result", result),
        join(Story::received()),
        Story::registered().keeping().lent().act(
            "prov-clerk",
            "return-original",
            json!({"original": "1"}),
        ),
        Story::screened_out(),
        Story::written_off(),
        back(Story::routed()),
        Story::signed().route("county-a-clerk", "town-a1"),
        Story::reported().act("county-a-handler", "countersign", refuse),
        Story::countersigned().act("prov-head", "audit", returned),
        Story::concluded_real_name().reply(),
        reopen(Story::concluded_real_name()),
        reopen(Story::concluded()),
        reopen(Story::replied()),
        reviewed("prov", false, "confirm"),
        reviewed("prov", false, "send-back"),
        reviewed("prov", true, "send-back"),
        reopen(Story::unreviewed()),
        Story::unreviewed()
            .rules(|rules| rules.settings.exclusion_review = false)
            .act("prov-clerk", "reply", replying),
        Story::opined().act("prov-leader", "decide-study", decided.clone()),
        Story::under_study().act("prov-leader", "decide-study", decided),
        Story::transcribed().act(
            "prov-leader",
            "check-entry",
            json!({"entered": "1", "word": "confirm"}),
        ),
        back(Story::signed().route("county-a-clerk", "town-a1").act(
            "town-a1-officer",
            "return",
            json!({"reason": sealed(17)}),
        )),
        Story::signed()
            .route("county-a-clerk", "town-a1")
            .act("town-a1-officer", "return", json!({"reason": sealed(17)}))
            .act(
                "county-a-head",
                "accept",
                json!({"handler": "county-a-handler", "leader": "county-a-leader"}),
            ),
    ];
    stories.extend(crate::given::identity_requests());
    stories.extend(on_the_fast_track());
    let joint = crate::matter::steps::name_joint::tests::joined_by_two();
    let joint = joint.act(
        "bureau-officer",
        "give-opinion",
        json!({"opinion": sealed(41)}),
    );
    let released = json!({"unit": "county-b", "reason": sealed(42)});
    stories.push(joint.act("county-a-clerk", "release-joint", released));
    stories.extend(crate::given::answers());
    stories.extend(crate::matter::steps::decide_repair::tests::decided());
    let corrected = serde_json::json!({"class": "F"});
    stories.push(crate::matter::steps::decide_repair::tests::demand_corrected(corrected));
    stories.extend(crate::matter::steps::hand_demand::tests::told());
    stories.extend(crate::matter::steps::hand_demand::tests::endings());
    stories.extend(crate::matter::steps::issue_assignment::tests::endings());
    stories
}

/// Fast to its result, returned before and after signing, handed on, and accepted inside.
fn on_the_fast_track() -> Vec<Story> {
    let fast = |to: &str| json!({"to": to, "mode": "assign", "fast": true});
    let routed = Story::instructed().act("prov-clerk", "route", fast("county-a"));
    let signed = routed.clone().act("county-a-clerk", "sign", json!({}));
    let handed = signed
        .clone()
        .act("county-a-clerk", "route", fast("town-a1"));
    let named = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
    let accepted = signed.clone().act("county-a-head", "accept", named).find();
    let back = json!({"reason": sealed(17)});
    vec![
        routed.act("county-a-clerk", "return", back.clone()),
        signed.act("county-a-clerk", "return", back),
        handed,
        accepted.act(
            "county-a-handler",
            "report-result",
            json!({"summary": sealed(14)}),
        ),
    ]
}

#[test]
fn every_rule_opens_and_every_proof_of_discharge_is_reachable() {
    let mut ended = BTreeSet::new();
    let split = begin_part::tests::endings().into_iter();
    let split = split.chain(note_part::tests::endings());
    let split = split.chain([
        review_liaison::tests::agreed(),
        review_liaison::tests::sent_back(),
    ]);
    let matters = library().into_iter().chain(endings()).chain(split);
    let matters = matters.map(|story| story.matter.clocks);
    let inspections = crate::inspection::tests::stories().into_iter();
    let campaigns = crate::campaign::tests::stories().into_iter();
    let campaigns = campaigns.map(|story| story.state.core.clocks);
    let inspections = inspections.map(|story| story.state.core.clocks);
    let reviews = crate::review::tests::stories().into_iter();
    let reviews = reviews.map(|story| story.state.core.clocks);
    let linkages = crate::linkage::tests::stories().into_iter();
    let linkages = linkages.map(|story| story.state.core.clocks);
    let procedures = inspections.chain(campaigns).chain(reviews).chain(linkages);
    let reconciled = crate::reconciliation::tests::stories().into_iter();
    let reconciled = reconciled.map(|story| story.state.core.clocks);
    let bulletins = crate::bulletin::tests::stories().into_iter();
    let bulletins = bulletins.map(|story| story.state.core.clocks);
    let procedures = procedures.chain(reconciled).chain(bulletins);
    let counties = crate::key_county::tests::stories().into_iter();
    let counties = counties.map(|story| story.state.core.clocks);
    let assessments = crate::assessment::tests::stories().into_iter();
    let assessments = assessments.map(|story| story.state.core.clocks);
    let proposals = crate::proposal::tests::stories().into_iter();
    let proposals = proposals.map(|story| story.state.core.clocks);
    let analyses = crate::analysis::tests::stories().into_iter();
    let analyses = analyses.map(|story| story.state.core.clocks);
    let procedures = procedures
        .chain(analyses)
        .chain(assessments)
        .chain(counties)
        .chain(proposals);
    for clocks in matters.chain(procedures) {
        for clock in &clocks {
            let by = clock.ended.as_ref().map(|end| end.by.clone());
            ended.extend(by.map(|by| (clock.rule.clone(), by)));
        }
    }
    for rule in &WORLD.rules.clocks {
        for by in &rule.discharged_by {
            let pair = (rule.id.clone(), by.clone());
            assert!(
                ended.contains(&pair),
                "no story ends `{}` by `{by}`",
                rule.id
            );
        }
    }
}

#[test]
fn what_is_kept_in_the_last_second_is_kept() {
    let story = Story::routed()
        .at("2026-03-09T23:59:59")
        .act("county-a-clerk", "sign", json!({}));
    assert_eq!(clock(&story, "sign").kept(), Some(true));
}

#[test]
fn nothing_opens_on_what_is_over() {
    let story = Story::replied().rules(|rules| {
        let sign = rules
            .clocks
            .iter_mut()
            .find(|rule| rule.id == "sign")
            .unwrap();
        sign.opened_by.push("matter.written-off".to_owned());
    });
    let story = story.act("prov-clerk", "write-off", json!({}));
    assert!(story.matter.owed_clocks().is_empty());
}

#[test]
fn the_organ_owes_the_audit_whichever_of_its_offices_routed_s0_13() {
    let story = Story::instructed().route("prov-clerk", "prov-petition");
    let story = story
        .act("prov-clerk", "sign", json!({}))
        .route("prov-clerk", "county-a");
    let story = story.act("county-a-clerk", "sign", json!({}));
    let story = story.route("county-a-clerk", "county-a-supervision");
    assert_eq!(
        story.matter.assigner().as_str(),
        "prov-petition",
        "moves inside do not count"
    );
    let story = story.act("county-a-clerk", "sign", json!({}));
    let fields = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
    let story = story
        .act("county-a-head", "accept", fields)
        .find()
        .report_result()
        .sign_all();
    assert_eq!(clock(&story, "audit").owner.as_str(), "prov");
    assert_eq!(story.pass().matter.stage, crate::matter::Stage::Concluded);
}
