//! Notices of what was assigned.

use crate::given::{Case, Story, When, case, sealed};
use serde_json::{Value, json};

fn fields(until: &str) -> Value {
    json!({"until": until, "demand": sealed(71)})
}

/// The province's clerk issues a notice.
fn issue(story: Story, until: &str) -> When {
    let story = story.facts(|facts| facts.slip_number = Some(7));
    story.by("prov-clerk").when("issue-assignment", fields(until))
}

/// What was assigned to county A carries a notice, and a later one stands in its place.
pub(crate) fn noticed() -> Story {
    issue(Story::routed(), "2026-04-30").then(&["assignment-noticed", "clock-opened"])
}

fn routing(until: &str, demand: bool) -> Value {
    let mut fields = json!({"to": "county-a", "mode": "assign", "until": until});
    if demand {
        fields["requirement"] = json!(sealed(72));
    }
    fields
}

/// Handed on with a notice of its own in one act.
pub(crate) fn routed() -> Story {
    let story = Story::instructed().facts(|facts| facts.slip_number = Some(8));
    story.by("prov-clerk").when("route", routing("2026-04-30", true)).done()
}

/// To each end of what a notice promises.
pub(crate) fn endings() -> Vec<Story> {
    let back = json!({"reason": sealed(17)});
    vec![reported(), renoticed(), routed().act("county-a-clerk", "return", back)]
}

/// The result came in by the day of the notice.
fn reported() -> Story {
    let handling = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
    let story = routed().act("county-a-clerk", "sign", json!({}));
    story.act("county-a-head", "accept", handling).find().report_result()
}

/// Another day was set.
fn renoticed() -> Story {
    issue(noticed(), "2026-05-20").done()
}

#[test]
fn a_notice_has_a_number_a_day_and_the_instruction_it_goes_back_to_s2_14_s0_26() {
    let matter = routed().matter;
    let notice = matter.assigning.notice(1).unwrap();
    assert_eq!((notice.organ.as_str(), notice.to.as_str(), notice.serial), ("prov", "county-a", 8));
    assert_eq!(notice.instruction.as_ref().unwrap().leader.as_str(), "prov-leader");
    let clock = matter.clocks.iter().find(|clock| clock.rule == "assigned-result").unwrap();
    assert_eq!((clock.owner.as_str(), clock.due.date().to_string()), ("county-a", "2026-04-30".into()));
}

#[test]
fn a_later_notice_moves_the_day_and_the_first_stays_as_it_was() {
    let matter = renoticed().matter;
    let owed = matter.clocks.iter().filter(|clock| clock.rule == "assigned-result" && clock.is_open());
    let days: Vec<_> = owed.map(|clock| clock.due.date().to_string()).collect();
    assert_eq!(days, ["2026-05-20"]);
    assert_eq!(matter.assigning.notices[0].until.to_string(), "2026-04-30");
}

#[test]
fn the_result_keeps_the_promise() {
    let matter = reported().matter;
    let mut clocks = matter.clocks.iter();
    assert!(clocks.any(|clock| clock.rule == "assigned-result" && !clock.is_open()));
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-assigned", || issue(Story::instructed(), "2026-04-30").refused()),
        case("reported", || issue(Story::reported(), "2026-04-30").refused()),
        case("past-day", || issue(Story::routed(), "2026-03-02").refused()),
        case("exposes", || {
            let story = Story::routed().facts(|facts| facts.exposes = true);
            issue(story, "2026-04-30").refused()
        }),
        case("no-number", || {
            let story = Story::routed().by("prov-clerk");
            story.when("issue-assignment", fields("2026-04-30")).refused()
        }),
    ]
};
