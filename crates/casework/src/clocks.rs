//! Clocks (时限): every promise has an owner, a due date and a proof of discharge.
//!
//! Rules come from `catalogue/clocks.toml`; the only arithmetic is the calendar's. What a clock once
//! computed is recorded in its event with the rules' and the calendar's version, and moves only by
//! another event: a changed calendar never changes a due date in silence (T21).

mod consequences;
mod events;
mod groundless;
mod ladder;
mod moves;
mod of_matter;
mod promising;
mod same_day;

pub use consequences::{due_now, follow, recounted};
pub use events::{ClockEnded, ClockLapsed, ClockMoved, ClockOpened, ClockReopened, ClockWarned};
pub use groundless::groundless;
pub use ladder::{Climb, Going, RungDay};
pub use moves::{
    Basis, ClockExtended, ClockPaused, ClockResumed, Paused, extended, paused, resumed,
};
pub use promising::{Owed, Promising, Timed};
pub use same_day::arriving;

use crate::ids::UnitId;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// A running or ended promise of a matter or a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Number within its stream, from 1.
    pub number: u32,
    /// The rule's id.
    pub rule: String,
    /// Who owes it.
    pub owner: UnitId,
    /// From when it counts, local.
    pub from: DateTime,
    /// When it is due, local.
    pub due: DateTime,
    /// Whether an unpublished day of the calendar was counted.
    pub provisional: bool,
    /// Days on which the owner is warned, earliest first.
    pub warn_on: Vec<Date>,
    /// How many of these have been sent.
    pub warned: usize,
    /// Whether it was recorded as overdue.
    pub lapsed: bool,
    /// Hash of the rules it was opened under.
    pub catalogue: String,
    /// Version of the calendar the due date was computed with.
    pub calendar: String,
    /// What it is counted by: its rule, what a pause left of it, or an approved date.
    pub basis: Basis,
    /// Where it stands still (中止): since when, and what is left.
    pub paused: Option<Paused>,
    /// By which rule a same-day term was counted (P-15).
    pub counted: Option<Counted>,
    /// How far it climbed its ladder.
    pub climb: Climb,
    /// Which item of a procedure it is about, or which slip of a matter it is the answer to; none where
    /// it is about the whole.
    pub about: Option<u32>,
    /// What ended it.
    pub ended: Option<End>,
}

crate::codes! {
    /// By which rule of arrival a same-day term was counted (P-15).
    pub enum Counted {
        /// Within office hours.
        OfficeHours = "office-hours" => "工作时间，当日计",
        /// At night or on a day off, and somebody was on duty.
        Roster = "roster" => "非工作时间，值班表有人值班，当日计",
        /// At night or on a day off, and nobody was.
        NextWorkingDay = "next-working-day" => "非工作时间且无人值班，自下一工作日计",
    }
}

/// The owner of a clock that is the reporter's time to use.
pub const REPORTER: &str = "reporter";

/// The rule of the time for an answer to a slip: what such a clock is about is the slip.
pub const SLIP_ANSWER: &str = "slip-answer";

/// By what such a clock ends when its time is over.
pub const TIME_OVER: &str = "time-over";

/// How a clock ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The event that discharged it, without version.
    pub by: String,
    /// When, local.
    pub at: DateTime,
}

impl Clock {
    /// Whether the promise is still owed.
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// Whether it is owed and does not stand still.
    pub fn is_running(&self) -> bool {
        self.is_open() && self.paused.is_none()
    }

    /// Whether it is the time for an answer to a slip.
    pub fn is_answer(&self) -> bool {
        self.rule == SLIP_ANSWER
    }

    /// The item of a procedure it is about.
    pub fn item(&self) -> Option<u32> {
        self.about.filter(|_| !self.is_answer())
    }

    /// Whether it is the reporter's time to use and no debt of the office.
    pub fn is_window(&self) -> bool {
        self.owner.as_str() == REPORTER
    }

    /// Whether it was kept: ended by the due time.
    pub fn kept(&self) -> Option<bool> {
        self.ended.as_ref().map(|end| end.at <= self.due)
    }

    /// The next local time at which a timer has to look at it; `None` once nothing is left to record.
    pub fn next(&self) -> Option<DateTime> {
        if !self.is_running() {
            return None;
        }
        let going = self.going().map(|going| going.at);
        let due = Some(self.due).filter(|_| !self.lapsed);
        going.into_iter().chain(due).min()
    }
}

#[cfg(test)]
mod tests;
