//! Receipts for an answer.

use super::*;
use crate::given::{Case, Story, When, case, sealed};
use serde_json::json;

fn receipting(story: Story, kind: &str) -> When {
    let fields = json!({"kind": kind, "note": sealed(50)});
    story.by("prov-clerk").when("receipt-reply", fields)
}

#[test]
fn a_fingerprint_will_do_and_a_refusal_is_recorded_with_a_witness_p_24() {
    receipting(Story::replied(), "fingerprint").then(&["reply-receipted", "clock-ended"]);
    let refused = json!({"kind": "refused", "witness": sealed(51)});
    let story = Story::replied().act("prov-clerk", "receipt-reply", refused);
    assert_eq!(story.matter.answering.round().unwrap().receipt, Some(ReceiptKind::Refused));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-told", || receipting(Story::concluded(), "signed").refused()),
        case("already", || {
            let story = receipting(Story::replied(), "signed").done();
            receipting(story, "signed").refused()
        }),
        case("witness-missing", || receipting(Story::replied(), "witness").refused()),
    ]
};
