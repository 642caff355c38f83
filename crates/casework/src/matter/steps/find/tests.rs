//! Findings, one an issue.

use crate::given::{Case, Story, When, case, sealed};
use crate::matter::Finding;
use serde_json::json;

fn finding(story: Story, issue: &str, word: &str) -> When {
    let fields = json!({"issue": issue, "finding": word, "grounds": sealed(13)});
    story.by("county-a-handler").when("find", fields)
}

#[test]
fn issues_of_one_matter_have_findings_of_their_own_s4_11_s1_40() {
    let story = finding(Story::accepted(), "1.1", "true").then(&["finding-made"]);
    assert_eq!(story.matter.unreconciled(), Some((1, 2)));
    let story = finding(story, "1.2", "untrue").done();
    assert_eq!(story.matter.unreconciled(), None);
    let story = finding(story, "1.2", "unproven").done();
    let issues = &story.matter.leads[0].issues;
    assert_eq!(issues[0].finding, Some(Finding::True));
    assert_eq!(
        issues[1].finding,
        Some(Finding::Unproven),
        "a later finding replaces an earlier one"
    );
}

#[test]
fn no_number_of_an_issue_reaches_beyond_the_list() {
    for issue in [
        "1.0",
        "1.3",
        "0.1",
        "1",
        "",
        "1.1.1",
        "-1.1",
        "1.4294967297",
    ] {
        let refused = finding(Story::accepted(), issue, "true").refused().unwrap();
        assert_eq!(refused.code, "issue-unknown", "{issue}");
    }
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-accepted", || {
            finding(Story::reported(), "1.1", "true").refused()
        }),
        case("no-issues", || {
            let mut story = Story::received().act("prov-clerk", "register", json!({"class": "G"}));
            story = story
                .act("prov-clerk", "screen", json!({"class": "G"}))
                .act("prov-leader", "instruct", json!({"text": sealed(11)}))
                .route("prov-clerk", "county-a")
                .act("county-a-clerk", "sign", json!({}));
            let fields = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
            finding(story.act("county-a-head", "accept", fields), "1.1", "true").refused()
        }),
        case("issue-unknown", || {
            finding(Story::accepted(), "2.1", "true").refused()
        }),
    ]
};
