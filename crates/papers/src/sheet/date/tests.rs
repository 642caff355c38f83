//! Forms offices use, forms refused because two readings exist, and days that never were.

use jiff::civil::datetime;
use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Result<DateTime, NotADate> {
    date(&Cell::Text(text.to_owned()), &DateForm::ALL)
}

#[test]
fn reads_what_offices_write() {
    let second = datetime(2019, 1, 7, 16, 37, 29, 0);
    let minute = datetime(2019, 1, 7, 16, 37, 0, 0);
    let midnight = datetime(2019, 1, 7, 0, 0, 0, 0);
    for (text, expected) in [
        ("2019/1/7 16:37:29", second),
        ("\t\u{3000}2019/01/07\u{3000}16:37:29\t", second),
        ("2019-01-07 16:37:29", second),
        ("2019-01-07T16:37:29", second),
        ("2019年1月7日 16：37：29", second),
        ("2019年1月7日16时37分29秒", second),
        ("2019/1/7 16:37", minute),
        ("2019年1月7号 16时37分", minute),
        ("2019-1-7", midnight),
        ("2019.1.7", midnight),
        ("20190107", midnight),
        ("2019年1月7日", midnight),
        (
            "2019-01-07 16:37:29.5",
            datetime(2019, 1, 7, 16, 37, 29, 500_000_000),
        ),
        (
            "2019-01-07 16:37:29.1234567891",
            datetime(2019, 1, 7, 16, 37, 29, 123_456_789),
        ),
    ] {
        assert_eq!(read(text), Ok(expected), "{text}");
    }
}

#[test]
fn refuses_what_could_be_read_two_ways_or_is_cut() {
    for text in [
        "1/7/2019",
        "19-01-07",
        "2019/1-7",
        "2019-01",
        "2019年1月",
        "2019-01-07 ",
        "2019-01-07T",
        "2019-01-0716:37",
        "2019-01-07 16",
        "2019-01-07 16:37:29Z",
        "2019-01-07 16:37:29.",
        "昨天",
        "201901071",
        "2019/1/7 16:3",
    ] {
        let expected = if text.ends_with(' ') {
            Ok(datetime(2019, 1, 7, 0, 0, 0, 0))
        } else {
            Err(NotADate::Form)
        };
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn tells_blank_cells_and_days_that_never_were() {
    assert_eq!(read("\u{3000}\t"), Err(NotADate::Missing));
    assert_eq!(date(&Cell::Empty, &DateForm::ALL), Err(NotADate::Missing));
    assert_eq!(read("2019-02-29"), Err(NotADate::NoSuchMoment));
    assert_eq!(read("2019-01-07 24:00:00"), Err(NotADate::NoSuchMoment));
    assert_eq!(read("2019年13月1日"), Err(NotADate::NoSuchMoment));
}

#[test]
fn reads_serial_numbers_only_where_asked() {
    let number = Cell::Number(43_472.692_696_759_26);
    assert_eq!(
        date(&number, &[DateForm::Serial]),
        Ok(datetime(2019, 1, 7, 16, 37, 29, 0))
    );
    assert_eq!(date(&number, &[DateForm::Slash]), Err(NotADate::Form));
    assert_eq!(
        date(&Cell::Number(1.0), &DateForm::ALL),
        Ok(datetime(1900, 1, 1, 0, 0, 0, 0))
    );
    assert_eq!(
        date(&Cell::Number(60.0), &DateForm::ALL),
        Err(NotADate::Form),
        "29 February 1900"
    );
    assert_eq!(
        date(&Cell::Number(61.0), &DateForm::ALL),
        Ok(datetime(1900, 3, 1, 0, 0, 0, 0))
    );
    assert_eq!(
        date(&Cell::Number(0.5), &DateForm::ALL),
        Err(NotADate::Form)
    );
    assert_eq!(
        date(&Cell::Number(f64::NAN), &DateForm::ALL),
        Err(NotADate::Form)
    );
    let compact = Cell::Number(20_190_107.0);
    assert_eq!(
        date(&compact, &DateForm::ALL),
        Ok(datetime(2019, 1, 7, 0, 0, 0, 0))
    );
}

#[test]
fn every_form_has_a_name() {
    let names = DateForm::ALL.map(|form| format!("{form:?}").to_lowercase());
    let named = names.map(|name| DateForm::named(&name).expect("named"));
    assert_eq!(named, DateForm::ALL);
    assert_eq!(DateForm::named("us"), None);
}

proptest! {
    #[test]
    fn every_second_survives_being_written(seconds in 0_i64..4_000_000_000) {
        let moment = datetime(1901, 1, 1, 0, 0, 0, 0) + jiff::SignedDuration::from_secs(seconds);
        let cell = Cell::Date(moment);
        prop_assert_eq!(date(&cell, &[]), Ok(moment));
        let dash = date(&Cell::Text(cell.text()), &[DateForm::Dash]);
        prop_assert_eq!(dash, Ok(moment));
        for format in ["%Y/%-m/%-d %-H:%M:%S", "%Y年%-m月%-d日%-H时%-M分%-S秒"] {
            let text = moment.strftime(format).to_string();
            prop_assert_eq!(read(&text), Ok(moment), "{}", text);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "[0-9年月日/.:\\- T]{0,24}|\\PC{0,12}") {
        let _ = read(&text);
    }
}
