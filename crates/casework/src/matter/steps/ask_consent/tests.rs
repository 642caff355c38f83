//! Asking the reporter whether name and contact may go along.

use super::*;
use crate::given::{Case, Story, When, case, sealed};
use serde_json::{Value, json};

/// A real-name demand, screened out and reviewed.
pub(crate) fn demand() -> Story {
    Story::received_real_name().act("prov-clerk", "register", json!({"class": "D"})).exclude()
}

pub(crate) fn question(story: &Story, body: &str) -> Value {
    let report = story.matter.reports.first().map(|report| report.id);
    json!({"report": report, "body": body, "name": sealed(60), "parts": ["name", "phone"]})
}

/// The reporter of a demand was asked about the housing office.
pub(crate) fn asked() -> Story {
    let story = demand();
    let fields = question(&story, "housing");
    story.act("prov-clerk", "ask-consent", fields)
}

fn asking(story: Story) -> When {
    let fields = question(&story, "housing");
    story.by("prov-clerk").when("ask-consent", fields)
}

#[test]
fn the_reporter_gets_time_and_nobody_else_is_asked_p_20() {
    let story = asking(demand()).then(&["consent-asked", "clock-opened"]);
    let clock = story.matter.clocks.last().unwrap();
    assert_eq!(&*clock.rule, "consent-answer");
    assert!(clock.is_window(), "the reporter's own time");
    let ask = &story.matter.consents.asks[0];
    assert_eq!((ask.state, &ask.to), (ConsentState::Asked, &story.filing()));
}

#[test]
fn silence_is_no_consent_and_the_office_owes_the_copy_without_p_20() {
    let due = asked().matter.clocks.last().unwrap().due;
    let over = Story { now: due.checked_add(jiff::ToSpan::minutes(1)).unwrap(), ..asked() };
    let story = over.timer("warn").then(&["clock-lapsed", "clock-ended", "clock-opened", "slip-drafted"]);
    assert_eq!(story.matter.consents.asks[0].state, ConsentState::Unanswered);
    assert_eq!(story.matter.clocks.last().unwrap().rule, "hand-demand");
    let with = json!({"body": "housing", "identity": true});
    let refused = story.clone().by("prov-clerk").when("hand-demand", with).refused();
    assert_eq!(refused.unwrap().code, "no-consent");
    let without = json!({"body": "housing", "summary": sealed(61)});
    let story = story.act("prov-clerk", "hand-demand", without);
    assert!(story.matter.consents.handed[0].identity.is_none());
    assert!(story.matter.open_clocks().iter().all(|clock| clock.rule != "hand-demand"));
}

#[test]
fn it_goes_on_after_the_write_off_p_20() {
    let reply = json!({"mode": "phone", "text": sealed(15)});
    let story = asked().act("prov-clerk", "reply", reply).act("prov-clerk", "write-off", json!({}));
    assert!(story.matter.open_clocks().iter().any(|clock| clock.rule == "consent-answer"));
    let answer = json!({"ask": "1", "answer": "agree"});
    story.reporter("answer-consent", answer).then(&["consent-given", "clock-ended", "clock-opened"]);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("accusation", || asking(Story::concluded_real_name()).refused()),
        case("not-out-of-scope", || {
            let story = Story::received_real_name();
            asking(story.act("prov-clerk", "register", json!({"class": "D"}))).refused()
        }),
        case("unreviewed", || asking(Story::unreviewed()).refused()),
        case("copy-only", || {
            let story = demand();
            let fields = question(&story, "housing");
            story.by("county-a-clerk").when("ask-consent", fields).refused()
        }),
        case("anonymous", || asking(Story::screened_out()).refused()),
        case("already-asked", || {
            let said = json!({"ask": "1", "answer": "decline"});
            asking(asked().reporter("answer-consent", said).done()).refused()
        }),
        case("one-at-a-time", || {
            let story = asked();
            let fields = question(&story, "labour");
            story.by("prov-clerk").when("ask-consent", fields).refused()
        }),
    ]
};
