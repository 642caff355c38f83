//! Pauses and extensions by the calendar.

use crate::given::{Story, WORLD, sealed};
use calendar::Term;
use jiff::ToSpan;
use jiff::civil::{DateTime, date};
use proptest::prelude::*;
use serde_json::json;

/// The handling clock of a story whose result is due by a term, paused and resumed.
fn through_a_pause(term: Term, stop: DateTime, go: DateTime) -> Option<(Story, Story)> {
    let story = Story::signed().rules(|rules| {
        let rule = rules
            .clocks
            .iter_mut()
            .find(|rule| rule.id == "report-result");
        rule.unwrap().term = term;
    });
    let handler = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
    let mut story = story.act("county-a-head", "accept", handler);
    story.now = stop;
    let asked = json!({"ground": "appraisal", "reason": sealed(53)});
    let mut story = story.act("county-a-handler", "ask-pause", asked);
    story.now = stop;
    let before = story.clone();
    let mut story = story.act("prov-head", "decide-pause", json!({"decision": "approve"}));
    clock(&story).paused?;
    story.now = go;
    let after = story.act("county-a-handler", "resume", json!({"reason": sealed(54)}));
    Some((before, after))
}

fn clock(story: &Story) -> &crate::clocks::Clock {
    story
        .matter
        .clocks
        .iter()
        .find(|clock| clock.rule == "report-result")
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn what_is_left_of_a_term_is_counted_whole_after_a_pause(
        term in 1..90_u32, days in 0..60_i64, rest in 0..200_i64, hour in 9..17_i8,
    ) {
        let stop = date(2026, 3, 3).at(hour, 30, 0, 0).checked_add(days.days()).unwrap();
        let go = stop.checked_add(rest.days()).unwrap();
        if let Some((before, after)) = through_a_pause(Term::WorkingDays(term), stop, go) {
            let between = |a: DateTime, b: DateTime| {
                WORLD.calendar.working_days_between(a.date(), b.date(), None).unwrap()
            };
            let (was, now) = (clock(&before), clock(&after));
            let used = between(was.from, stop);
            let left = between(go, now.due);
            // What is left on a day off begins with the next working day, and so does what is nothing.
            prop_assert!(used + left == i64::from(term) || left == 1 && used == i64::from(term));
            prop_assert!(now.due >= was.due, "a pause takes no time away");
        }
    }

    #[test]
    fn a_pause_of_no_time_moves_nothing(days in 0..60_i64, calendar_days in 1..90_u32) {
        let stop = date(2026, 3, 3).at(10, 0, 0, 0).checked_add(days.days()).unwrap();
        for term in [Term::CalendarDays(calendar_days), Term::WorkingDays(calendar_days)] {
            if let Some((before, after)) = through_a_pause(term, stop, stop) {
                let working = WORLD.calendar.is_working(stop.date(), None).unwrap();
                let same = clock(&before).due == clock(&after).due;
                prop_assert!(same || !working, "{term} {stop}");
            }
        }
    }
}

#[test]
fn a_term_in_months_goes_on_in_days() {
    let (stop, go) = (
        date(2026, 4, 1).at(10, 0, 0, 0),
        date(2026, 5, 11).at(10, 0, 0, 0),
    );
    let (before, after) = through_a_pause(Term::Months(3), stop, go).unwrap();
    let days = (clock(&after).due.date() - clock(&before).due.date()).get_days();
    assert_eq!(days, 40);
}

#[test]
fn begun_hours_are_kept() {
    let (stop, go) = (
        date(2026, 3, 3).at(10, 30, 0, 0),
        date(2026, 3, 9).at(8, 0, 0, 0),
    );
    let (before, after) = through_a_pause(Term::Hours(72), stop, go).unwrap();
    let left = clock(&before).due.duration_since(stop).as_hours() + 1;
    assert_eq!(clock(&after).due, go.checked_add(left.hours()).unwrap());
}
