//! Asking to contact the reporter.

use crate::given::{Case, Story, case, sealed};
use serde_json::{Value, json};

fn task(story: &Story) -> Value {
    json!({"report": story.matter.reports[0].id, "purpose": sealed(46)})
}

fn ask(story: Story) -> Option<crate::Refused> {
    let task = task(&story);
    story.by("county-a-handler").when("ask-contact", task).refused()
}

#[test]
fn the_named_handler_asks_for_one_task_and_the_assigner_owes_a_decision_p_19() {
    let story = Story::accepted_real_name();
    let task = task(&story);
    let when = story.by("county-a-handler").when("ask-contact", task);
    let story = when.then(&["contact-asked", "clock-opened"]);
    assert_eq!(story.matter.handling.asked().unwrap().person.as_str(), "county-a-handler");
    assert_eq!(story.matter.clocks.last().unwrap().owner.as_str(), "prov");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-accepted", || ask(Story::concluded_real_name())),
        case("report-unknown", || {
            let fields = json!({"report": crate::given::report(999), "purpose": sealed(46)});
            let story = Story::accepted_real_name().by("county-a-handler");
            story.when("ask-contact", fields).refused()
        }),
        case("anonymous", || ask(Story::accepted())),
        case("already-asked", || {
            let story = Story::accepted_real_name();
            let task = task(&story);
            ask(story.act("county-a-handler", "ask-contact", task))
        }),
        case("already-granted", || ask(Story::permitted_to_contact())),
        case("no-person", || {
            let story = Story::accepted_real_name().by_actor(crate::Actor::Timer);
            let task = task(&story);
            story.when("ask-contact", task).refused()
        }),
    ]
};
