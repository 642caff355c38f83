//! The plan and what a timer makes of it, day by day, under the shipped ladders.

use super::*;
use crate::given::{Story, local, sealed};
use crate::matter::state::supervision::SlipState;
use crate::matter::steps::{draft_slip, examine_answer, sign_slip};
use jiff::civil::date;
use serde_json::json;

fn kinds(story: &Story, by: Date) -> Vec<(RungKind, Date)> {
    plan(&story.matter, by)
        .into_iter()
        .map(|planned| (planned.kind, planned.on))
        .collect()
}

/// The story of a timer that runs every morning until a day.
fn mornings(mut story: Story, until: &str) -> Story {
    let until = local(until);
    while story.now < until {
        let when = story.timer("warn");
        story = when.story;
        story.now = story.now.date().tomorrow().unwrap().at(8, 0, 0, 0);
    }
    story
}

fn drafted(story: &Story) -> Vec<(RungKind, Date)> {
    let slips = story.matter.supervision.slips.iter();
    slips.map(|slip| (slip.kind, slip.drafted.date())).collect()
}

#[test]
fn the_plan_says_beforehand_what_goes_out_s0_23_s0_27() {
    // Routed on Monday 2 March: to be signed and accepted within five working days.
    let story = Story::routed();
    assert_eq!(kinds(&story, date(2026, 3, 4)), []);
    let warned = kinds(&story, date(2026, 3, 5));
    assert_eq!(warned, [(RungKind::Warning, date(2026, 3, 5)); 2]);
    let story = story.at("2026-03-05T08:00").timer("warn").done();
    assert_eq!(kinds(&story, date(2026, 3, 9)), []);
    let slips = kinds(&story, date(2026, 3, 10));
    assert_eq!(slips, [(RungKind::Reminder, date(2026, 3, 10)); 2]);
    let going = story
        .matter
        .clocks
        .iter()
        .filter_map(Clock::going)
        .next()
        .unwrap();
    assert_eq!(
        (going.at, going.kind),
        (local("2026-03-10T00:00"), RungKind::Reminder)
    );
    assert_eq!(going.from.as_str(), "prov");
}

#[test]
fn a_timer_drafts_one_slip_for_what_a_unit_owes_together_and_climbs_on() {
    let story = mornings(Story::routed(), "2026-03-31T08:00");
    let wanted = [
        (RungKind::Reminder, date(2026, 3, 10)),
        (RungKind::Supervision, date(2026, 3, 16)),
        (RungKind::Notice, date(2026, 3, 30)),
    ];
    assert_eq!(drafted(&story), wanted);
    let states: Vec<SlipState> = story
        .matter
        .supervision
        .slips
        .iter()
        .map(|slip| slip.state(&story.matter))
        .collect();
    assert_eq!(states, [SlipState::Moot, SlipState::Moot, SlipState::Draft]);
    let slip = &story.matter.supervision.slips[0];
    assert_eq!(
        (slip.about.len(), slip.organ.as_str(), slip.to.as_str()),
        (2, "prov", "county-a")
    );
    assert_eq!(slip.by, None);
}

#[test]
fn a_node_that_slept_drafts_the_highest_rung_alone() {
    let story = Story::routed().at("2026-03-17T08:00").timer("warn").done();
    assert_eq!(
        drafted(&story),
        [(RungKind::Supervision, date(2026, 3, 17))]
    );
    assert_eq!(story.timer("warn").refused().unwrap().code, "nothing-due");
}

#[test]
fn accountability_is_planned_and_never_done_by_the_program() {
    let story = mornings(Story::routed(), "2026-04-30T08:00");
    assert_eq!(story.matter.supervision.slips.len(), 3);
    assert_eq!(story.matter.supervision.proposals, []);
    let planned = plan(&story.matter, date(2026, 4, 30));
    assert!(
        !planned.is_empty() && planned.iter().all(Planned::is_proposal),
        "{planned:?}"
    );
    let fields = json!({"form": "talk", "unit": "county-a", "reason": sealed(70)});
    let story = story.act("prov-head", "propose-accountability", fields);
    assert_eq!(plan(&story.matter, date(2026, 4, 30)), []);
}

