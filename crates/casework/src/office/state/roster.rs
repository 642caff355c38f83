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

    /// What of it lies before and after another's days.
    fn outside(&self, other: &Self) -> impl Iterator<Item = Self> {
        let before = other.from.yesterday().ok().map(|until| Self {
            until: self.until.min(until),
            ..self.clone()
        });
        let after = other.until.tomorrow().ok().map(|from| Self {
            from: self.from.max(from),
            ..self.clone()
        });
        [before, after]
            .into_iter()
            .flatten()
            .filter(|left| left.from <= left.until)
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
    /// Who handed it over and wrote the line; nobody of the office where the console did.
    pub by: Option<PersonId>,
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

    /// What was too secret to be taken in at the organ of a unit, oldest first.
    pub fn classified_of(&self, unit: &UnitId) -> impl DoubleEndedIterator<Item = &Classified> {
        let organ = self.organ_of(unit).cloned();
        self.classified
            .iter()
            .filter(move |line| Some(&line.unit) == organ.as_ref())
    }

    /// Puts duties in the place of those of the same days; of a longer duty the other days stay.
    /// Evolving only.
    pub(crate) fn put_roster(&mut self, unit: &UnitId, new: &[Duty]) {
        let Some(first) = new.iter().map(|duty| duty.from).min() else {
            return;
        };
        let old = first.saturating_sub(Span::new().days(REMEMBERED));
        let duties = self.rosters.entry(unit.clone()).or_default();
        duties.retain(|duty| duty.until >= old);
        for new in new {
            *duties = duties.iter().flat_map(|duty| duty.outside(new)).collect();
        }
        duties.extend(new.iter().cloned());
        duties.sort_by_key(|duty| duty.from);
    }
}
