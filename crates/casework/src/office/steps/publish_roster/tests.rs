//! Publishing rosters.

use super::stand_ins;
use crate::given::{Case, OfficeWhen, Story, WORLD, case, office_when, person};
use jiff::civil::date;
use serde_json::{Value, json};

pub(crate) fn roster(duties: &[(&str, &str)]) -> Value {
    let duty = |(from, until): &(&str, &str)| {
        json!({"from": from, "until": until, "person": "prov-clerk", "leader": "prov-leader"})
    };
    json!({"unit": "prov", "duties": duties.iter().map(duty).collect::<Vec<_>>()})
}

fn changed(part: &str, value: &str) -> OfficeWhen {
    let mut fields = roster(&[("2026-03-07", "2026-03-08")]);
    fields["duties"][0][part] = json!(value);
    office_when("publish-roster", fields)
}

#[test]
fn a_roster_says_who_is_there_p_15() {
    let office = office_when("publish-roster", roster(&[("2026-03-07", "2026-03-08")])).office;
    let duty = office.on_duty(&"prov-petition".into(), date(2026, 3, 8)).unwrap();
    assert_eq!((&duty.person, &duty.leader), (&person("prov-clerk"), &person("prov-leader")));
    assert!(office.on_duty(&"prov".into(), date(2026, 3, 9)).is_none());
    assert!(office.on_duty(&"city".into(), date(2026, 3, 8)).is_none());
}

#[test]
fn a_new_roster_takes_the_place_of_the_old_for_its_days_alone() {
    let first = roster(&[("2026-03-07", "2026-03-07"), ("2026-03-14", "2026-03-14")]);
    let mut second = roster(&[("2026-03-07", "2026-03-08")]);
    second["duties"][0]["person"] = json!("prov-head");
    let office =
        office_when("publish-roster", first).when("publish-roster", second).office;
    let on = |day| office.on_duty(&"prov".into(), date(2026, 3, day)).map(|duty| &duty.person);
    assert_eq!(on(7), Some(&person("prov-head")));
    assert_eq!(on(14), Some(&person("prov-clerk")));
}

#[test]
fn of_a_longer_duty_the_other_days_stay() {
    let first = roster(&[("2026-03-06", "2026-03-09")]);
    let mut second = roster(&[("2026-03-07", "2026-03-08")]);
    second["duties"][0]["person"] = json!("prov-head");
    let office =
        office_when("publish-roster", first).when("publish-roster", second).office;
    let on = |day| office.on_duty(&"prov".into(), date(2026, 3, day)).map(|duty| duty.person.as_str());
    assert_eq!([on(5), on(6), on(7), on(8), on(9), on(10)], [
        None,
        Some("prov-clerk"),
        Some("prov-head"),
        Some("prov-head"),
        Some("prov-clerk"),
        None,
    ]);
}

#[test]
fn who_may_stand_is_who_may_be_published() {
    let office = office_when("publish-roster", roster(&[("2026-03-07", "2026-03-07")])).office;
    let (people, leaders) = stand_ins(&office, &WORLD.rules, &"prov".into(), date(2026, 3, 7));
    assert!(people.contains(&person("prov-clerk")) && !people.contains(&person("prov-handler")));
    assert!(leaders.contains(&person("prov-leader")) && !leaders.contains(&person("prov-clerk")));
    assert!(people.iter().chain(&leaders).all(|id| !id.as_str().starts_with("city")));
}

#[test]
fn duties_of_other_years_are_forgotten() {
    let old = roster(&[("2024-03-07", "2024-03-08")]);
    let new = roster(&[("2026-03-07", "2026-03-08")]);
    let office = office_when("publish-roster", old).when("publish-roster", new).office;
    assert!(office.on_duty(&"prov".into(), date(2024, 3, 7)).is_none());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-an-organ", || {
            let mut fields = roster(&[("2026-03-07", "2026-03-08")]);
            fields["unit"] = json!("prov-petition");
            office_when("publish-roster", fields).refused()
        }),
        case("not-yours", || {
            let actor = Story::new().by("city-head").actor;
            OfficeWhen::by(&actor, "publish-roster", roster(&[("2026-03-07", "2026-03-08")])).refused()
        }),
        case("period-reversed", || changed("until", "2026-03-01").refused()),
        case("overlapping", || {
            let duties = roster(&[("2026-03-07", "2026-03-08"), ("2026-03-08", "2026-03-09")]);
            office_when("publish-roster", duties).refused()
        }),
        case("cannot-receive", || changed("person", "prov-handler").refused()),
        case("cannot-instruct", || changed("leader", "prov-clerk").refused()),
    ]
};
