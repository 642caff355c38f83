//! The reporter asks for the matter to be handled again.

use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

fn asking(story: Story, ground: &str) -> When {
    story.reporter("request-reopening", json!({"ground": ground, "reason": sealed(54)}))
}

#[test]
fn who_is_not_satisfied_may_ask_and_new_facts_need_no_evaluation_p_17() {
    asking(Story::dissatisfied(), "dissatisfied").then(&["reopening-requested", "clock-opened"]);
    asking(Story::written_off(), "new-facts").then(&["reopening-requested", "clock-opened"]);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("code-missing", || {
            let fields = json!({"ground": "new-facts", "reason": sealed(54)});
            Story::replied().by("prov-clerk").when("request-reopening", fields).refused()
        }),
        case("not-told", || asking(Story::concluded(), "new-facts").refused()),
        case("already", || {
            asking(asking(Story::replied(), "new-facts").done(), "new-facts").refused()
        }),
        case("not-dissatisfied", || asking(Story::replied(), "dissatisfied").refused()),
        case("erased", || asking(Story::erased(), "new-facts").refused()),
    ]
};

#[test]
fn dissatisfaction_with_one_conclusion_is_judged_once() {
    let story = Story::refused_again();
    assert_eq!(asking(story, "dissatisfied").refused().unwrap().code, "already");
}
