//! Scans that come later.

use crate::given::{Case, Story, case, file};
use serde_json::json;

#[test]
fn a_letter_owes_its_scan_until_it_is_here_s1_13() {
    let story = Story::letter_from_above();
    let owes = |story: &Story| story.matter.open_clocks().iter().any(|clock| clock.rule == "scan");
    assert!(owes(&story) && story.matter.intake.arrival.unscanned);
    let story = story.act("prov-clerk", "scan", json!({"files": [file()]}));
    assert!(!owes(&story) && !story.matter.intake.arrival.unscanned);
    assert_eq!(story.matter.reports[0].files.len(), 1);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-owed", || {
            Story::visit().by("prov-clerk").when("scan", json!({"files": [file()]})).refused()
        }),
        case("files-missing", || {
            Story::letter_from_above().by("prov-clerk").when("scan", json!({"files": []})).refused()
        }),
    ]
};
