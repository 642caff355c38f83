//! A case review to any point of its life: two matters of county A and one of a department without account,
//! scored by the province.

use super::steps::add_outside::tests::with_outside;
use super::steps::name_panel::tests::seat;
use super::steps::{
    acknowledge_notice, call_off, draw_items, hold_accountable, leave_caused, open,
    open_investigation, report_self_check,
};
use super::{Review, Reviewed};
use crate::given::proceeding::Proceeding;
use crate::given::{file, sealed};
use crate::ids::MatterId;
use crate::procedure::ladder::tests::climbed;
use serde_json::{Value, json};
use uuid::Uuid;

/// A matter that county A handled for the first time.
pub(crate) fn matter(number: u32) -> Reviewed {
    Reviewed {
        matter: MatterId(Uuid::from_u128(number.into())),
        number: format!("330000-2026-4-{number:07}"),
        unit: "county-a".into(),
        organ: "county-a".into(),
        handled: vec!["county-a-handler".into()],
        signed: vec!["county-a-principal".into()],
        recused: vec!["bureau-leader".into()],
        first: vec!["county-a-handler".into(), "county-a-leader".into()],
        is_first: true,
        is_concluded: true,
    }
}

/// A reviewer's sheet.
pub(crate) fn sheet(item: &str, lines: &[(&str, u32)]) -> Value {
    let lines: Vec<Value> = lines
        .iter()
        .map(|(code, count)| json!({"code": code, "count": count}))
        .collect();
    json!({"item": item, "deductions": lines})
}

/// The chair's sheet, with a reason.
pub(crate) fn verdict(item: &str, lines: &[(&str, u32)]) -> Value {
    let mut sheet = sheet(item, lines);
    sheet["reason"] = sealed(6);
    sheet
}

/// A chair, a reviewer, and another chair who stands aside from the first item.
pub(crate) fn paneled() -> Proceeding<Review> {
    let name = "name-panel";
    with_outside()
        .act("prov-head", name, seat("prov-leader", "chair", &[]))
        .act("prov-head", name, seat("prov-clerk", "reviewer", &[]))
        .act("prov-head", name, seat("city-head", "chair", &["1"]))
}

/// An item scored by a member.
pub(crate) fn scored_by(
    story: Proceeding<Review>,
    person: &str,
    item: &str,
    lines: &[(&str, u32)],
) -> Proceeding<Review> {
    let mut fields = sheet(item, lines);
    fields["remark"] = sealed(4);
    story.act(person, "score-item", fields)
}

/// What cost the first item its points: 100 - 20 - 13 = 67.
const BAD: &[(&str, u32)] = &[
    ("buck-passing", 2),
    ("late-entry", 1),
    ("main-issue-avoided", 0),
    ("no-reply", 1),
];

/// Every item scored by two; the sheets of the first lie far apart.
pub(crate) fn scored() -> Proceeding<Review> {
    let mut story = scored_by(paneled(), "prov-clerk", "1", BAD);
    story = scored_by(story, "prov-leader", "1", &[]);
    for item in ["2", "3"] {
        for person in ["prov-clerk", "prov-leader"] {
            story = scored_by(story, person, item, &[]);
        }
    }
    story
}

fn settle(story: Proceeding<Review>, fields: Value) -> Proceeding<Review> {
    story.act("prov-leader", "settle-score", fields)
}

/// Every item settled: 67, 100, 95.
pub(crate) fn settled() -> Proceeding<Review> {
    let story = settle(scored(), verdict("1", BAD));
    let story = settle(story, sheet("2", &[]));
    settle(story, sheet("3", &[("delayed", 1)]))
}

/// The results are out.
pub(crate) fn published() -> Proceeding<Review> {
    let mut story = settled();
    story.facts.review.last_list = 7;
    story.act("prov-head", "publish-review", json!({}))
}

/// What is handed in to put an item right.
pub(crate) fn proof(item: &str) -> Value {
    json!({"item": item, "text": sealed(7), "files": [file()]})
}

/// The first item was put right.
pub(crate) fn rectified() -> Proceeding<Review> {
    published().act("county-a-head", "rectify", proof("1"))
}

/// And judged.
pub(crate) fn judged(verdict: &str) -> Proceeding<Review> {
    let fields = json!({"item": "1", "verdict": verdict, "opinion": sealed(8)});
    rectified().act("prov-head", "judge-rectification", fields)
}

/// A duty investigation of the first item.
pub(crate) fn investigated() -> Proceeding<Review> {
    let about = open_investigation::tests::about("1");
    judged("refuse").act("prov-head", "open-investigation", about)
}

/// The original conclusion of the second item does not stand, and somebody answers for it.
fn overturned() -> Proceeding<Review> {
    let mut fields = sheet("2", &[("no-conclusion", 1)]);
    fields["overturned"] = json!(true);
    let story = settle(settled(), fields).act("prov-head", "publish-review", json!({}));
    let about = open_investigation::tests::about("2");
    story.act("prov-leader", "open-investigation", about)
}

/// What is below seventy is told to the city, and one organ has it.
pub(crate) fn noticed() -> Proceeding<Review> {
    acknowledge_notice::tests::acknowledged()
}

/// Everything is put right.
pub(crate) fn put_right() -> Proceeding<Review> {
    let accept = json!({"item": "3", "verdict": "accept"});
    let story = judged("accept").act("prov-clerk", "rectify", proof("3"));
    story.act("prov-head", "judge-rectification", accept)
}

/// And told of.
pub(crate) fn ended() -> Proceeding<Review> {
    let demand = json!({"demand": sealed(31)});
    let story = put_right().act("prov-head", "draft-review-notice", demand);
    let story = story.act("prov-leader", "sign-review-notice", json!({}));
    story.act("prov-head", "end-review", json!({}))
}

/// Stories that together record every event of the noun but those of clocks, and end its clocks by everything
/// that discharges them.
pub(crate) fn stories() -> Vec<Proceeding<Review>> {
    let mut stories = climbed(open::tests::opened());
    stories.extend([
        call_off::tests::called_off(),
        report_self_check::tests::self_checked(),
        overturned(),
        hold_accountable::tests::accountable("supervision-proposal"),
        hold_accountable::tests::nobody(),
        ended(),
        noticed(),
        draw_items::tests::drawn(),
        leave_caused::tests::left(),
    ]);
    stories
}

#[test]
fn a_conclusion_that_does_not_stand_is_answered_for_s1_15() {
    let story = overturned();
    let clocks: Vec<_> = story
        .state
        .core
        .clocks
        .iter()
        .filter(|clock| clock.rule == "review-overturned")
        .collect();
    assert_eq!((clocks.len(), clocks[0].about), (1, Some(2)));
    assert!(!clocks[0].is_open());
}
