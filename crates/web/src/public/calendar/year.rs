//! A year on one page: twelve months, marked 休 and 班 where they differ from the week.

use calendar::{Calendar, Day, Status, Term};
use jiff::civil::{Date, Weekday, time};

/// A year to show.
pub struct Year {
    /// Which.
    pub year: i16,
    /// 已公布 or 暂定.
    pub status: &'static str,
    /// Whether its days may still change.
    pub provisional: bool,
    /// Where the days come from.
    pub source: String,
    /// January to December.
    pub months: Vec<Month>,
    /// The years beside it that there are tables for.
    pub others: Vec<i16>,
}

/// A month: weeks of seven, blank where another month's days would stand.
pub struct Month {
    /// 1 to 12.
    pub number: i8,
    /// Its weeks.
    pub weeks: Vec<Vec<Option<Cell>>>,
}

/// A day in the grid.
pub struct Cell {
    /// Of the month.
    pub day: i8,
    /// `off`, `free`, `work` or nothing.
    pub class: &'static str,
    /// 休, 班 or nothing.
    pub mark: &'static str,
    /// What the day is, in words.
    pub note: String,
}

impl Year {
    /// The year asked for, or the nearest there is a table for.
    pub fn of(calendar: &Calendar, wanted: i16, region: Option<&str>) -> Self {
        let years = calendar.years();
        let nearest = years.iter().min_by_key(|table| (table.year - wanted).abs());
        let year = nearest.map_or(wanted, |table| table.year);
        let days = days(calendar, year, region);
        let status = nearest.map_or(Status::Provisional, |table| table.status);
        Self {
            year,
            status: status.zh(),
            provisional: status == Status::Provisional || days.iter().any(|day| day.provisional),
            source: nearest.map_or_else(String::new, |table| table.source.clone()),
            months: (1..=12).map(|number| month(number, &days)).collect(),
            others: [year - 1, year + 1]
                .into_iter()
                .filter(|other| years.iter().any(|table| table.year == *other))
                .collect(),
        }
    }
}

/// Every day of the year with what it is, as the calendar itself explains it.
fn days(calendar: &Calendar, year: i16, region: Option<&str>) -> Vec<Day> {
    let first = Date::constant(year, 1, 1);
    let count = u32::from(first.days_in_year().unsigned_abs()) - 1;
    let start = first.to_datetime(time(0, 0, 0, 0));
    // The year has a table, so its first day is within reach and nothing can be out of it.
    calendar
        .explain(start, Term::CalendarDays(count), region)
        .unwrap_or_default()
}

fn month(number: i8, days: &[Day]) -> Month {
    let of_month = days.iter().filter(|day| day.on.month() == number);
    let cells: Vec<Option<Cell>> = of_month.clone().map(|day| Some(cell(day))).collect();
    let first = of_month
        .clone()
        .next()
        .map_or(Weekday::Monday, |day| day.on.weekday());
    let before = usize::from(first.to_monday_zero_offset().unsigned_abs());
    let mut row: Vec<Option<Cell>> = (0..before).map(|_| None).collect();
    row.extend(cells);
    row.resize_with(row.len().div_ceil(7) * 7, || None);
    let mut weeks = Vec::new();
    while !row.is_empty() {
        let rest = row.split_off(7);
        weeks.push(std::mem::replace(&mut row, rest));
    }
    Month { number, weeks }
}

fn cell(day: &Day) -> Cell {
    let is_weekend = matches!(day.on.weekday(), Weekday::Saturday | Weekday::Sunday);
    // The reason of a day comes first in its note; what the calculation adds comes after.
    let note = day.note.split('；').next().unwrap_or_default().to_owned();
    let is_named = note.contains("放假");
    let (class, mark) = match (day.working, is_weekend) {
        (true, true) => ("work", "班"),
        (true, false) => ("", ""),
        (false, _) if is_named => ("free", "休"),
        (false, _) => ("off", ""),
    };
    Cell {
        day: day.on.day(),
        class,
        mark,
        note,
    }
}
