//! What happens to a clock, as events. They belong to no step: they follow from others, or a timer
//! records them.

use super::promising::Timed;
use super::{Basis, Climb, Clock, Counted, End, RungDay, TIME_OVER};
use crate::ids::UnitId;
use crate::step::Recorded;
use calendar::Term;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// A clock was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockOpened {
    /// Number within the matter.
    pub number: u32,
    /// The rule's id.
    pub rule: String,
    /// Who owes it.
    pub owner: UnitId,
    /// From when it counts, local.
    pub from: DateTime,
    /// When it is due, local.
    pub due: DateTime,
    /// Whether an unpublished day was counted.
    pub provisional: bool,
    /// Days of warning.
    pub warn_on: Vec<Date>,
    /// Hash of the rules.
    pub catalogue: String,
    /// Version of the calendar.
    pub calendar: String,
    /// By which rule a same-day term was counted (P-15).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Counted>,
    /// Which item of a procedure it is about, or which slip it is the time to answer of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<u32>,
    /// The days of its ladder above the warning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rungs: Vec<RungDay>,
    /// The term its event gave instead of its rule's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Term>,
}

/// A clock ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockEnded {
    /// Which clock.
    pub number: u32,
    /// By which event, without version.
    pub by: String,
}

/// The owner was warned (预警通知, S0-23).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockWarned {
    /// Which clock.
    pub number: u32,
    /// The day the warning was planned for.
    pub planned_on: Date,
    /// Who was warned.
    pub owner: UnitId,
}

/// The clock ran out without discharge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockLapsed {
    /// Which clock.
    pub number: u32,
    /// Who owed it.
    pub owner: UnitId,
}

/// A clock that a join ended goes on as if it had never ended: the join was undone (P-02).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockReopened {
    /// Which clock.
    pub number: u32,
}

/// A changed calendar or rule moved a running clock (T21).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockMoved {
    /// Which clock.
    pub number: u32,
    /// The due time before.
    pub was: DateTime,
    /// The due time now.
    pub due: DateTime,
    /// Whether an unpublished day was counted.
    pub provisional: bool,
    /// Days of warning now.
    pub warn_on: Vec<Date>,
    /// Hash of the rules it is counted by now.
    pub catalogue: String,
    /// The calendar that says so.
    pub calendar: String,
    /// By which rule a same-day term is counted now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Counted>,
    /// The days of its ladder now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rungs: Vec<RungDay>,
}

impl ClockOpened {
    /// Adds the clock.
    pub fn evolve(&self, state: &mut impl Timed, _: &Recorded<()>) {
        state.clocks_mut().push(Clock {
            number: self.number,
            rule: self.rule.clone(),
            owner: self.owner.clone(),
            from: self.from,
            due: self.due,
            provisional: self.provisional,
            warn_on: self.warn_on.clone(),
            warned: 0,
            lapsed: false,
            catalogue: self.catalogue.clone(),
            calendar: self.calendar.clone(),
            basis: self.within.map_or(Basis::Rule, Basis::Said),
            paused: None,
            counted: self.counted,
            climb: Climb {
                rungs: self.rungs.clone(),
                ..Climb::default()
            },
            about: self.about,
            ended: None,
        });
    }
}

impl ClockEnded {
    /// Ends the clock.
    pub fn evolve(&self, state: &mut impl Timed, record: &Recorded<()>) {
        if let Some(clock) = clock_mut(state, self.number) {
            // A time that is over was over when it was, not when a timer saw it.
            let over = self.by == TIME_OVER;
            clock.ended = Some(End {
                by: self.by.clone(),
                at: if over { clock.due } else { record.happened },
            });
            let rule = clock.rule.clone();
            state.ended(&rule);
        }
    }
}

impl ClockReopened {
    /// Takes the end back. What was counted, warned and overdue stays: elapsed time never resets.
    pub fn evolve(&self, state: &mut impl Timed, _: &Recorded<()>) {
        if let Some(clock) = clock_mut(state, self.number) {
            clock.ended = None;
        }
    }
}

impl ClockWarned {
    /// Counts every warning planned up to this one as sent.
    pub fn evolve(&self, state: &mut impl Timed, _: &Recorded<()>) {
        if let Some(clock) = clock_mut(state, self.number) {
            clock.warned = clock
                .warn_on
                .iter()
                .filter(|on| **on <= self.planned_on)
                .count();
        }
    }
}

impl ClockLapsed {
    /// Marks the clock as overdue.
    pub fn evolve(&self, state: &mut impl Timed, _: &Recorded<()>) {
        if let Some(clock) = clock_mut(state, self.number) {
            clock.lapsed = true;
        }
    }
}

impl ClockMoved {
    /// Sets the new due time; warnings already sent stay sent. A clock that gained time is no longer
    /// overdue, and may lapse again.
    pub fn evolve(&self, state: &mut impl Timed, record: &Recorded<()>) {
        if let Some(clock) = clock_mut(state, self.number) {
            clock.due = self.due;
            clock.lapsed &= self.due < record.happened;
            clock.climb.moved(&self.rungs, !clock.lapsed);
            clock.catalogue = self.catalogue.clone();
            clock.provisional = self.provisional;
            clock.warn_on = self.warn_on.clone();
            clock.warned = clock.warned.min(clock.warn_on.len());
            clock.calendar = self.calendar.clone();
            clock.counted = self.counted.or(clock.counted);
        }
    }
}

pub(super) fn clock_mut(state: &mut impl Timed, number: u32) -> Option<&mut Clock> {
    state
        .clocks_mut()
        .iter_mut()
        .find(|clock| clock.number == number)
}
