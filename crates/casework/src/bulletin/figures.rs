//! What a bulletin counts (field.md: 本期减基期，除以基期).

use crate::ids::UnitId;
use serde::{Deserialize, Serialize};

/// An organ's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Which organ.
    pub unit: UnitId,
    /// What came into its hands in the period, in whatever way.
    pub received: i64,
    /// What it settled and wrote off in the period.
    pub settled: i64,
    /// Of that, what had no promise broken.
    pub on_time: i64,
    /// Promises of its that fell due in the period and were broken.
    pub late: i64,
    /// Promises of its that are overdue and open now.
    pub overdue: i64,
    /// Slips it was sent in the period.
    pub slips: i64,
}

/// The whole of the organ and everything below it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Matters that came in (件).
    pub total: i64,
    /// Of these, repeats.
    pub repeats: i64,
    /// Of these, visits (批次).
    pub visits: i64,
    /// People who came (人次).
    pub heads: i64,
}

/// What the shell counted for a bulletin, or looked up before one is signed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Whether every month of the period was reconciled and confirmed.
    pub reconciled: bool,
    /// Whether a bulletin of the period stands already.
    pub drafted: bool,
    /// A line each organ asked for.
    pub lines: Vec<Line>,
    /// The whole of the period.
    pub totals: Totals,
    /// The whole of the same period a year before.
    pub before: Totals,
    /// The next free number of the organ's year.
    pub serial: Option<u32>,
}

/// The change against a base, in tenths of a percent, rounded half away from zero: `-137` is 下降13.7%.
/// None where the base is nothing.
pub fn change(now: i64, base: i64) -> Option<i64> {
    let difference = (now - base) * 1000;
    let half = base / 2 * difference.signum();
    (difference + half).checked_div(base)
}

#[cfg(test)]
mod tests {
    use super::change;

    #[test]
    fn the_change_is_counted_against_the_base_s2_23() {
        assert_eq!(change(44, 51), Some(-137));
        assert_eq!(change(5, 7), Some(-286));
        assert_eq!(change(58, 100), Some(-420));
        assert_eq!(change(3, 2), Some(500));
        assert_eq!(change(4, 4), Some(0));
        assert_eq!(change(4, 0), None);
    }
}
