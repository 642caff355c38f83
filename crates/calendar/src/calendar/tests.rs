//! The laws of the calculus over the shipped tables, and what regions and versions do.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::catalogue::{FILES, SHIPPED};

const REGIONS: [Option<&str>; 4] = [None, Some("4401"), Some("5331"), Some("533102")];

/// A day within the tables or up to three years beyond them.
fn any_day() -> impl Strategy<Value = Date> {
    (0i64..7_600).prop_map(|number| {
        date(2010, 1, 5)
            .checked_add(jiff::Span::new().days(number))
            .unwrap()
    })
}

fn any_region() -> impl Strategy<Value = Option<&'static str>> {
    proptest::sample::select(REGIONS.to_vec())
}

proptest! {
    #[test]
    fn never_lands_on_a_rest_day(on in any_day(), n in 1i64..700, region in any_region()) {
        let landed = SHIPPED.add_working_days(on, n, region).unwrap();
        prop_assert!(SHIPPED.is_working(landed, region).unwrap());
        if let Ok(landed) = SHIPPED.add_working_days(on, -n, region) {
            prop_assert!(SHIPPED.is_working(landed, region).unwrap());
        }
    }

    #[test]
    fn adding_and_between_are_inverse(on in any_day(), n in -700i64..700, region in any_region()) {
        if let Ok(landed) = SHIPPED.add_working_days(on, n, region) {
            prop_assert_eq!(SHIPPED.working_days_between(on, landed, region).unwrap(), n);
        }
    }

    #[test]
    fn between_is_additive(a in any_day(), b in any_day(), c in any_day(), region in any_region()) {
        let between = |a, b| SHIPPED.working_days_between(a, b, region).unwrap();
        prop_assert_eq!(between(a, b) + between(b, c), between(a, c));
        prop_assert_eq!(between(a, b), -between(b, a));
    }

    #[test]
    fn counting_jumps_as_it_would_walk(on in any_day(), n in 1u32..60, region in any_region()) {
        let mut walked = on;
        let mut left = n;
        while left > 0 {
            walked = walked.tomorrow().unwrap();
            left -= u32::from(SHIPPED.is_working(walked, region).unwrap());
        }
        prop_assert_eq!(SHIPPED.add_working_days(on, i64::from(n), region).unwrap(), walked);
    }

    #[test]
    fn is_monotone(a in any_day(), b in any_day(), n in 0i64..300, region in any_region()) {
        let (a, b) = (a.min(b), a.max(b));
        let add = |on, n| SHIPPED.add_working_days(on, n, region).unwrap();
        prop_assert!(add(a, n + 1) <= add(b, n + 1));
        prop_assert!(add(a, n) < add(a, n + 1));
    }

    #[test]
    fn a_region_inherits_every_prefix(on in any_day(), tail in "[0-9]{0,8}") {
        // Nothing in the tables lies under 533103, so it equals the prefecture; 44 equals the
        // nation.
        let works = |region: &str| SHIPPED.is_working(on, Some(region)).unwrap();
        prop_assert_eq!(works(&format!("533103{tail}")), works("5331"));
        prop_assert_eq!(works(&format!("44{tail}")), SHIPPED.is_working(on, None).unwrap());
    }

    #[test]
    fn any_region_text_is_answered(on in any_day(), region in "\\PC{0,20}") {
        prop_assume!(!region.starts_with("5331"));
        let nation = SHIPPED.is_working(on, None);
        prop_assert_eq!(SHIPPED.is_working(on, Some(&region)), nation);
    }
}

#[test]
fn every_table_of_the_chain_counts_and_the_narrowest_wins() {
    let works = |on, region| SHIPPED.is_working(on, region).unwrap();
    let (prefecture, city) = (Some("5331"), Some("533102"));
    // 目瑙纵歌节 2023: off in the whole prefecture, the city included.
    assert!(works(date(2023, 2, 6), None));
    assert!(!works(date(2023, 2, 6), prefecture));
    assert!(!works(date(2023, 2, 6), city));
    // 泼水节 2023: 12 April off with Sunday 16 April worked; the city keeps 12 April and rests on the
    // 16th.
    assert!(!works(date(2023, 4, 12), prefecture) && works(date(2023, 4, 12), city));
    assert!(works(date(2023, 4, 16), prefecture) && !works(date(2023, 4, 16), city));
    assert!(!works(date(2023, 4, 13), prefecture) && !works(date(2023, 4, 13), city));
    // The national days hold everywhere.
    assert!(!works(date(2023, 10, 2), city) && works(date(2023, 10, 7), city));
}

