//! Handing on, without identity and with it.

use super::super::answer_consent::tests::{answering, given};
use super::super::ask_consent::tests::{asked, demand, question};
use super::super::ask_handing::tests::handing_asked;
use super::super::decide_handing::tests::approved;
use super::*;
use crate::given::{Case, Story, When, case, file, person, sealed};
use serde_json::{Value, json};

/// Handed on with name and telephone.
pub(crate) fn handed() -> Story {
    handing(approved(), with("housing")).done()
}

/// Stories in which each event of a handing on is told.
pub(crate) fn told() -> Vec<Story> {
    let note = json!({"ask": "1", "answer": "decline", "via": "writing", "note": sealed(62),
                      "files": [file()]});
    let refuse = json!({"request": "1", "verdict": "refuse", "opinion": sealed(65)});
    let said = |answer: &str| {
        json!({"ask": "1", "answer": answer, "via": "phone", "note": sealed(62)})
    };
    let given = asked().act("prov-clerk", "record-consent", said("agree"));
    let approve = json!({"request": "1", "verdict": "approve", "opinion": sealed(66)});
    vec![
        handed(),
        asked().act("prov-clerk", "record-consent", note),
        given.act("prov-clerk", "record-consent", said("withdraw")),
        handing_asked().act("prov-head", "decide-handing", refuse),
        handing_asked().act("prov-head", "decide-handing", approve),
    ]
}

/// Promises about handing on, to each of their other ends.
pub(crate) fn endings() -> Vec<Story> {
    let recuse = json!({"person": "prov-clerk", "reason": sealed(41)});
    let repeat = json!({"matter": sealed(7)["id"], "number": "330000-2026-4-0000025",
                        "real_name": true, "recused": ["prov-clerk"]});
    let reopened = |story: Story| {
        story.act("prov-head", "reopen", json!({"ground": "review", "reason": sealed(24)}))
    };
    vec![
        reopened(asked()),
        reopened(given()),
        sent_back(asked_unreviewed()),
        sent_back(answering(asked_unreviewed(), "agree").done()),
        answering(handing_asked(), "withdraw").done(),
        handing(handing_asked(), without("housing")).done(),
        handing_asked().act("prov-head", "recuse", recuse),
        handing_asked().when("take-repeat", repeat).done(),
    ]
}

/// In an office where an exclusion counts before anybody reviewed it.
fn asked_unreviewed() -> Story {
    let story = Story::received_real_name().act("prov-clerk", "register", json!({"class": "D"}));
    let story = story.exclude_unreviewed().rules(|rules| rules.settings.exclusion_review = false);
    let fields = question(&story, "housing");
    story.act("prov-clerk", "ask-consent", fields)
}

fn sent_back(story: Story) -> Story {
    let fields = json!({"review": "send-back", "note": sealed(47)});
    story.act("prov-head", "review-exclusion", fields)
}

fn with(body: &str) -> Value {
    json!({"body": body, "identity": true})
}

fn without(body: &str) -> Value {
    json!({"body": body, "name": sealed(67), "summary": sealed(61)})
}

fn handing(story: Story, fields: Value) -> When {
    story.by("prov-clerk").when("hand-demand", fields)
}

#[test]
fn with_consent_and_two_keys_the_agreed_parts_go_and_open_for_the_asker_alone_p_20_t1() {
    let story = handing(approved(), with("housing")).then(&["demand-handed", "clock-ended"]);
    let handed = &story.matter.consents.handed[0];
    let (report, parts) = handed.identity.clone().unwrap();
    assert_eq!(parts, [ContactPart::Name, ContactPart::Phone]);
    let at = handed.open_until.unwrap() - 1;
    assert!(story.matter.annex_for(&person("prov-clerk"), at).is_some());
    assert!(story.matter.annex_for(&person("prov-head"), at).is_none());
    assert!(story.matter.annex_for(&person("prov-clerk"), at + 1).is_none());
    let opened = story.matter.opening_for(&person("prov-clerk"), report, at);
    assert!(opened.is_none(), "the identity itself stays shut");
}

