//! Holding a rung.

use crate::given::{Case, Story, case, sealed};
use crate::matter::rows::rows;
use crate::rows::{Offset, Table};
use crate::rules::RungKind;
use serde_json::{Value, json};

fn fields(rung: &str, until: &str) -> Value {
    json!({"rung": rung, "until": until, "reason": sealed(65)})
}

/// Both promises of county A, held until Friday.
pub(crate) fn held() -> Story {
    let mut story = Story::routed();
    let clocks: Vec<u32> = story.matter.open_clocks().iter().map(|clock| clock.number).collect();
    for clock in clocks {
        let rung = format!("{clock}.reminder");
        story = story.act("prov-head", "hold-rung", fields(&rung, "2026-03-13"));
    }
    story
}

fn count(story: &Story) -> usize {
    let rows = rows(&story.matter, Offset::CHINA);
    rows.keys().filter(|(table, _)| *table == Table::Holds).count()
}

#[test]
fn what_is_held_goes_out_when_the_hold_is_over() {
    let story = held();
    assert_eq!(count(&story), 2);
    let story = story.at("2026-03-12T08:00").timer("warn").done();
    assert!(story.matter.supervision.slips.is_empty());
    let story = story.at("2026-03-13T08:00").timer("warn").done();
    assert_eq!(story.matter.supervision.slips[0].kind, RungKind::Reminder);
    assert_eq!(count(&story), 0);
}

#[test]
fn a_hold_keeps_no_heavier_slip_back() {
    let story = held().at("2026-03-16T08:00").timer("warn").done();
    assert_eq!(story.matter.supervision.slips[0].kind, RungKind::Supervision);
}

/// A hold of a rung of the first clock, `#`, is refused.
fn refused(who: &str, rung: &str, until: &str) -> Option<crate::Refused> {
    let story = Story::routed();
    let clock = story.matter.open_clocks()[0].number;
    let rung = rung.replace('#', &clock.to_string());
    story.by(who).when("hold-rung", fields(&rung, until)).refused()
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-planned", || {
            let over = Story::written_off().by("prov-head");
            over.when("hold-rung", fields("1.reminder", "2027-01-04")).refused()
        }),
        case("rung-unknown", || refused("prov-head", "#.accountability", "2026-03-13")),
        case("not-yours", || refused("city-head", "#.reminder", "2026-03-13")),
        case("until-past", || refused("prov-head", "#.reminder", "2026-03-02")),
        case("until-far", || refused("prov-head", "#.reminder", "2026-05-13")),
    ]
};
