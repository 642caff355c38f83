//! The ground of key supervision: what was counted of a county, and whether the rule asks for it; and what the
//! shell looks up before an act.

use crate::assessment::score::share;
use crate::ids::UnitId;
use crate::rules::KeyRule;
use serde::{Deserialize, Serialize};

/// What was counted of a county over the rule's months: a part of a whole each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// Points of case reviews, of a hundred each.
    pub quality: (i64, i64),
    /// First reports concluded in time, of those due.
    pub on_time: (i64, i64),
    /// Over-level reports, of what arrived.
    pub over_level: (i64, i64),
}

impl Ground {
    /// Whether the quality of first reports is low.
    pub fn is_low(&self, rule: &KeyRule) -> bool {
        let below = |(part, whole), least: i64| {
            let rate = share(part, whole);
            rate.is_some_and(|rate| rate < least * 100)
        };
        below(self.quality, rule.quality) || below(self.on_time, rule.on_time)
    }

    /// Whether over-level reports are prominent.
    pub fn is_prominent(&self, rule: &KeyRule) -> bool {
        let (part, whole) = self.over_level;
        let rate = share(part, whole).filter(|_| whole >= rule.least);
        rate.is_some_and(|rate| rate >= rule.over_level * 100)
    }

    /// Whether the rule asks for key supervision.
    pub fn asks(&self, rule: &KeyRule) -> bool {
        self.is_low(rule) && self.is_prominent(rule)
    }

    /// Whether the rule lets a county go.
    pub fn lets_go(&self, rule: &KeyRule) -> bool {
        !self.is_low(rule) && !self.is_prominent(rule)
    }
}

/// A county and its ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Which county.
    pub unit: UnitId,
    /// What was counted.
    pub ground: Ground,
}

/// A full check that was made in the county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The inspection's number.
    pub number: String,
    /// Its kind.
    pub kind: String,
    /// Its items in the county.
    pub items: u32,
    /// Of these, checked.
    pub checked: u32,
    /// Of these, with a problem.
    pub faulted: u32,
}

/// What an act is told besides the county.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Counties under whoever proposes that are under no key supervision.
    pub candidates: Vec<Candidate>,
    /// Full checks made in the county since it was named.
    pub made: Vec<Made>,
    /// What is counted of the county now.
    pub ground: Option<Ground>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::WORLD;

    #[test]
    fn a_county_is_asked_for_by_both_signs_and_let_go_by_neither_s1_22() {
        let rule = &WORLD.rules.key_counties;
        let of = |quality, on_time, over_level| Ground {
            quality,
            on_time,
            over_level,
        };
        let bad = of((60, 100), (0, 0), (3, 6));
        assert!(bad.asks(rule) && !bad.lets_go(rule));
        let late = of((0, 0), (1, 4), (3, 6));
        assert!(late.asks(rule), "late first reports are low quality too");
        let one = of((60, 100), (0, 0), (1, 6));
        assert!(!one.asks(rule) && !one.lets_go(rule), "one sign is neither");
        let good = of((90, 100), (4, 4), (0, 6));
        assert!(good.lets_go(rule));
        let few = of((60, 100), (0, 0), (1, 1));
        assert!(!few.asks(rule), "one arrival is no share");
    }
}