#[test]
fn a_consent_is_for_one_handing_on_p_20() {
    let again = handing(handed(), with("housing")).refused().unwrap();
    assert_eq!(again.code, "no-consent");
    let story = handed();
    let fields = question(&story, "housing");
    story.by("prov-clerk").when("ask-consent", fields).then(&["consent-asked", "clock-opened"]);
}

#[test]
fn a_demand_goes_on_without_identity_though_nobody_was_asked_p_20() {
    let story = handing(demand(), without("labour")).then(&["demand-handed"]);
    assert!(story.matter.annex_for(&person("prov-clerk"), 0).is_none());
}

#[test]
fn one_body_at_a_time_keeps_its_own_promise() {
    let story = handing(given(), without("labour")).then(&["demand-handed"]);
    assert!(story.matter.owes_handing(), "the one agreed to is still owed");
}

#[test]
fn whoever_is_recused_sees_no_annex_t4() {
    let reason = json!({"person": "prov-clerk", "reason": sealed(41)});
    let story = handed().act("prov-head", "recuse", reason);
    assert!(story.matter.annex_for(&person("prov-clerk"), 0).is_none());
}

#[test]
fn whatever_is_agreed_to_an_accused_keeps_the_identity_here_p_20() {
    // A demand in which somebody is registered as accused: the class alone does not decide.
    let lead = json!({"subject": sealed(5), "rank": "township", "managed_at": "county",
        "issues": [{"category": "152", "text": sealed(6)}]});
    let fields = json!({"class": "D", "leads": [lead]});
    let story = Story::received_real_name().act("prov-clerk", "register", fields).exclude();
    assert!(story.matter.is_demand());
    let asked = question(&story, "housing");
    let refused = story.clone().by("prov-clerk").when("ask-consent", asked).refused().unwrap();
    assert_eq!(refused.code, "accusation");
    let refused = handing(story.clone(), with("housing")).refused().unwrap();
    assert_eq!(refused.code, "accusation");
    handing(story, without("housing")).then(&["demand-handed"]);
}

#[test]
fn an_approval_is_used_in_time_or_asked_for_anew() {
    let late = Story { now: "2026-03-20T09:00".parse().unwrap(), ..approved() };
    let refused = handing(late.clone(), with("housing")).refused().unwrap();
    assert_eq!(refused.code, "not-approved");
    let fields = json!({"body": "housing", "purpose": sealed(63), "summary": sealed(64)});
    let story = late.act("prov-clerk", "ask-handing", fields);
    assert_eq!(story.matter.consents.requests[0].state, HandingState::Void);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-out-of-scope", || handing(Story::received(), without("labour")).refused()),
        case("unreviewed", || handing(Story::unreviewed(), without("labour")).refused()),
        case("waiting", || handing(asked(), without("housing")).refused()),
        case("summary-missing", || handing(demand(), json!({"body": "labour"})).refused()),
        case("exposes", || {
            let story = demand().facts(|facts| facts.exposes = true);
            handing(story, without("labour")).refused()
        }),
        case("accusation", || handing(Story::concluded_real_name(), with("housing")).refused()),
        case("copy-only", || {
            approved().by("county-a-clerk").when("hand-demand", with("housing")).refused()
        }),
        case("no-consent", || handing(asked(), with("housing")).refused()),
        case("consent-withdrawn", || {
            handing(answering(given(), "withdraw").done(), with("housing")).refused()
        }),
        case("other-body", || handing(approved(), with("labour")).refused()),
        case("anonymous", || {
            let mut story = approved();
            let report = story.matter.reports[0].id;
            story.matter.erased.insert(report);
            story.by("prov-clerk").when("hand-demand", with("housing")).outcome.err()
        }),
        case("not-approved", || handing(given(), with("housing")).refused()),
    ]
};
