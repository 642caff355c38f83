//! Warnings and lapses, recorded once.

use crate::given::{Case, Story, case};

#[test]
fn a_second_run_or_a_second_node_finds_nothing_left_s0_23() {
    // Due on 9 March, five working days after Monday the 2nd; warned two working days before.
    let story = Story::routed().at("2026-03-05T08:00");
    let story = story.timer("warn").then(&["clock-warned", "clock-warned"]);
    assert_eq!(story.timer("warn").refused().unwrap().code, "nothing-due");
    let story = Story::routed().at("2026-03-10T00:00");
    let story = story.timer("warn").then(&["clock-lapsed", "clock-lapsed", "slip-drafted"]);
    assert!(
        story
            .matter
            .clocks
            .iter()
            .filter(|clock| clock.is_open())
            .all(|clock| clock.lapsed)
    );
    assert_eq!(story.timer("warn").refused().unwrap().code, "nothing-due");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![case("nothing-due", || {
        Story::received().timer("warn").refused()
    })]
};