#[test]
fn an_answer_stops_the_ladder_only_when_it_was_accepted_s0_13() {
    let answered = examine_answer::tests::answered();
    let climbing = mornings(answered.clone(), "2026-03-18T08:00");
    assert!(
        drafted(&climbing)
            .iter()
            .any(|(kind, _)| *kind == RungKind::Supervision)
    );
    let story = answered.act("prov-head", "examine-answer", json!({"verdict": "accept"}));
    let story = mornings(story, "2026-05-30T08:00");
    assert_eq!(drafted(&story).len(), 1);
    assert_eq!(plan(&story.matter, date(2026, 5, 30)), []);
}

#[test]
fn a_promise_kept_in_time_makes_its_draft_moot() {
    let story = draft_slip::tests::drafted();
    let story = story.act("county-a-clerk", "sign", json!({}));
    assert_eq!(
        story.matter.supervision.slips[0].state(&story.matter),
        SlipState::Draft
    );
    let fields = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
    let story = story.act("county-a-head", "accept", fields);
    assert_eq!(
        story.matter.supervision.slips[0].state(&story.matter),
        SlipState::Moot
    );
    assert_eq!(
        sign_slip::tests::sign(&story).refused().unwrap().code,
        "no-draft"
    );
}

#[test]
fn a_clock_that_gains_time_begins_at_the_foot_again() {
    let late = Story::asked_to_extend().at("2026-06-04T08:00");
    let late = late.timer("warn").done();
    let result = |story: &Story| {
        let mut clocks = story.matter.clocks.iter();
        clocks.find(|c| c.rule == "report-result").unwrap().clone()
    };
    let before = result(&late);
    assert_eq!(
        (before.lapsed, before.climb.reached),
        (true, Some(RungKind::Reminder))
    );
    let approve = json!({"decision": "approve"});
    let story = late.act("prov-head", "decide-extension", approve);
    let after = result(&story);
    assert!(!after.lapsed && after.climb.reached.is_none());
    let mut slips = story.matter.supervision.slips.iter();
    let slip = slips.find(|slip| slip.is_about(after.number)).unwrap();
    assert_eq!(slip.state(&story.matter), SlipState::Moot);
}

/// Stories in which every event of supervision is told, and every answer is given.
pub(crate) fn endings() -> Vec<Story> {
    use crate::matter::steps::{
        clear_duty, conclude_accountability, decide_accountability, hold_rung,
        propose_accountability, publicise, record_measurement, record_watching, settle_passing,
        urge, withdraw_draft,
    };
    let accept = json!({"verdict": "accept", "note": sealed(86)});
    let refuse = json!({"verdict": "refuse", "note": sealed(87)});
    let talk = json!({"proposal": "1", "present": sealed(84), "text": sealed(85)});
    let no = json!({"proposal": "1", "decision": "refuse", "note": sealed(83)});
    let proposed = propose_accountability::tests::proposed();
    let mut endings = conclude_accountability::tests::concluded();
    endings.extend(clear_duty::tests::cleared());
    endings.extend(vec![
        settle_passing::tests::settled(),
        publicise::tests::known(),
        publicise::tests::demanded(),
        record_measurement::tests::recorded(),
        record_watching::tests::recorded(),
        propose_accountability::tests::transferred(),
        propose_accountability::tests::noticed_again(),
        hold_rung::tests::held(),
        draft_slip::tests::drafted_by_hand(),
        withdraw_draft::tests::withdrawn(),
        examine_answer::tests::answered().act("prov-head", "examine-answer", accept.clone()),
        examine_answer::tests::answered().act("prov-head", "examine-answer", refuse),
        examine_answer::tests::answered_of_two().act("prov-head", "examine-answer", accept),
        urge::tests::urged(),
        urge::tests::visited(),
        decide_accountability::tests::agreed().act("prov-leader", "record-talk", talk),
        proposed.act("prov-leader", "decide-accountability", no),
    ]);
    endings.extend(propose_accountability::tests::looked_at());
    endings.extend(crate::matter::steps::check_original::tests::looked_for());
    endings.push(settle_passing::tests::taken_in_hand());
    endings
}
