//! Due dates counted by hand from the published notices, and the laws between terms.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::catalogue::SHIPPED;

fn due(from: Date, term: &str, region: Option<&str>) -> (Date, bool) {
    let due = SHIPPED
        .due(from.at(10, 30, 0, 0), term.parse().unwrap(), region)
        .unwrap();
    (due.due_on, due.provisional)
}

#[test]
fn counts_over_the_spring_festival_of_2026() {
    // 9 to 13 February are Monday to Friday; Saturday 14 makes up; 15 to 23 are off; 28 makes up.
    let from = date(2026, 2, 6);
    let cases = [
        (1, (2, 9)),
        (5, (2, 13)),
        (6, (2, 14)),
        (7, (2, 24)),
        (11, (2, 28)),
        (12, (3, 2)),
    ];
    for (count, (month, day)) in cases {
        let expected = (date(2026, month, day), false);
        assert_eq!(
            due(from, &format!("{count} working days"), None),
            expected,
            "{count}"
        );
    }
}

#[test]
fn counts_over_the_national_day_of_2026_and_other_years() {
    assert_eq!(
        due(date(2026, 9, 30), "3 working days", None),
        (date(2026, 10, 10), false)
    );
    // The extended Spring Festival of 2020 ended on 2 February.
    assert_eq!(
        due(date(2020, 1, 23), "1 working day", None),
        (date(2020, 2, 3), false)
    );
    // 31 December 2011 was a worked Saturday; 1 to 3 January 2012 were off.
    assert_eq!(
        due(date(2011, 12, 30), "1 working day", None),
        (date(2011, 12, 31), false)
    );
    assert_eq!(
        due(date(2011, 12, 30), "2 working days", None),
        (date(2012, 1, 4), false)
    );
    // From the end of 2025 over New Year 2026 with its make-up Sunday.
    assert_eq!(
        due(date(2025, 12, 31), "1 working day", None),
        (date(2026, 1, 4), false)
    );
}

#[test]
fn counts_a_regions_own_days() {
    let region = Some("533123");
    assert_eq!(
        due(date(2023, 4, 11), "3 working days", None),
        (date(2023, 4, 14), false)
    );
    assert_eq!(
        due(date(2023, 4, 11), "3 working days", region),
        (date(2023, 4, 18), false)
    );
    assert_eq!(
        due(date(2023, 4, 11), "2 working days", Some("533102")),
        (date(2023, 4, 17), false)
    );
    // The prefecture's notice for 2026 is open: counting near its festivals is provisional,
    // elsewhere it is not.
    assert_eq!(
        due(date(2026, 2, 6), "5 working days", region),
        (date(2026, 2, 13), false)
    );
    assert_eq!(
        due(date(2026, 4, 10), "1 working day", region),
        (date(2026, 4, 15), true)
    );
    // A year without the prefecture's table is provisional throughout.
    assert_eq!(
        due(date(2024, 6, 3), "1 working day", region),
        (date(2024, 6, 4), true)
    );
}

#[test]
fn the_end_of_what_is_published_is_marked() {
    assert_eq!(
        due(date(2026, 12, 30), "1 working day", None),
        (date(2026, 12, 31), false)
    );
    // 1 January 2027 is a statutory day, and Saturday and Sunday follow.
    assert_eq!(
        due(date(2026, 12, 31), "1 working day", None),
        (date(2027, 1, 4), true)
    );
    assert_eq!(
        due(date(2026, 11, 21), "3 months", None),
        (date(2027, 2, 21), true)
    );
    assert_eq!(
        due(date(2026, 12, 1), "30 calendar days", None),
        (date(2026, 12, 31), false)
    );
    assert_eq!(
        due(date(2026, 12, 31), "24 hours", None),
        (date(2027, 1, 1), true)
    );
    // Beyond every table the week alone counts.
    assert_eq!(
        due(date(2027, 12, 31), "1 working day", None),
        (date(2028, 1, 3), true)
    );
    assert_eq!(
        due(date(2040, 1, 6), "5 working days", Some("5331")),
        (date(2040, 1, 13), true)
    );
}

