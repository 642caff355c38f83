//! Working-day calculus (工作日) with make-up working days (调休上班). Pure.
//!
//! The only place of the program that turns a term into a date (T21). It knows three kinds of day:
//! national days off and make-up days of a published year, local days off of a region, and days
//! nobody has published yet, which are counted as Monday to Friday and always marked provisional
//! (暂定).
//!
//! Rules of counting:
//!
//! - days count from the next day (自次日起算); the day of the act itself is never counted;
//! - a term in working days lands on a working day; zero working days is the same day (当日);
//! - a term in calendar days or months lands on its date even when that is a day off; a rule that
//!   wants the next working day instead asks for it with [`Calendar::rolled`];
//! - months end on the same day of the month, or on the last day of a shorter month;
//! - hours run through days off and end to the second.
//!
//! A date is provisional when a day it rests on is: for working days every day counted or skipped,
//! for all other terms the day it lands on, since only that day's being a working day is in doubt.
//!
//! ```
//! # use jianjian_calendar as calendar;
//! use calendar::{Calendar, Term};
//! use jiff::civil::date;
//!
//! let year = "year = 2026\nstatus = \"published\"\nsource = \"通知\"\n\
//!             days_off = [{ on = \"2026-10-01\", name = \"国庆节\" }]\n\
//!             make_up_working_days = [{ on = \"2026-10-10\", name = \"国庆节\" }]";
//! let calendar = Calendar::parse([("2026.toml", year)]).unwrap();
//! let term: Term = "2 working days".parse().unwrap();
//! let due = calendar.due(date(2026, 9, 30).at(15, 0, 0, 0), term, None).unwrap();
//! assert_eq!(due.due_on, date(2026, 10, 5)); // 1 October is off; 2 and 5 October count
//! ```

mod calendar;
mod days;
mod due;
mod explain;
mod tables;
mod term;
mod version;

pub use calendar::{Calendar, OutOfTable};
pub use due::Due;
pub use explain::Day;
pub use tables::{Invalid, NamedDay, Reason, RegionTable, RegionYear, Status, Window, YearTable};
pub use term::{InvalidTerm, Term};

#[cfg(test)]
mod catalogue;
