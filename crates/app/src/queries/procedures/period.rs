//! The days a procedure is about, as its row holds them, said as an office says them.

use casework::procedure::days_zh;

/// From a day until another, both counted: 2026年10月, 2026年上半年, 2026年1月1日至11月23日.
pub fn period_zh(from: &str, until: &str) -> String {
    match (from.parse(), until.parse()) {
        (Ok(from), Ok(until)) => days_zh(from, until),
        _ => format!("{from}至{until}"),
    }
}

#[cfg(test)]
mod tests {
    use super::period_zh;

    #[test]
    fn what_is_no_day_is_said_as_it_is() {
        assert_eq!(period_zh("2026-01-01", "2026-06-30"), "2026年上半年");
        assert_eq!(period_zh("待定", "2026-03-02"), "待定至2026-03-02");
    }
}