#[test]
fn the_lamp_and_the_warning_agree() {
    // Due on Friday 13 February 2026; a warning two working days before stands on Wednesday, when
    // two are left.
    let due = date(2026, 2, 13);
    let warn = SHIPPED.add_working_days(due, -2, None).unwrap();
    assert_eq!(warn, date(2026, 2, 11));
    assert_eq!(SHIPPED.working_days_between(warn, due, None), Ok(2));
    // Overdue by two: the make-up Saturday and the first day after the Spring Festival.
    assert_eq!(
        SHIPPED.working_days_between(date(2026, 2, 24), due, None),
        Ok(-2)
    );
    // Due on a Sunday: one working day before is Thursday, with Friday left.
    assert_eq!(
        SHIPPED.add_working_days(date(2026, 3, 8), -1, None),
        Ok(date(2026, 3, 5))
    );
    assert_eq!(
        SHIPPED.on_or_after(date(2026, 2, 15), None),
        Ok(date(2026, 2, 24))
    );
    assert_eq!(
        SHIPPED.on_or_after(date(2026, 2, 14), None),
        Ok(date(2026, 2, 14))
    );
}

fn parse(files: &[(String, String)]) -> Result<Calendar, Invalid> {
    Calendar::parse(
        files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
    )
}

fn without(name: &str) -> Vec<(String, String)> {
    FILES
        .iter()
        .filter(|(file, _)| file != name)
        .cloned()
        .collect()
}

fn edited(name: &str, old: &str, new: &str) -> Vec<(String, String)> {
    let mut files = FILES.clone();
    let (_, text) = files.iter_mut().find(|(file, _)| file == name).unwrap();
    assert!(text.contains(old), "{name} holds {old}");
    *text = text.replacen(old, new, 1);
    files
}

#[test]
fn a_gap_between_years_is_refused() {
    let invalid = parse(&without("2015.toml")).unwrap_err();
    assert_eq!(
        invalid,
        Invalid::new("2016.toml", "year", Reason::MissingYear(2015))
    );
    assert_eq!(parse(&[]).unwrap_err().reason, Reason::Nothing);
    let mut twice = FILES.clone();
    let (_, text) = twice
        .iter()
        .find(|(name, _)| name == "2026.toml")
        .unwrap()
        .clone();
    twice.push(("other/2026.toml".to_owned(), text));
    assert_eq!(
        parse(&twice).unwrap_err().reason,
        Reason::DuplicateYear(2026)
    );
}

#[test]
fn a_region_needs_national_years_and_real_rest_days() {
    let file = "region-5331.toml";
    let invalid = parse(
        &without("2027.toml")
            .into_iter()
            .filter(|(name, _)| name != "2026.toml")
            .collect::<Vec<_>>(),
    )
    .unwrap_err();
    assert_eq!(
        invalid,
        Invalid::new(file, "years.year", Reason::NoNationalYear(2026))
    );
    // 17 April 2023 is a Monday that no wider table gives off.
    let invalid = parse(&edited(file, "on = \"2023-04-16\"", "on = \"2023-04-17\"")).unwrap_err();
    let reason = Reason::NotARestDay(date(2023, 4, 17));
    assert_eq!(
        invalid,
        Invalid::new(file, "years[2023].make_up_working_days", reason)
    );
}

#[test]
fn the_version_follows_the_facts_alone() {
    let version = |files: &[(String, String)]| parse(files).unwrap().version().to_owned();
    let shipped = SHIPPED.version();
    assert!(shipped.starts_with("2010-2027-"), "{shipped}");
    let mut reversed = FILES.clone();
    reversed.reverse();
    assert_eq!(version(&reversed), shipped);
    assert_eq!(
        version(&edited("2026.toml", "year = 2026", "# 注\nyear  = 2026")),
        shipped
    );
    let changes = [
        edited("2026.toml", "2026-10-10", "2026-10-11"),
        edited("2026.toml", "元旦", "新年"),
        edited(
            "2027.toml",
            "status = \"provisional\"",
            "status = \"published\"",
        ),
        edited("region-5331.toml", "2026-04-14", "2026-04-15"),
        edited(
            "region-5331.toml",
            "until = \"2026-04-20\"",
            "until = \"2026-04-21\"",
        ),
        without("region-533102.toml"),
        without("2010.toml"),
    ];
    for changed in changes {
        assert_ne!(version(&changed), shipped);
    }
}

#[test]
fn publishing_a_year_moves_the_published_end() {
    let (open, published) = ("status = \"provisional\"", "status = \"published\"");
    let calendar = parse(&edited("2027.toml", open, published)).unwrap();
    assert_eq!(calendar.published_until(), date(2027, 12, 31));
    let calendar = parse(&edited("2010.toml", published, open)).unwrap();
    assert_eq!(calendar.published_until(), date(2009, 12, 31));
}
