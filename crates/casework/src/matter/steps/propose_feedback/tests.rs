//! Drafts of a public feedback.

use super::*;
use crate::given::{Case, Story, When, case, public_feedback};

fn drafting(story: Story) -> When {
    story.by("prov-clerk").when("propose-feedback", public_feedback("meeting"))
}

fn exposing() -> Story {
    Story::concluded().facts(|facts| facts.exposes = true)
}

#[test]
fn what_looks_like_a_person_has_to_be_checked_word_by_word_s1_17() {
    let mut fields = public_feedback("board");
    fields["checked"] = true.into();
    let when = exposing().by("prov-clerk").when("propose-feedback", fields);
    let Event::FeedbackProposed(proposed) = when.event() else { panic!() };
    assert!(proposed.checked, "that it was let stand is recorded");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("exclusion-unreviewed", || drafting(Story::unreviewed()).refused()),
        case("not-concluded", || drafting(Story::replied()).refused()),
        case("real-name-in-public", || drafting(Story::concluded_real_name()).refused()),
        case("waiting", || drafting(Story::feedback_proposed()).refused()),
        case("exposes", || drafting(exposing()).refused()),
    ]
};
