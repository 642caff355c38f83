//! Due dates (到期日): from a moment and a term to the day a duty ends.

use jiff::civil::{Date, DateTime, time};
use jiff::{SignedDuration, Span};
use serde::Serialize;

use crate::calendar::{Calendar, OutOfTable};
use crate::term::Term;

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The day.
    pub due_on: Date,
    /// The last second: the end of the day for every unit but hours. Local time of the office.
    pub due_at: DateTime,
    /// Whether it rests on a day that is not published (暂定).
    pub provisional: bool,
}

impl Calendar {
    /// Counts a term from a moment, by the rules at the head of this crate.
    pub fn due(&self, from: DateTime, term: Term, region: Option<&str>) -> Result<Due, OutOfTable> {
        let days = self.days(region);
        let due_at = self.due_at(from, term, region)?;
        let due_on = due_at.date();
        let is_provisional = match term {
            Term::WorkingDays(count) if count > 0 => days.doubts_between(from.date(), due_on)?,
            _ => days.doubt(due_on).is_some(),
        };
        Ok(Due {
            due_on,
            due_at,
            provisional: is_provisional,
        })
    }

    /// A due date moved to the next working day if it falls on a day off, as civil law reckons
    /// periods (Civil Code art. 203). Only for rules that ask for it: commission terms do not move
    /// by themselves.
    pub fn rolled(&self, due: Due, region: Option<&str>) -> Result<Due, OutOfTable> {
        let due_on = self.on_or_after(due.due_on, region)?;
        if due_on == due.due_on {
            return Ok(due);
        }
        let days = self.days(region);
        let provisional = due.provisional || days.doubts_between(due.due_on, due_on)?;
        Ok(Due {
            due_on,
            due_at: end_of(due_on),
            provisional,
        })
    }

    fn due_at(
        &self,
        from: DateTime,
        term: Term,
        region: Option<&str>,
    ) -> Result<DateTime, OutOfTable> {
        let on = from.date();
        // A start before the tables is refused for every unit alike: its own day could not be
        // explained.
        self.days(region).rank(on)?;
        let day = match term {
            Term::Hours(count) => {
                let hours = SignedDuration::from_hours(i64::from(count));
                return from.checked_add(hours).map_err(|_| OutOfTable::Beyond);
            }
            Term::WorkingDays(count) => self.add_working_days(on, i64::from(count), region)?,
            Term::CalendarDays(count) => later(on, Span::new().try_days(count))?,
            Term::Months(count) => later(on, Span::new().try_months(count))?,
        };
        Ok(end_of(day))
    }
}

fn later(on: Date, span: Result<Span, jiff::Error>) -> Result<Date, OutOfTable> {
    span.and_then(|span| on.checked_add(span))
        .map_err(|_| OutOfTable::Beyond)
}

/// A day ends at 24:00, which a clock shows as its last second.
fn end_of(day: Date) -> DateTime {
    day.to_datetime(time(23, 59, 59, 0))
}

#[cfg(test)]
mod tests;
