//! Another person judges whether it is handled again.

use super::*;
use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

fn judging(story: Story, who: &str, plea: &str, verdict: &str) -> When {
    let fields = json!({"plea": plea, "verdict": verdict, "reason": sealed(55)});
    story.by(who).when("judge-reopening", fields)
}

#[test]
fn granted_it_goes_back_to_who_handled_it_p_17() {
    let story = judging(Story::pleading(), "prov-leader", "1", "grant").done();
    assert_eq!((story.matter.stage, story.matter.reopened), (Stage::Accepted, 1));
    assert_eq!(story.matter.answering.open_pleas().count(), 0);
    assert_eq!(story.matter.answering.untold().count(), 0);
}

#[test]
fn refused_it_stays_where_it_was_and_the_reporter_is_told_p_17() {
    let story = judging(Story::pleading(), "prov-leader", "1", "refuse");
    let story = story.then(&["reopening-refused", "clock-ended", "clock-opened"]);
    assert_eq!(story.matter.answering.untold().count(), 1);
    assert!(story.matter.owed_clocks().iter().any(|clock| clock.rule == "tell-refusal"));
}

#[test]
fn a_repeat_after_the_end_is_asked_for_new_facts_p_17() {
    let repeat = json!({"matter": sealed(7)["id"], "number": "330000-2026-4-0000025",
                        "real_name": false, "recused": []});
    let story = Story::written_off().when("take-repeat", repeat);
    let story = story.then(&["repeat-taken", "clock-opened"]);
    let story = judging(story, "prov-leader", "1", "refuse").done();
    assert_eq!(story.matter.stage, Stage::WrittenOff, "存查");
}

#[test]
fn nobody_judges_their_own_work() {
    for who in ["prov-clerk", "prov-head", "county-a-leader", "county-a-principal"] {
        let refused = judging(Story::pleading(), who, "1", "refuse").refused();
        assert_eq!(refused.unwrap().code, "own-work", "{who}");
    }
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-asked", || judging(Story::replied(), "prov-leader", "1", "grant").refused()),
        case("plea-unknown", || judging(Story::pleading(), "prov-leader", "9", "grant").refused()),
        case("own-work", || judging(Story::pleading(), "prov-head", "1", "grant").refused()),
        case("erased", || {
            let erased = Story::pleading().act("prov-clerk", "write-off", json!({})).erase();
            judging(erased, "prov-leader", "1", "grant").refused()
        }),
    ]
};
