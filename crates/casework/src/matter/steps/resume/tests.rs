//! Resuming.

use crate::given::{Case, Story, case, sealed};
use serde_json::json;

#[test]
fn clocks_go_on_with_what_was_left_and_a_recount_agrees() {
    let story = Story::paused();
    let left = story.matter.clocks.iter().find_map(|clock| clock.paused).unwrap();
    let story = story.at("2026-04-20T09:00").by("county-a-handler");
    let story = story.when("resume", json!({"reason": sealed(54)}));
    let story = story.then(&["resumed", "clock-resumed"]);
    let clock = story.matter.clocks.iter().find(|c| c.rule == "report-result").unwrap();
    assert!(clock.paused.is_none());
    let due = story.calendar.due(crate::given::local("2026-04-20T09:00"), left.left, None).unwrap();
    assert_eq!(clock.due, due.due_at);
    assert_eq!(story.timer("recount").refused().unwrap().code, "nothing-moved");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-paused", || {
            let story = Story::accepted().by("county-a-handler");
            story.when("resume", json!({"reason": sealed(54)})).refused()
        }),
        case("cannot-count", || {
            let mut story = Story::paused();
            for clock in &mut story.matter.clocks {
                if let Some(paused) = &mut clock.paused {
                    paused.left = calendar::Term::WorkingDays(4_000_000);
                }
            }
            let when = story.by("county-a-handler").when("resume", json!({"reason": sealed(54)}));
            when.outcome.err()
        }),
    ]
};
