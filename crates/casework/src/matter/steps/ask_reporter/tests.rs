//! Asking the reporter.

use super::*;
use crate::given::{Case, Story, case, joined, sealed};
use serde_json::json;

fn ask(story: Story) -> Story {
    story.act("county-a-handler", "ask-reporter", json!({"text": sealed(43)}))
}

#[test]
fn a_question_goes_to_one_filing_and_waits_there_s2_10() {
    let story = ask(Story::accepted());
    let filing = story.filing();
    assert_eq!(story.matter.talk.open_to(&filing).count(), 1);
    let other = Filing { number: "330000-2026-4-0000025".to_owned(), ..filing };
    assert_eq!(story.matter.talk.open_to(&other).count(), 0, "a repeat's reporter does not see it");
}

#[test]
fn a_repeats_reporter_can_be_asked_alone() {
    let repeat = json!({"matter": sealed(7)["id"], "number": "330000-2026-4-0000025",
                        "real_name": false, "recused": []});
    let story = Story::accepted().by_actor(crate::Actor::Timer).when("take-repeat", repeat).done();
    let fields = json!({"text": sealed(43), "to": "330000-2026-4-0000025"});
    let story = story.act("county-a-handler", "ask-reporter", fields);
    assert_eq!(story.matter.talk.open_to(&story.filing()).count(), 0);
    let to = story.matter.filings().nth(1).unwrap();
    assert_eq!(story.matter.talk.open_to(&to).count(), 1);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-in-hand", || {
            let story = Story::concluded().by("county-a-handler");
            story.when("ask-reporter", json!({"text": sealed(43)})).refused()
        }),
        case("filing-unknown", || {
            let story = Story::accepted().facts(|facts| facts.other = Some(joined("main")));
            let fields = json!({"text": sealed(43), "to": "main"});
            story.by("county-a-handler").when("ask-reporter", fields).refused()
        }),
        case("too-many", || {
            let story = (0..OPEN_MAX).fold(Story::accepted(), |story, _| ask(story));
            story.by("county-a-handler").when("ask-reporter", json!({"text": sealed(43)})).refused()
        }),
    ]
};
