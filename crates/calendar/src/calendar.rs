//! The calendar: every table together, asked by date and region.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::days::Days;
use crate::tables::{Invalid, Reason, RegionTable, Status, Table, YearTable};
use crate::version;

/// Every calendar table in force, ready to count with.
#[derive(Debug, Clone)]
pub struct Calendar {
    years: Vec<YearTable>,
    regions: Vec<RegionTable>,
    nation: Days,
    local: BTreeMap<String, Days>,
    /// Length of the longest prefix in `local`: a longer code is cut before it is looked up.
    longest: usize,
    version: String,
}

/// A date the calendar cannot speak about. Nothing is guessed in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutOfTable {
    /// Before the first published year: what was a day off then is not known here.
    #[error("日期早于日历表，无法计算：日历表自{first}起，至{last}止")]
    Before {
        /// First day of the tables.
        first: Date,
        /// Last day of the tables, provisional years included.
        last: Date,
    },
    /// After the year 9999.
    #[error("日期超出可计算的范围（公元9999年）")]
    Beyond,
}

impl Calendar {
    /// Reads and checks the calendar files, given as (name, text) in any order.
    pub fn parse<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Calendar, Invalid> {
        let (mut years, mut regions) = (Vec::new(), Vec::new());
        for (file, text) in files {
            match Table::parse(file, text)? {
                Table::Year(year) => years.push((file, year)),
                Table::Region(region) => regions.push((file, region)),
            }
        }
        years.sort_by_key(|(_, year)| year.year);
        check_consecutive(&years)?;
        let years: Vec<YearTable> = years.into_iter().map(|(_, year)| year).collect();
        let nation = Days::of_nation(&years);
        // A prefix sorts before what it is a prefix of, so wider regions are ready when narrower
        // ones need them.
        regions.sort_by(|(_, a), (_, b)| a.region.cmp(&b.region));
        let local = lay_regions(&nation, &regions)?;
        let regions: Vec<RegionTable> = regions.into_iter().map(|(_, region)| region).collect();
        let version = version::label(&years, &regions);
        let longest = local.keys().map(String::len).max().unwrap_or_default();
        Ok(Calendar {
            years,
            regions,
            nation,
            local,
            longest,
            version,
        })
    }

    /// Names the content of the tables: equal tables have equal versions, whatever their comments
    /// and layout, and any changed day, name, status or source changes it. Stored with every due
    /// date.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The last day up to which every national year is published.
    pub fn published_until(&self) -> Date {
        let published = self
            .years
            .iter()
            .take_while(|year| year.status == Status::Published);
        let (first, _) = self.nation.range();
        published.last().map_or_else(
            || first.yesterday().unwrap_or(first),
            |year| Date::constant(year.year, 12, 31),
        )
    }

    /// The national years, for pages that show them.
    pub fn years(&self) -> &[YearTable] {
        &self.years
    }

    /// The regions that have days of their own, widest first.
    pub fn regions(&self) -> &[RegionTable] {
        &self.regions
    }

    /// Whether offices of the region work on the day.
    pub fn is_working(&self, on: Date, region: Option<&str>) -> Result<bool, OutOfTable> {
        let days = self.days(region);
        days.rank(on).map(|_| days.works(on))
    }

    /// Working days after `a`, up to and including `b`; negative when `b` is the earlier one.
    ///
    /// From today to a due date this is the lamp's number: 3 reads 还剩3个工作日, -2 reads 超期2个工作日.
    pub fn working_days_between(
        &self,
        a: Date,
        b: Date,
        region: Option<&str>,
    ) -> Result<i64, OutOfTable> {
        let days = self.days(region);
        Ok(days.rank(b)? - days.rank(a)?)
    }

    /// The working day that lies `n` working days from `on`, so that
    /// `working_days_between(on, result) == n`; zero gives `on` itself, a rest day included.
    ///
    /// Counting back from a rest day, that rest day counts as standing right after the working day
    /// before it: one working day before a Saturday is Thursday, when the lamp for it says 还剩1个工作日.
    pub fn add_working_days(
        &self,
        on: Date,
        n: i64,
        region: Option<&str>,
    ) -> Result<Date, OutOfTable> {
        let days = self.days(region);
        let rank = days.rank(on)?;
        if n == 0 {
            return Ok(on);
        }
        days.select(rank.saturating_add(n))
    }

    /// The day itself if it is worked, else the next working day: where an arrival on a day off
    /// counts from.
    pub fn on_or_after(&self, on: Date, region: Option<&str>) -> Result<Date, OutOfTable> {
        if self.is_working(on, region)? {
            return Ok(on);
        }
        self.add_working_days(on, 1, region)
    }

    /// The days of the narrowest region whose prefix fits; of the nation when none does.
    pub(crate) fn days(&self, region: Option<&str>) -> &Days {
        let code = region.unwrap_or_default();
        let longest = self.longest.min(code.len());
        (1..=longest)
            .rev()
            .find_map(|length| self.local.get(code.get(..length)?))
            .unwrap_or(&self.nation)
    }
}

fn check_consecutive(years: &[(&str, YearTable)]) -> Result<(), Invalid> {
    if years.is_empty() {
        return Err(Invalid::new("*.toml", "year", Reason::Nothing));
    }
    for pair in years.windows(2) {
        let ((_, before), (file, after)) = (&pair[0], &pair[1]);
        if after.year == before.year {
            return Err(Invalid::new(
                file,
                "year",
                Reason::DuplicateYear(after.year),
            ));
        }
        if after.year > before.year + 1 {
            return Err(Invalid::new(
                file,
                "year",
                Reason::MissingYear(before.year + 1),
            ));
        }
    }
    Ok(())
}

/// Lays every region's table over the days of the next wider region, or of the nation.
fn lay_regions(
    nation: &Days,
    regions: &[(&str, RegionTable)],
) -> Result<BTreeMap<String, Days>, Invalid> {
    let mut local: BTreeMap<String, Days> = BTreeMap::new();
    for (file, table) in regions {
        if local.contains_key(&table.region) {
            let reason = Reason::DuplicateRegion(table.region.clone());
            return Err(Invalid::new(file, "region", reason));
        }
        let wider = |other: &&str| table.region.starts_with(*other);
        let base = local
            .keys()
            .map(String::as_str)
            .filter(wider)
            .max_by_key(|other| other.len());
        let base = base.map_or(nation, |code| &local[code]);
        let known: Vec<i16> = regions
            .iter()
            .filter(|(_, other)| table.region.starts_with(&other.region))
            .flat_map(|(_, other)| other.years.iter().map(|year| year.year))
            .collect();
        let days = base.overlaid(file, table, &known)?;
        local.insert(table.region.clone(), days);
    }
    Ok(local)
}

#[cfg(test)]
mod tests;
