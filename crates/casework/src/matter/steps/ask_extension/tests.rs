//! Asking for an extension.

use crate::given::{Case, Story, case, sealed};
use serde_json::{Value, json};

fn until(on: &str) -> Value {
    json!({"until": on, "reason": sealed(51)})
}

fn ask(story: Story, on: &str) -> Option<crate::Refused> {
    story.by("county-a-handler").when("ask-extension", until(on)).refused()
}

#[test]
fn an_extension_is_asked_for_once_and_the_clock_stays_until_it_is_approved() {
    let story = Story::accepted();
    let due = story.matter.clocks.iter().find(|c| c.rule == "report-result").unwrap().due;
    let story = story.by("county-a-handler").when("ask-extension", until("2026-06-20"));
    let story = story.then(&["extension-asked", "clock-opened"]);
    let clock = story.matter.clocks.iter().find(|c| c.rule == "report-result").unwrap();
    assert_eq!(clock.due, due);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-accepted", || ask(Story::reported(), "2026-06-20")),
        case("no-clock", || {
            let story = Story::accepted().rules(|rules| {
                for rule in &mut rules.clocks {
                    rule.movable = false;
                }
            });
            ask(story, "2026-06-20")
        }),
        case("already-asked", || {
            let story = Story::accepted();
            ask(story.act("county-a-handler", "ask-extension", until("2026-06-20")), "2026-06-25")
        }),
        case("paused", || ask(Story::paused(), "2026-06-20")),
        case("overdue", || ask(Story::accepted().at("2026-06-04T08:00"), "2026-06-20")),
        case("not-later", || ask(Story::accepted(), "2026-06-01")),
        case("too-long", || ask(Story::accepted(), "2026-09-01")),
    ]
};
