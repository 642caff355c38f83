//! A bad file is refused by file and field.

use super::*;

const HEAD: &str = "year = 2026\nstatus = \"published\"\nsource = \"通知\"\n";

fn refusal(file: &str, text: &str) -> (String, Reason) {
    let invalid = Table::parse(file, text)
        .err()
        .expect("the file must be refused");
    assert_eq!(invalid.file, file);
    (invalid.field, invalid.reason)
}

fn year_refusal(off: &str, make_up: &str) -> (String, Reason) {
    let list = |days: &str| {
        days.replace('@', "on = \"2026-")
            .replace('!', "\", name = \"节\"")
    };
    let (off, make_up) = (list(off), list(make_up));
    let text = format!("{HEAD}days_off = [{off}]\nmake_up_working_days = [{make_up}]");
    refusal("2026.toml", &text)
}

fn day(month: i8, day: i8) -> Date {
    Date::constant(2026, month, day)
}

#[test]
fn a_make_up_day_is_a_weekend_day() {
    let (field, reason) = year_refusal("", "{ @10-09! }");
    assert_eq!(
        (field.as_str(), reason),
        ("make_up_working_days", Reason::NotARestDay(day(10, 9)))
    );
}

#[test]
fn no_day_is_named_twice() {
    let (field, reason) = year_refusal("{ @10-01! }, { @10-01! }", "");
    assert_eq!(
        (field.as_str(), reason),
        ("days_off", Reason::Duplicate(day(10, 1)))
    );
    let (field, reason) = year_refusal("{ @10-10! }", "{ @10-10! }");
    assert_eq!(
        (field.as_str(), reason),
        ("make_up_working_days", Reason::Duplicate(day(10, 10)))
    );
}

#[test]
fn a_day_lies_in_its_year() {
    let (field, reason) = year_refusal("{ on = \"2027-01-01\", name = \"元旦\" }", "");
    let outside = Reason::OutsideYear(Date::constant(2027, 1, 1));
    assert_eq!((field.as_str(), reason), ("days_off", outside));
}

#[test]
fn a_file_is_named_by_what_it_holds() {
    let text = format!("{HEAD}days_off = []\nmake_up_working_days = []");
    assert!(Table::parse("calendars/2026.toml", &text).is_ok());
    assert_eq!(
        refusal("2025.toml", &text),
        ("year".into(), Reason::NotItsFile)
    );
    assert_eq!(
        refusal("holidays.toml", &text),
        ("文件名".into(), Reason::FileName)
    );
    assert_eq!(
        refusal("2026.txt", &text),
        ("文件名".into(), Reason::FileName)
    );
    let region = "region = \"53\"\nname = \"云南省\"\nyears = []";
    assert!(Table::parse("region-53.toml", region).is_ok());
    assert_eq!(
        refusal("region-5331.toml", region),
        ("region".into(), Reason::NotItsFile)
    );
    let lettered = "region = \"yn\"\nname = \"云南省\"\nyears = []";
    assert_eq!(
        refusal("region-yn.toml", lettered),
        ("region".into(), Reason::RegionCode)
    );
}

#[test]
fn text_that_cannot_be_read_names_its_line() {
    let text = format!("{HEAD}days_off = [{{ on = \"2026-02-30\", name = \"节\" }}]");
    let (field, reason) = refusal("2026.toml", &text);
    assert_eq!(field, "第4行");
    assert!(matches!(reason, Reason::Unreadable(_)));
    let unknown = format!("{HEAD}days_of = []");
    assert!(matches!(
        refusal("2026.toml", &unknown).1,
        Reason::Unreadable(_)
    ));
}

#[test]
fn a_source_is_required() {
    let text = "year = 2026\nstatus = \"published\"\nsource = \" \"\n\
                days_off = []\nmake_up_working_days = []";
    assert_eq!(refusal("2026.toml", text), ("source".into(), Reason::Empty));
}

#[test]
fn a_regions_years_are_checked_one_by_one() {
    let region = |status: &str, unsettled: &str| {
        format!(
            "region = \"53\"\nname = \"云南省\"\n[[years]]\nyear = 2026\nstatus = \"{status}\"\n\
             source = \"通知\"\ndays_off = []\nmake_up_working_days = []\nunsettled = [{unsettled}]"
        )
    };
    let window = |from: &str, until: &str| {
        format!("{{ from = \"{from}\", until = \"{until}\", name = \"节\" }}")
    };
    let april = window("2026-04-07", "2026-04-20");
    assert!(Table::parse("region-53.toml", &region("provisional", &april)).is_ok());
    let field = "years[2026].unsettled".to_owned();
    let refused = |status, unsettled: &str| refusal("region-53.toml", &region(status, unsettled));
    let open = Reason::PublishedButUnsettled;
    assert_eq!(refused("published", &april), (field.clone(), open));
    let backwards = window("2026-04-20", "2026-04-07");
    let reason = Reason::Backwards(day(4, 20));
    assert_eq!(refused("provisional", &backwards), (field.clone(), reason));
    let outside = window("2026-04-20", "2027-04-07");
    let reason = Reason::OutsideYear(Date::constant(2027, 4, 7));
    assert_eq!(refused("provisional", &outside), (field, reason));
}

#[test]
fn the_refusal_reads_as_a_sentence() {
    let invalid = Invalid::new("2026.toml", "days_off", Reason::Duplicate(day(10, 1)));
    assert_eq!(
        invalid.to_string(),
        "日历文件 2026.toml，days_off：2026-10-01重复"
    );
}
