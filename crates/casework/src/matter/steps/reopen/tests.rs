//! Opening again.

use super::*;
use crate::given::{Case, Story, When, case, person, sealed};
use serde_json::json;

fn reopening(story: Story, who: &str) -> When {
    story.by(who).when(
        "reopen",
        json!({"ground": "new-facts", "reason": sealed(24)}),
    )
}

#[test]
fn new_facts_bring_it_back_to_the_unit_that_handled_it_p_17_s1_14() {
    let story = reopening(Story::written_off(), "prov-head").then(&["reopened", "clock-ended", "clock-opened"]);
    let matter = story.matter;
    assert_eq!(
        (matter.stage, matter.holder.as_str()),
        (Stage::Accepted, "county-a")
    );
    assert_eq!((matter.reopened, matter.replied), (1, false));
    assert_eq!(matter.first_handler, Some(person("county-a-handler")));
    assert!(matter.signatures.is_empty());
    assert_eq!(matter.open_clocks()[0].rule, "report-result");
}

#[test]
fn what_was_excluded_goes_back_to_screening() {
    let story = reopening(Story::screened_out(), "prov-head").done();
    assert_eq!(story.matter.stage, Stage::Registered);
    assert!(!story.matter.excluded);
}

#[test]
fn where_the_handler_is_recused_the_unit_names_another_one_t4() {
    let fields = json!({"person": "county-a-handler", "reason": sealed(16)});
    let story = Story::written_off().act("prov-head", "recuse", fields);
    let story = reopening(story, "prov-head").done();
    assert_eq!(
        (story.matter.stage, story.matter.holder.as_str()),
        (Stage::Signed, "county-a")
    );
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-concluded", || {
            reopening(Story::accepted(), "prov-head").refused()
        }),
        case("erased", || {
            let story = Story::written_off();
            let report = story.matter.reports[0].id;
            let fields = json!({"report": report, "extent": "whole", "basis": "1"});
            let story = story.act("security-admin", "erase", fields);
            reopening(story, "prov-head").refused()
        }),
        case("own-result", || {
            reopening(Story::concluded(), "county-a-leader").refused()
        }),
    ]
};
