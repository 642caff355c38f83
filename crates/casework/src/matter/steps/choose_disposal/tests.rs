//! Disposals by date.

use crate::given::{Case, Story, When, case};
use crate::matter::Status;
use serde_json::json;

fn choosing(story: Story, lead: &str, disposal: &str) -> When {
    story.by("county-a-handler").when(
        "choose-disposal",
        json!({"lead": lead, "disposal": disposal}),
    )
}

#[test]
fn a_lead_gets_its_disposal_and_the_citizen_reads_handling() {
    let story = Story::accepted();
    assert_eq!(story.matter.status(), Status::Accepted);
    let story = choosing(story, "1", "preliminary-verification").then(&["disposal-chosen"]);
    let chosen = story.matter.leads[0].disposal.as_ref().unwrap();
    assert_eq!(chosen.disposal, "preliminary-verification");
    assert_eq!(story.matter.status(), Status::Handling);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-accepted", || {
            choosing(Story::signed(), "1", "settled").refused()
        }),
        case("no-leads", || {
            let story = Story::received()
                .act("prov-clerk", "register", json!({"class": "C"}))
                .act("prov-clerk", "screen", json!({"class": "C"}))
                .act(
                    "prov-leader",
                    "instruct",
                    json!({"text": crate::given::sealed(11)}),
                )
                .route("prov-clerk", "county-a")
                .act("county-a-clerk", "sign", json!({}));
            let fields = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
            choosing(story.act("county-a-head", "accept", fields), "1", "settled").refused()
        }),
        case("lead-unknown", || {
            choosing(Story::accepted(), "2", "settled").refused()
        }),
        // S2-15: 拟立案 was one of the five until 2016.
        case("not-in-force", || {
            choosing(Story::accepted(), "1", "proposed-filing").refused()
        }),
        case("unchanged", || {
            let story = choosing(Story::accepted(), "1", "settled").done();
            choosing(story, "1", "settled").refused()
        }),
    ]
};
