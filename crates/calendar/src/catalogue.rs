//! The shipped tables (`catalogue/calendars`), read once for the tests of this crate, and held
//! against the facts they restate.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use serde::Deserialize;

use crate::calendar::Calendar;
use crate::tables::{NamedDay, Status};

/// Name and text of every shipped file.
pub(crate) static FILES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../catalogue/calendars");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    files
        .map(|file| {
            let name = file.file_name().into_string().unwrap();
            (name, fs::read_to_string(file.path()).unwrap())
        })
        .collect()
});

/// The shipped calendar.
pub(crate) static SHIPPED: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::parse(
        FILES
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
    )
    .unwrap()
});

#[derive(Deserialize)]
struct Facts {
    days_off: BTreeMap<Date, String>,
    make_up_working_days: BTreeMap<Date, String>,
}

#[test]
fn restates_the_published_facts() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/holidays.json");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: {} is not there to compare with", path.display());
        return;
    };
    let facts: Facts = serde_json::from_str(&text).unwrap();
    for year in SHIPPED
        .years()
        .iter()
        .filter(|year| year.status == Status::Published)
    {
        assert_eq!(listed(&year.days_off), of_year(&facts.days_off, year.year));
        let make_up = of_year(&facts.make_up_working_days, year.year);
        assert_eq!(listed(&year.make_up_working_days), make_up);
    }
}

fn listed(days: &[NamedDay]) -> Vec<(Date, String)> {
    days.iter().map(|day| (day.on, short(&day.name))).collect()
}

fn of_year(days: &BTreeMap<Date, String>, year: i16) -> Vec<(Date, String)> {
    let days = days.iter().filter(|(on, _)| on.year() == year);
    days.map(|(on, name)| (*on, short(name))).collect()
}

/// The facts say 清明 where notices say 清明节.
fn short(name: &str) -> String {
    name.trim_end_matches('节').to_owned()
}

#[test]
fn covers_2010_to_2027_and_says_which_is_provisional() {
    let years: Vec<i16> = SHIPPED.years().iter().map(|year| year.year).collect();
    assert_eq!(years, (2010..=2027).collect::<Vec<i16>>());
    assert_eq!(SHIPPED.published_until(), date(2026, 12, 31));
    let last = SHIPPED.years().last().unwrap();
    assert_eq!(
        (last.status, last.days_off.len()),
        (Status::Provisional, 13)
    );
    assert!(last.make_up_working_days.is_empty());
}

#[test]
fn every_published_year_has_a_days_work() {
    // A slip in a table (a month of days off, a lost festival) leaves this band; the published years
    // lie within 248 to 251, the bare statutory days of a provisional one a little above.
    for year in SHIPPED.years() {
        let (first, last) = (date(year.year, 1, 1), date(year.year, 12, 31));
        let worked = SHIPPED.working_days_between(first, last, None).unwrap();
        assert!((245..=255).contains(&worked), "{}: {worked}", year.year);
    }
}
