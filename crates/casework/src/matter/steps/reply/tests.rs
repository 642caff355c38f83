//! Replies: one to one to a real name, in public only with place and audience.

use super::*;
use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

fn replying(story: Story, mode: &str) -> When {
    story
        .by("prov-clerk")
        .when("reply", json!({"mode": mode, "text": sealed(15)}))
}

#[test]
fn a_real_name_reporter_is_told_one_to_one_s0_24_s2_12() {
    let modes = ReplyMode::ALL.iter().filter(|mode| !mode.is_public());
    for mode in modes {
        let story = replying(Story::concluded_real_name(), mode.as_str());
        let story = story.then(&["replied", "clock-ended", "clock-ended", "clock-ended", "clock-opened"]);
        assert!(story.matter.replied && story.matter.stage == Stage::Replied);
    }
}

#[test]
fn an_anonymous_report_may_be_answered_in_public_s1_17() {
    let fields =
        json!({"mode": "board", "text": sealed(15), "place": sealed(21), "audience": sealed(22)});
    let when = Story::concluded().by("prov-clerk").when("reply", fields);
    let Event::Replied(replied) = when.event() else {
        panic!()
    };
    assert!(replied.mode.is_public() && replied.place.is_some() && replied.audience.is_some());
    assert_eq!(when.done().matter.stage, Stage::Replied);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-concluded", || {
            replying(Story::countersigned(), "phone").refused()
        }),
        case("real-name-in-public", || {
            replying(Story::concluded_real_name(), "meeting").refused()
        }),
        case("audience-missing", || {
            replying(Story::concluded(), "meeting").refused()
        }),
    ]
};

#[test]
fn a_public_reply_needs_both_place_and_audience_s1_17() {
    for missing in ["place", "audience"] {
        let mut fields = json!({"mode": "board", "text": sealed(15), "place": sealed(21),
                                "audience": sealed(22)});
        fields.as_object_mut().unwrap().remove(missing);
        let refused = Story::concluded().when("reply", fields).refused().unwrap();
        assert_eq!(refused.code, "audience-missing", "{missing}");
    }
}
