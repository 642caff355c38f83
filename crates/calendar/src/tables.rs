//! Calendar files: their shape, and the checks that one file needs for itself.
//!
//! A national year is `2026.toml`; a region with days of its own is `region-5331.toml`, named by
//! the prefix of the region codes it serves. Files come as text: who reads them from where is not
//! this crate's business.

use std::collections::HashSet;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

mod invalid;

pub use invalid::{Invalid, Reason};

/// Whether the competent office has announced a year's arrangement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Announced (已公布).
    Published,
    /// Derived from standing rules or custom until it is announced (暂定).
    Provisional,
}

impl Status {
    /// The word pages show.
    pub fn zh(self) -> &'static str {
        match self {
            Status::Published => "已公布",
            Status::Provisional => "暂定",
        }
    }
}

/// A day that differs from the weekly rhythm, and the festival it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NamedDay {
    /// The day.
    pub on: Date,
    /// The festival, as the notice calls it.
    pub name: String,
}

/// A span in which a local festival will fall, while its notice is not out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// First day that the notice may touch.
    pub from: Date,
    /// Last day that the notice may touch.
    pub until: Date,
    /// The festival.
    pub name: String,
}

/// One national year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct YearTable {
    /// The calendar year.
    pub year: i16,
    /// Announced or provisional.
    pub status: Status,
    /// The notice the days come from, in words.
    pub source: String,
    /// Days off, weekends inside a holiday included.
    pub days_off: Vec<NamedDay>,
    /// Weekend days on which offices work.
    pub make_up_working_days: Vec<NamedDay>,
}

/// One year of a region's own days. Each day overrides what wider tables say of it, and nothing
/// else.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RegionYear {
    /// The calendar year; a national table must exist for it.
    pub year: i16,
    /// Announced or provisional.
    pub status: Status,
    /// The notice the days come from, in words.
    pub source: String,
    /// Local days off.
    pub days_off: Vec<NamedDay>,
    /// Days that would be off by wider tables or the weekend, on which the region's offices work.
    pub make_up_working_days: Vec<NamedDay>,
    /// Spans that stay provisional until the notice is out; only for a provisional year.
    #[serde(default)]
    pub unsettled: Vec<Window>,
}

/// A region with days of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RegionTable {
    /// Prefix of the region codes it serves: `5331` serves `533102` too.
    pub region: String,
    /// Short name for explanations.
    pub name: String,
    /// Its years, in any order.
    pub years: Vec<RegionYear>,
}

/// A checked file.
pub(crate) enum Table {
    Year(YearTable),
    Region(RegionTable),
}

impl Table {
    /// Reads one file, whose name says what it must hold.
    pub(crate) fn parse(file: &str, text: &str) -> Result<Table, Invalid> {
        let stem = file
            .rsplit('/')
            .next()
            .and_then(|name| name.strip_suffix(".toml"));
        let Some(stem) = stem else {
            return Err(Invalid::new(file, "文件名", Reason::FileName));
        };
        if let Some(code) = stem.strip_prefix("region-") {
            return parse_region(file, code, text).map(Table::Region);
        }
        if stem.len() == 4 && stem.bytes().all(|byte| byte.is_ascii_digit()) {
            return parse_year(file, stem, text).map(Table::Year);
        }
        Err(Invalid::new(file, "文件名", Reason::FileName))
    }
}

fn parse_year(file: &str, stem: &str, text: &str) -> Result<YearTable, Invalid> {
    let table: YearTable = toml::from_str(text).map_err(|error| unreadable(file, text, &error))?;
    if table.year.to_string() != stem {
        return Err(Invalid::new(file, "year", Reason::NotItsFile));
    }
    check_source(file, "source", &table.source)?;
    check_days(
        file,
        "",
        table.year,
        &table.days_off,
        &table.make_up_working_days,
    )?;
    let weekday = table
        .make_up_working_days
        .iter()
        .find(|day| !is_weekend(day.on));
    if let Some(day) = weekday {
        return Err(Invalid::new(
            file,
            "make_up_working_days",
            Reason::NotARestDay(day.on),
        ));
    }
    Ok(table)
}

fn parse_region(file: &str, code: &str, text: &str) -> Result<RegionTable, Invalid> {
    let mut table: RegionTable =
        toml::from_str(text).map_err(|error| unreadable(file, text, &error))?;
    if table.region != code {
        return Err(Invalid::new(file, "region", Reason::NotItsFile));
    }
    if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Invalid::new(file, "region", Reason::RegionCode));
    }
    check_source(file, "name", &table.name)?;
    table.years.sort_by_key(|year| year.year);
    if let Some(pair) = table
        .years
        .windows(2)
        .find(|pair| pair[0].year == pair[1].year)
    {
        return Err(Invalid::new(
            file,
            "years.year",
            Reason::DuplicateYear(pair[0].year),
        ));
    }
    for year in &table.years {
        check_region_year(file, year)?;
    }
    Ok(table)
}

fn check_region_year(file: &str, year: &RegionYear) -> Result<(), Invalid> {
    let within = format!("years[{}].", year.year);
    check_source(file, &format!("{within}source"), &year.source)?;
    check_days(
        file,
        &within,
        year.year,
        &year.days_off,
        &year.make_up_working_days,
    )?;
    let field = format!("{within}unsettled");
    if year.status == Status::Published && !year.unsettled.is_empty() {
        return Err(Invalid::new(file, field, Reason::PublishedButUnsettled));
    }
    for window in &year.unsettled {
        let ends = [window.from, window.until];
        if let Some(outside) = ends.into_iter().find(|end| end.year() != year.year) {
            return Err(Invalid::new(file, field, Reason::OutsideYear(outside)));
        }
        if window.from > window.until {
            return Err(Invalid::new(file, field, Reason::Backwards(window.from)));
        }
    }
    Ok(())
}

/// Every day lies in its year and is named once; a day cannot be off and worked at the same time.
fn check_days(
    file: &str,
    within: &str,
    year: i16,
    off: &[NamedDay],
    make_up: &[NamedDay],
) -> Result<(), Invalid> {
    let mut seen = HashSet::new();
    for (field, days) in [("days_off", off), ("make_up_working_days", make_up)] {
        for day in days {
            let refuse = |reason| Err(Invalid::new(file, format!("{within}{field}"), reason));
            if day.on.year() != year {
                return refuse(Reason::OutsideYear(day.on));
            }
            if day.name.trim().is_empty() {
                return refuse(Reason::Empty);
            }
            if !seen.insert(day.on) {
                return refuse(Reason::Duplicate(day.on));
            }
        }
    }
    Ok(())
}

/// A table that cannot say where it comes from is not evidence of anything.
fn check_source(file: &str, field: &str, text: &str) -> Result<(), Invalid> {
    if text.trim().is_empty() {
        return Err(Invalid::new(file, field, Reason::Empty));
    }
    Ok(())
}

fn unreadable(file: &str, text: &str, error: &toml::de::Error) -> Invalid {
    let line = error.span().map_or(1, |span| {
        let before = &text.as_bytes()[..span.start.min(text.len())];
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    });
    let reason = Reason::Unreadable(error.message().to_owned());
    Invalid::new(file, format!("第{line}行"), reason)
}

/// Saturday or Sunday.
pub(crate) fn is_weekend(on: Date) -> bool {
    matches!(on.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests;
