//! Terms are read as people write them and written one way.

use proptest::prelude::*;

use super::*;

#[test]
fn reads_english_and_chinese() {
    let cases = [
        ("5 working days", Term::WorkingDays(5)),
        ("1 working day", Term::WorkingDays(1)),
        ("5个工作日", Term::WorkingDays(5)),
        ("same day", Term::WorkingDays(0)),
        ("当日", Term::WorkingDays(0)),
        ("24 hours", Term::Hours(24)),
        ("24小时", Term::Hours(24)),
        ("15 calendar days", Term::CalendarDays(15)),
        ("15 days", Term::CalendarDays(15)),
        ("15日", Term::CalendarDays(15)),
        ("15天", Term::CalendarDays(15)),
        ("15个自然日", Term::CalendarDays(15)),
        ("3 months", Term::Months(3)),
        ("3个月", Term::Months(3)),
        ("\u{3000}3 个月 ", Term::Months(3)),
    ];
    for (text, term) in cases {
        assert_eq!(text.parse(), Ok(term), "{text}");
    }
}

#[test]
fn refuses_what_is_no_term() {
    for text in [
        "",
        "5",
        "working days",
        "-5 days",
        "5.5 days",
        "3月",
        "五个工作日",
        "5 workdays",
    ] {
        assert_eq!(
            text.parse::<Term>(),
            Err(InvalidTerm::Unreadable(text.to_owned())),
            "{text}"
        );
    }
}

#[test]
fn refuses_more_than_ten_years() {
    assert_eq!("120 months".parse(), Ok(Term::Months(120)));
    for text in [
        "121 months",
        "3661 days",
        "87841 hours",
        "99999999999999999999 days",
    ] {
        assert_eq!(
            text.parse::<Term>(),
            Err(InvalidTerm::TooLong(text.to_owned())),
            "{text}"
        );
    }
}

#[test]
fn writes_singular_and_plural() {
    assert_eq!(Term::WorkingDays(1).to_string(), "1 working day");
    assert_eq!(Term::CalendarDays(15).to_string(), "15 calendar days");
    assert_eq!(
        serde_json::to_string(&Term::Months(3)).unwrap(),
        r#""3 months""#
    );
    assert_eq!(
        serde_json::from_str::<Term>(r#""24小时""#).unwrap(),
        Term::Hours(24)
    );
    assert!(serde_json::from_str::<Term>(r#""soon""#).is_err());
}

proptest! {
    #[test]
    fn both_spellings_read_back(count in 0u32..=120, unit in 0usize..4) {
        let new = [Term::Hours, Term::WorkingDays, Term::CalendarDays, Term::Months][unit];
        let term = new(count);
        prop_assert_eq!(term.to_string().parse(), Ok(term));
        prop_assert_eq!(term.zh().parse(), Ok(term));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,20}") {
        if let Ok(term) = text.parse::<Term>() {
            prop_assert_eq!(term.to_string().parse(), Ok(term));
        }
    }
}
