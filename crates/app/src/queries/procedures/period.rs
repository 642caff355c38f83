//! The days a procedure is about, as an office says them.

use jiff::civil::Date;

/// From a day until another, both counted: 2026年10月, 2026年1月至6月, 2026年1月1日至11月23日.
pub fn period_zh(from: &str, until: &str) -> String {
    match (from.parse(), until.parse()) {
        (Ok(from), Ok(until)) => in_words(from, until),
        _ => format!("{from}至{until}"),
    }
}

fn in_words(from: Date, until: Date) -> String {
    let whole = from == from.first_of_month() && until == until.last_of_month();
    let (year, month) = (from.year(), from.month());
    if year != until.year() {
        return format!("{}至{}年{}", day(from), until.year(), month_and_day(until));
    }
    match whole {
        true if month == 1 && until.month() == 12 => format!("{year}年"),
        true if month == until.month() => format!("{year}年{month}月"),
        true => format!("{year}年{month}月至{}月", until.month()),
        false if from == until => day(from),
        false => format!("{}至{}", day(from), month_and_day(until)),
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
    fn a_period_is_said_as_shortly_as_it_can_be() {
        for (from, until, said) in [
            ("2026-01-01", "2026-12-31", "2026年"),
            ("2026-02-01", "2026-02-28", "2026年2月"),
            ("2026-01-01", "2026-06-30", "2026年1月至6月"),
            ("2026-01-01", "2026-11-23", "2026年1月1日至11月23日"),
            ("2026-10-09", "2027-03-08", "2026年10月9日至2027年3月8日"),
            ("2026-03-02", "2026-03-02", "2026年3月2日"),
            ("待定", "2026-03-02", "待定至2026-03-02"),
        ] {
            assert_eq!(period_zh(from, until), said);
        }
    }
}
