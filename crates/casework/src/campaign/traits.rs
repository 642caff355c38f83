//! What makes a matter an item of a campaign: how often, how long, at how many levels and bodies it came.

use crate::matter::Matter;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What criteria look at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traits {
    /// How often it came (件次).
    pub filings: u32,
    /// How many of these over a level (越级).
    pub over_level: u32,
    /// In how many calendar years it came, the first and the last included (多年).
    pub years: u32,
    /// At how many levels (多层).
    pub levels: u32,
    /// To how many bodies (多头).
    pub bodies: u32,
    /// Topic areas.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<String>,
}

impl Traits {
    /// Those of a matter.
    pub fn of(matter: &Matter) -> Self {
        let again = matter.recurrence();
        let filings: Vec<_> = matter.filings().collect();
        // A number begins with the region of the organ that received it.
        let regions: BTreeSet<&str> = filings
            .iter()
            .filter_map(|filing| filing.number.split_once('-'))
            .map(|(region, _)| region)
            .collect();
        let levels: BTreeSet<usize> = regions.iter().map(|region| depth(region)).collect();
        let years = i32::from(again.until.year()) - i32::from(again.from.year()) + 1;
        Self {
            filings: again.times as u32,
            over_level: again.over_level as u32,
            years: years.max(1) as u32,
            levels: levels.len() as u32,
            bodies: regions.len() as u32,
            domains: matter.domains.clone(),
        }
    }
}

/// How deep in the tree of divisions a region lies (GB/T 2260): 990000, 990100, 990101, 990101001.
fn depth(region: &str) -> usize {
    if region.len() > 6 {
        return 4;
    }
    3 - [2, 4]
        .iter()
        .filter(|from| {
            region
                .get(**from..)
                .is_some_and(|rest| rest.bytes().all(|b| b == b'0'))
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn a_region_code_tells_its_level() {
        let depths = ["990000", "990100", "990101", "990101001"].map(depth);
        assert_eq!(depths, [1, 2, 3, 4]);
    }
}
