//! Deciding as a whole: times that cannot be, and acts a page may offer.

use super::*;
use crate::given::{Story, local, sealed};
use crate::matter::{Matter, Status, rows};
use serde_json::json;

#[test]
fn nothing_happens_in_the_future_or_before_the_report_came_p_09() {
    let story = Story::routed().by("county-a-clerk");
    let future = story
        .clone()
        .happened("2026-03-03T00:00")
        .when("sign", json!({}))
        .refused();
    assert_eq!(
        future.map(|r| (r.act, r.code)),
        Some(("sign", "in-the-future"))
    );
    let before = story
        .happened("2026-03-02T08:59")
        .when("sign", json!({}))
        .refused();
    assert_eq!(
        before.map(|r| (r.act, r.code)),
        Some(("sign", "before-arrival"))
    );
}

/// Acts that can be meant as long as a matter lives.
const ANY_TIME: [&str; 11] = [
    "tell-apart",
    "hand-over",
    "log-call",
    "mark",
    "correct-flags",
    "ask-correction",
    "ask-void",
    "number-nationally",
    "draft-slip",
    "hold-rung",
    "urge",
];

#[test]
fn a_page_offers_the_acts_that_can_be_meant() {
    let names = |story: &Story| -> Vec<&str> {
        let acts = offered(&story.matter, &story.context());
        acts.iter()
            .map(|act| act.name)
            .filter(|name| !name.contains("identity") && !ANY_TIME.contains(name))
            .filter(|name| !name.contains("original"))
            .collect()
    };
    assert_eq!(
        names(&Story::received()),
        ["register", "join", "remind", "recuse"]
    );
    assert_eq!(
        names(&Story::routed()),
        [
            "present",
            "circle",
            "instruct",
            "enter-instruction",
            "issue-assignment",
            "name-joint",
            "sign",
            "return",
            "remind",
            "ask-reporter",
            "contact",
            "recuse"
        ]
    );
    assert_eq!(
        names(&Story::countersigned()),
        [
            "present",
            "circle",
            "audit",
            "remind",
            "ask-reporter",
            "contact",
            "recuse"
        ]
    );
    assert_eq!(
        names(&Story::concluded()),
        [
            "present",
            "circle",
            "remind",
            "contact",
            "reply",
            "propose-feedback",
            "write-off",
            "reopen",
            "recuse"
        ]
    );
    assert_eq!(
        names(&Story::written_off()),
        [
            "receipt-reply",
            "call-back",
            "settle",
            "visit-back",
            "record-reopening",
            "reopen",
            "recuse",
            "erase"
        ]
    );
    assert_eq!(names(&Story::joined()), ["separate", "recuse", "erase"]);
}

#[test]
fn whatever_is_not_offered_is_refused_with_the_reason_its_page_shows() {
    for story in [
        Story::received(),
        Story::routed(),
        Story::accepted(),
        Story::concluded(),
    ] {
        let ctx = story.context();
        for act in steps::ACTS {
            let Some(Err(ground)) = steps::ground(act.name, &story.matter, &ctx) else {
                continue;
            };
            assert_eq!(ground.act, act.name);
            assert!(
                steps::refusals().contains(&ground),
                "{}: {}",
                act.name,
                ground.code
            );
        }
    }
    assert!(steps::ground("behead", &Story::received().matter, &Story::new().context()).is_none());
}

#[test]
fn the_citizen_reads_four_words_and_no_more() {
    let words: Vec<Status> = [
        Story::received(),
        Story::routed(),
        Story::signed(),
        Story::accepted(),
        Story::reported(),
        Story::countersigned(),
        Story::concluded(),
        Story::written_off(),
    ]
    .iter()
    .map(|story| story.matter.status())
    .collect();
    use Status::{Accepted, Concluded, Handling, Received};
    let expected = [
        Received, Received, Received, Accepted, Handling, Handling, Concluded, Concluded,
    ];
    assert_eq!(words, expected);
}

#[test]
fn a_report_that_has_not_arrived_has_no_rows() {
    assert!(
        rows::rows(
            &Matter::new(Story::new().matter.id),
            crate::rows::Offset::CHINA
        )
        .is_empty()
    );
}

#[test]
fn the_whole_life_of_one_report_in_the_shortest_words() {
    let story = Story::written_off();
    let told: Vec<&str> = story
        .events
        .iter()
        .map(|event| event.event.name().trim_start_matches("matter."))
        .filter(|name| !name.starts_with("clock"))
        .collect();
    let expected = [
        "received",
        "registered",
        "screened",
        "instructed",
        "routed",
        "signed",
        "accepted",
        "finding-made",
        "finding-made",
        "result-reported",
        "result-signed",
        "result-signed",
        "result-signed",
        "countersigned",
        "audit-passed",
        "replied",
        "written-off",
    ];
    assert_eq!(told, expected);
    assert_eq!(story.matter.first_handler, Some("county-a-handler".into()));
    assert!(
        story
            .matter
            .clocks
            .iter()
            .filter(|clock| !clock.is_window())
            .all(|clock| clock.kept() == Some(true))
    );
}

#[test]
fn a_life_again_after_reopening_keeps_the_first_one_on_record() {
    let fields = json!({"ground": "new-facts", "reason": sealed(24)});
    let story = Story::written_off().act("prov-head", "reopen", fields);
    let story = story.report_result().sign_all().pass().reply();
    let story = story.act("prov-clerk", "write-off", json!({}));
    assert_eq!(
        (story.matter.stage, story.matter.reopened),
        (crate::matter::Stage::WrittenOff, 1)
    );
    let written = story
        .events
        .iter()
        .filter(|e| e.event.name() == "matter.written-off")
        .count();
    assert_eq!(written, 2);
    assert!(story.matter.received == local("2026-03-02T09:00"));
}

#[test]
fn a_lead_counts_the_issues_still_open_s1_40() {
    let open = |story: &Story| {
        let held = rows::rows(&story.matter, crate::rows::Offset::CHINA);
        let lead = held
            .iter()
            .find(|((table, _), _)| *table == crate::rows::Table::Leads);
        let at = crate::rows::Table::Leads
            .columns()
            .iter()
            .position(|c| *c == "open_issues")
            .unwrap();
        lead.map(|(_, row)| row[at].clone())
    };
    assert_eq!(open(&Story::accepted()), Some(crate::rows::Cell::Int(2)));
    assert_eq!(open(&Story::found()), Some(crate::rows::Cell::Int(0)));
}