#[test]
fn other_units_land_where_they_say() {
    let from = date(2026, 1, 31).at(17, 45, 30, 0);
    let due = |term: Term| SHIPPED.due(from, term, None).unwrap();
    assert_eq!(
        due(Term::Hours(24)).due_at,
        date(2026, 2, 1).at(17, 45, 30, 0)
    );
    assert_eq!(
        due(Term::Months(1)).due_at,
        date(2026, 2, 28).at(23, 59, 59, 0)
    );
    assert_eq!(due(Term::Months(3)).due_on, date(2026, 4, 30));
    assert_eq!(due(Term::Months(2)).due_on, date(2026, 3, 31));
    assert_eq!(due(Term::CalendarDays(15)).due_on, date(2026, 2, 15));
    // The same day, a Saturday: who wants the next working day rolls.
    let same_day = due(Term::WorkingDays(0));
    assert_eq!(same_day.due_at, date(2026, 1, 31).at(23, 59, 59, 0));
    assert_eq!(
        SHIPPED.rolled(same_day, None).unwrap().due_on,
        date(2026, 2, 2)
    );
    // 15 February opens the Spring Festival, which rolls to the 24th.
    let rolled = SHIPPED.rolled(due(Term::CalendarDays(15)), None).unwrap();
    assert_eq!(
        (rolled.due_on, rolled.provisional),
        (date(2026, 2, 24), false)
    );
}

#[test]
fn outside_the_tables_is_refused_for_every_unit() {
    let from = date(2009, 12, 31).at(9, 0, 0, 0);
    let before = OutOfTable::Before {
        first: date(2010, 1, 1),
        last: date(2027, 12, 31),
    };
    for term in [
        Term::Hours(48),
        Term::WorkingDays(3),
        Term::CalendarDays(3),
        Term::Months(1),
    ] {
        assert_eq!(SHIPPED.due(from, term, None), Err(before));
        let late = date(9999, 12, 31).at(9, 0, 0, 0);
        assert_eq!(SHIPPED.due(late, term, None), Err(OutOfTable::Beyond));
    }
    let from = date(2026, 1, 1).at(9, 0, 0, 0);
    for new in [
        Term::Hours,
        Term::WorkingDays,
        Term::CalendarDays,
        Term::Months,
    ] {
        assert_eq!(
            SHIPPED.due(from, new(u32::MAX), None),
            Err(OutOfTable::Beyond)
        );
    }
}

#[test]
fn writes_as_json() {
    let due = SHIPPED
        .due(date(2026, 2, 6).at(9, 0, 0, 0), Term::WorkingDays(5), None)
        .unwrap();
    let text = r#"{"due_on":"2026-02-13","due_at":"2026-02-13T23:59:59","provisional":false}"#;
    assert_eq!(serde_json::to_string(&due).unwrap(), text);
}

proptest! {
    #[test]
    fn rolling_ends_on_a_working_day_and_not_earlier(
        number in 0i64..6_900,
        count in 0u32..40,
        region in proptest::sample::select(vec![None, Some("5331")]),
    ) {
        let from = date(2010, 1, 1).checked_add(Span::new().days(number)).unwrap();
        let due = SHIPPED.due(from.at(8, 0, 0, 0), Term::CalendarDays(count), region).unwrap();
        let rolled = SHIPPED.rolled(due, region).unwrap();
        prop_assert!(SHIPPED.is_working(rolled.due_on, region).unwrap());
        prop_assert!(rolled.due_at >= due.due_at);
        prop_assert_eq!(SHIPPED.rolled(rolled, region).unwrap(), rolled);
    }

    #[test]
    fn what_is_beyond_the_published_end_is_never_certain(
        number in 0i64..1_500,
        count in 1u32..200,
        unit in 0usize..4,
    ) {
        let new = [Term::Hours, Term::WorkingDays, Term::CalendarDays, Term::Months][unit];
        let from = date(2025, 6, 1).checked_add(Span::new().days(number)).unwrap();
        let due = SHIPPED.due(from.at(8, 0, 0, 0), new(count), None).unwrap();
        prop_assert_eq!(due.provisional, due.due_on > SHIPPED.published_until());
    }
}
