//! Figures of a campaign, counted from its items. They count and name no matter.

use super::{Campaign, Item};
use crate::ids::UnitId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How the items of a unit, or of all units, stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Items.
    pub items: u32,
    /// Contracted: one leader, one team, one plan.
    pub contracted: u32,
    /// Cleared.
    pub resolved: u32,
    /// Written off, looked back on or not.
    pub written_off: u32,
    /// Looked back on.
    pub looked_back: u32,
    /// Judged true or partly true at first sight.
    pub proven: u32,
    /// Settled by their reporters.
    pub settled: u32,
    /// Solved on the spot.
    pub on_the_spot: u32,
    /// A case was filed.
    pub filed: u32,
    /// Money recovered or handed out, in fen.
    pub recovered: u64,
}

impl Figures {
    /// Counts items.
    pub fn of<'a>(items: impl Iterator<Item = &'a Item>) -> Self {
        use super::item::Way;
        use crate::matter::Finding;
        let mut figures = Self::default();
        for item in items.filter(|item| item.is_in()) {
            let resolution = item.resolution.as_ref();
            let judged = item.judgement.as_ref();
            let by = |way| u32::from(resolution.is_some_and(|done| done.way == way));
            let proven = |judged: &super::item::Judgement| {
                matches!(judged.finding, Finding::True | Finding::Partly)
            };
            figures.items += 1;
            figures.contracted += u32::from(item.contract.is_some());
            figures.resolved += u32::from(resolution.is_some());
            figures.written_off += u32::from(item.is_cleared());
            figures.looked_back += u32::from(item.looked_back.is_some());
            figures.proven += u32::from(judged.is_some_and(proven));
            figures.filed += u32::from(judged.is_some_and(|judged| judged.filed));
            figures.settled += by(Way::Settled);
            figures.on_the_spot += by(Way::OnTheSpot);
            figures.recovered += resolution.map_or(0, |done| done.recovered);
        }
        figures
    }
}

impl Campaign {
    /// How a unit's items stand.
    pub fn figures_of(&self, unit: &UnitId) -> Figures {
        Figures::of(self.items.iter().filter(|item| item.unit == *unit))
    }

    /// How many items of a unit were written off between two days, both included.
    pub fn written_off_between(&self, unit: &UnitId, (from, until): (Date, Date)) -> u32 {
        let within = |item: &&Item| {
            let at = item.written_off.map(|at| at.date());
            item.unit == *unit && at.is_some_and(|on| (from..=until).contains(&on))
        };
        self.items.iter().filter(within).count() as u32
    }
}
