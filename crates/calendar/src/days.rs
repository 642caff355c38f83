//! The days of one region as one sequence: which are worked, which are in doubt, and how many came
//! before.
//!
//! Built once per calendar: the national years first, then every table of the region's prefix
//! chain, widest first, each overriding single days. Counts are kept per day and positions per
//! working day, so that looking up a date and adding any number of working days cost the same.
//! Beyond the last table the week repeats (Monday to Friday), which needs arithmetic only.

use std::collections::HashMap;

use jiff::SignedDuration;
use jiff::civil::Date;

use crate::calendar::OutOfTable;
use crate::tables::is_weekend;

use week::{days_to_weekday, weekdays_after};

mod layers;
mod week;

/// What a table says of a day.
#[derive(Debug, Clone)]
pub(crate) enum Mark {
    /// Off for a festival.
    Off(String),
    /// A weekend day worked in exchange (调休).
    MadeUp(String),
    /// A weekday worked although a wider table gives it off.
    AsUsual(String),
}

/// Why a day is provisional.
#[derive(Debug, Clone)]
pub(crate) enum Doubt {
    /// After the last table.
    BeyondTables,
    /// The national notice of the year is not out.
    YearUnpublished,
    /// The region keeps days of its own, but its table for the year is missing.
    RegionYearMissing(String),
    /// A local festival will fall about here.
    Unsettled(String),
    /// A local day listed before its notice.
    Listed,
}

/// A marked day, and the region whose table marks it (none: the nation).
#[derive(Debug, Clone)]
pub(crate) struct Marked {
    pub(crate) mark: Mark,
    pub(crate) region: Option<String>,
    /// Whether the table that marks it is provisional.
    provisional: bool,
}

/// The days of one region, or of the nation.
#[derive(Debug, Clone)]
pub(crate) struct Days {
    first: Date,
    last: Date,
    marks: HashMap<Date, Marked>,
    windows: HashMap<Date, String>,
    /// One entry per year of the tables.
    years: Vec<Option<Doubt>>,
    /// Working days from `first` up to and including the day, by day.
    worked: Vec<u32>,
    /// The day number of each working day.
    working: Vec<u32>,
    /// Provisional days up to and including the day, by day.
    doubted: Vec<u32>,
}

impl Days {
    /// First and last day of the tables.
    pub(crate) fn range(&self) -> (Date, Date) {
        (self.first, self.last)
    }

    /// What a table says of the day, if any does.
    pub(crate) fn marked(&self, on: Date) -> Option<&Marked> {
        self.marks.get(&on)
    }

    /// Whether the day is worked. Meaningful from the first table on.
    pub(crate) fn works(&self, on: Date) -> bool {
        match self.marks.get(&on).map(|marked| &marked.mark) {
            Some(Mark::Off(_)) => false,
            Some(Mark::MadeUp(_) | Mark::AsUsual(_)) => true,
            None => !is_weekend(on),
        }
    }

    /// Why the day is provisional, if it is. The widest doubt is named first.
    pub(crate) fn doubt(&self, on: Date) -> Option<Doubt> {
        if on > self.last {
            return Some(Doubt::BeyondTables);
        }
        let of_year = usize::try_from(on.year() - self.first.year())
            .ok()
            .and_then(|index| self.years.get(index)?.clone());
        let of_window = || self.windows.get(&on).cloned().map(Doubt::Unsettled);
        let of_mark = || {
            self.marks
                .get(&on)
                .filter(|marked| marked.provisional)
                .map(|_| Doubt::Listed)
        };
        of_year.or_else(of_window).or_else(of_mark)
    }

    /// Whether any day after `from`, up to and including `until`, is provisional.
    pub(crate) fn doubts_between(&self, from: Date, until: Date) -> Result<bool, OutOfTable> {
        if until > self.last && until > from {
            return Ok(true);
        }
        let doubted = |on| self.number(on).map(|number| entry(&self.doubted, number));
        Ok(doubted(until.min(self.last))? > doubted(from.min(self.last))?)
    }

    /// How many working days lie between the start of the tables and the day, the day included.
    pub(crate) fn rank(&self, on: Date) -> Result<i64, OutOfTable> {
        let number = self.number(on)?;
        let within = i64::from(entry(&self.worked, number));
        let beyond = number - self.last_number();
        Ok(if beyond > 0 {
            within + weekdays_after(self.last, beyond)
        } else {
            within
        })
    }

    /// The day whose rank first reaches `rank`, counting from 1: a working day, always.
    pub(crate) fn select(&self, rank: i64) -> Result<Date, OutOfTable> {
        let Some(index) = rank
            .checked_sub(1)
            .and_then(|index| usize::try_from(index).ok())
        else {
            return Err(self.before());
        };
        if let Some(number) = self.working.get(index) {
            return self.date(i64::from(*number));
        }
        let beyond = index - self.working.len() + 1;
        let beyond = i64::try_from(beyond).ok().filter(|days| *days < DAYS_MAX);
        let days = days_to_weekday(self.last, beyond.ok_or(OutOfTable::Beyond)?);
        self.date(self.last_number() + days)
    }

    /// Days since the first day of the tables.
    fn number(&self, on: Date) -> Result<i64, OutOfTable> {
        if on < self.first {
            return Err(self.before());
        }
        Ok(on.duration_since(self.first).as_hours() / 24)
    }

    fn last_number(&self) -> i64 {
        self.worked.len() as i64 - 1
    }

    fn date(&self, number: i64) -> Result<Date, OutOfTable> {
        let duration = SignedDuration::from_hours(24 * number);
        self.first
            .checked_add(duration)
            .map_err(|_| OutOfTable::Beyond)
    }

    fn before(&self) -> OutOfTable {
        OutOfTable::Before {
            first: self.first,
            last: self.last,
        }
    }
}

/// More days than from year 1 to year 9999: so large a count has no date and would overflow on the
/// way to one.
const DAYS_MAX: i64 = 366 * 10_000;

/// The count at a day, or at the last day of the tables for days beyond.
fn entry(counts: &[u32], number: i64) -> u32 {
    let index = usize::try_from(number).unwrap_or(0).min(counts.len() - 1);
    counts[index]
}

#[cfg(test)]
mod tests;
