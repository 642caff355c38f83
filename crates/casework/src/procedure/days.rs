//! The days a procedure is about, as an office says them.

use jiff::civil::Date;

/// From a day until another, both counted, as shortly as it can be: 2026年度, 2026年上半年, 2026年第三季度,
/// 2026年10月, 2026年1月至9月, 2026年1月1日至11月23日.
pub fn days_zh(from: Date, until: Date) -> String {
    let whole = from == from.first_of_month() && until == until.last_of_month();
    let (year, month) = (from.year(), from.month());
    if year != until.year() {
        return format!("{}至{}年{}", day(from), until.year(), month_and_day(until));
    }
    match (whole, month, until.month()) {
        (true, 1, 12) => format!("{year}年度"),
        (true, 1, 6) => format!("{year}年上半年"),
        (true, 7, 12) => format!("{year}年下半年"),
        (true, 1, 3) => format!("{year}年第一季度"),
        (true, 4, 6) => format!("{year}年第二季度"),
        (true, 7, 9) => format!("{year}年第三季度"),
        (true, 10, 12) => format!("{year}年第四季度"),
        (true, first, last) if first == last => format!("{year}年{month}月"),
        (true, _, last) => format!("{year}年{month}月至{last}月"),
        (false, ..) if from == until => day(from),
        (false, ..) => format!("{}至{}", day(from), month_and_day(until)),
    }
}

fn day(day: Date) -> String {
    format!("{}年{}", day.year(), month_and_day(day))
}

fn month_and_day(day: Date) -> String {
    format!("{}月{}日", day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_said_as_shortly_as_it_can_be() {
        for (from, until, said) in [
            ("2026-01-01", "2026-12-31", "2026年度"),
            ("2026-01-01", "2026-06-30", "2026年上半年"),
            ("2026-07-01", "2026-12-31", "2026年下半年"),
            ("2026-04-01", "2026-06-30", "2026年第二季度"),
            ("2026-07-01", "2026-09-30", "2026年第三季度"),
            ("2026-02-01", "2026-02-28", "2026年2月"),
            ("2026-01-01", "2026-09-30", "2026年1月至9月"),
            ("2026-02-01", "2026-04-30", "2026年2月至4月"),
            ("2026-01-01", "2026-11-23", "2026年1月1日至11月23日"),
            ("2026-10-09", "2027-03-08", "2026年10月9日至2027年3月8日"),
            ("2026-03-02", "2026-03-02", "2026年3月2日"),
        ] {
            assert_eq!(days_zh(from.parse().unwrap(), until.parse().unwrap()), said);
        }
    }
}
