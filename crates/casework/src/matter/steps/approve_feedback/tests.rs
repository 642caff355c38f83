//! The second person's decision on a public feedback.

use crate::given::{Case, Story, When, case, public_feedback, sealed};
use serde_json::json;

fn deciding(story: Story, who: &str, verdict: &str) -> When {
    story.by(who).when("approve-feedback", json!({"verdict": verdict}))
}

#[test]
fn a_draft_sent_back_may_be_drawn_up_again_s1_17() {
    let fields = json!({"verdict": "return", "opinion": sealed(52)});
    let story = Story::feedback_proposed().act("prov-head", "approve-feedback", fields);
    story.act("prov-clerk", "propose-feedback", public_feedback("board"));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-proposed", || {
            deciding(Story::concluded(), "prov-head", "approve").refused()
        }),
        case("own-draft", || {
            let fields = public_feedback("meeting");
            let story = Story::concluded().act("prov-head", "propose-feedback", fields);
            deciding(story, "prov-head", "approve").refused()
        }),
        case("opinion-missing", || {
            deciding(Story::feedback_proposed(), "prov-head", "return").refused()
        }),
    ]
};
