//! Building the days: the nation's years, then one region's table after the other laid over them.

use std::collections::HashMap;

use jiff::Span;
use jiff::civil::Date;

use super::{Days, Doubt, Mark, Marked};
use crate::tables::{
    Invalid, NamedDay, Reason, RegionTable, RegionYear, Status, Window, YearTable, is_weekend,
};

impl Days {
    /// The days of the nation. The years must be consecutive and not empty;
    /// [`crate::Calendar::parse`] sees to it.
    pub(crate) fn of_nation(years: &[YearTable]) -> Days {
        let (start, end) = (years[0].year, years[years.len() - 1].year);
        let mut days = Days {
            first: Date::constant(start, 1, 1),
            last: Date::constant(end, 12, 31),
            marks: HashMap::new(),
            windows: HashMap::new(),
            years: Vec::new(),
            worked: Vec::new(),
            working: Vec::new(),
            doubted: Vec::new(),
        };
        for year in years {
            days.mark(&year.days_off, &year.make_up_working_days, None, false);
            let unpublished = year.status == Status::Provisional;
            days.years
                .push(unpublished.then_some(Doubt::YearUnpublished));
        }
        days.count();
        days
    }

    /// These days with one more region's table laid over them. `inherited` are the years that a
    /// wider region already has a table for: only a year that nobody in the chain knows is in
    /// doubt.
    pub(crate) fn overlaid(
        &self,
        file: &str,
        table: &RegionTable,
        inherited: &[i16],
    ) -> Result<Days, Invalid> {
        let mut days = self.clone();
        for year in &table.years {
            if year.year < self.first.year() || year.year > self.last.year() {
                let reason = Reason::NoNationalYear(year.year);
                return Err(Invalid::new(file, "years.year", reason));
            }
            self.check_make_up(file, year)?;
            let provisional = year.status == Status::Provisional;
            let region = Some(table.name.as_str());
            days.mark(
                &year.days_off,
                &year.make_up_working_days,
                region,
                provisional,
            );
            for window in &year.unsettled {
                days.unsettle(window);
            }
        }
        days.doubt_missing_years(table, inherited);
        days.count();
        Ok(days)
    }

    /// A local make-up day takes back a rest day; on a working day it would say nothing and is a
    /// slip of the pen.
    fn check_make_up(&self, file: &str, year: &RegionYear) -> Result<(), Invalid> {
        let is_worked = |day: &&NamedDay| self.works(day.on);
        let Some(day) = year.make_up_working_days.iter().find(is_worked) else {
            return Ok(());
        };
        let field = format!("years[{}].make_up_working_days", year.year);
        Err(Invalid::new(file, field, Reason::NotARestDay(day.on)))
    }

    fn mark(
        &mut self,
        off: &[NamedDay],
        make_up: &[NamedDay],
        region: Option<&str>,
        provisional: bool,
    ) {
        let off = off.iter().map(|day| (day.on, Mark::Off(day.name.clone())));
        let make_up = make_up.iter().map(|day| {
            let worked = if is_weekend(day.on) {
                Mark::MadeUp
            } else {
                Mark::AsUsual
            };
            (day.on, worked(day.name.clone()))
        });
        for (on, mark) in off.chain(make_up) {
            let region = region.map(str::to_owned);
            let marked = Marked {
                mark,
                region,
                provisional,
            };
            self.marks.insert(on, marked);
        }
    }

    fn unsettle(&mut self, window: &Window) {
        let days = window
            .from
            .series(Span::new().days(1))
            .take_while(|on| *on <= window.until);
        self.windows
            .extend(days.map(|on| (on, window.name.clone())));
    }

    fn doubt_missing_years(&mut self, table: &RegionTable, inherited: &[i16]) {
        for (doubt, year) in self.years.iter_mut().zip(self.first.year()..) {
            let known = table.years.iter().any(|own| own.year == year);
            match doubt {
                Some(Doubt::RegionYearMissing(_)) if known => *doubt = None,
                None if !known && !inherited.contains(&year) => {
                    *doubt = Some(Doubt::RegionYearMissing(table.name.clone()));
                }
                _ => {}
            }
        }
    }

    fn count(&mut self) {
        let (mut worked, mut working, mut doubted) = (Vec::new(), Vec::new(), Vec::new());
        let mut doubts = 0;
        let dates = self.first.series(Span::new().days(1));
        for (number, on) in (0u32..).zip(dates.take_while(|on| *on <= self.last)) {
            if self.works(on) {
                working.push(number);
            }
            doubts += u32::from(self.doubt(on).is_some());
            worked.push(u32::try_from(working.len()).expect("a table holds fewer than 2^32 days"));
            doubted.push(doubts);
        }
        (self.worked, self.working, self.doubted) = (worked, working, doubted);
    }
}
