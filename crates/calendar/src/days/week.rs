//! The bare week, Monday to Friday: all that is known beyond the tables.

use jiff::civil::{Date, Weekday};

/// How many of the `days` days after `last` are Monday to Friday.
pub(super) fn weekdays_after(last: Date, days: i64) -> i64 {
    let rest = (1..=days % 7)
        .filter(|offset| is_weekday(last.weekday(), *offset))
        .count();
    days / 7 * 5 + rest as i64
}

/// How many days after `last` the `nth` weekday comes, counting from 1.
pub(super) fn days_to_weekday(last: Date, nth: i64) -> i64 {
    let weeks = (nth - 1) / 5;
    let mut left = (nth - 1) % 5 + 1;
    let mut offset = 0;
    while left > 0 {
        offset += 1;
        left -= i64::from(is_weekday(last.weekday(), offset));
    }
    weeks * 7 + offset
}

pub(super) fn is_weekday(start: Weekday, offset: i64) -> bool {
    !matches!(
        start.wrapping_add(offset),
        Weekday::Saturday | Weekday::Sunday
    )
}
