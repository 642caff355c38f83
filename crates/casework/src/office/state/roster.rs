//! Duty rosters (值班表): who is there at night and on days off (P-15), and lines of what was too secret
//! to be taken in (P-16).

use super::Office;
use crate::ids::{PersonId, UnitId};
use crate::matter::Channel;
use jiff::Span;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A duty (值班): who is there and which leader leads, for whole days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Who takes in what arrives.
    pub person: PersonId,
    /// The leader on duty (带班领导).
    pub leader: PersonId,
}

impl Duty {
    /// Whether it holds on a day.
    pub fn holds_on(&self, on: Date) -> bool {
        self.from <= on && on <= self.until
    }
}

/// A line that says something too secret was handed over by hand, and nothing of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classified {
    /// To which organ it came.
    pub unit: UnitId,
    /// By which channel.
    pub channel: Channel,
    /// When.
    pub on: DateTime,
    /// To whom it was handed.
    pub handed_to: PersonId,
}

/// The rosters of all organs, by organ.
pub type Rosters = BTreeMap<UnitId, Vec<Duty>>;

/// Days a duty is remembered: what arrived longer ago is counted by office hours.
const REMEMBERED: i32 = 400;

impl Office {
    /// Who is on duty for the organ of a unit on a day.
    pub fn on_duty(&self, unit: &UnitId, on: Date) -> Option<&Duty> {
        let duties = self.rosters.get(self.organ_of(unit)?)?;
        duties.iter().find(|duty| duty.holds_on(on))
    }

    /// Puts duties in the place of those of the same days; evolving only.
    pub(crate) fn put_roster(&mut self, unit: &UnitId, new: &[Duty]) {
        let Some(first) = new.iter().map(|duty| duty.from).min() else {
            return;
        };
        let old = first.saturating_sub(Span::new().days(REMEMBERED));
        let duties = self.rosters.entry(unit.clone()).or_default();
        duties.retain(|duty| {
            let replaced = |new: &Duty| new.from <= duty.until && duty.from <= new.until;
            duty.until >= old && !new.iter().any(replaced)
        });
        duties.extend(new.iter().cloned());
        duties.sort_by_key(|duty| duty.from);
    }
}
