//! A month of the roster, week by week.

use super::{Standing, month_of, names, standing, weekday, written};
use crate::queries::gate::{Organ, Scope};
use crate::{App, Failure};
use casework::PersonId;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Serialize;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct RosterPage {
    /// Whose roster.
    pub organ: Organ,
    /// The organs the reader may choose among.
    pub organs: Vec<Organ>,
    /// The month.
    pub month: Month,
    /// How things stand now.
    pub standing: Standing,
    /// Whether the reader may publish.
    pub publishes: bool,
}

/// A month.
#[derive(Debug, Clone, Serialize)]
pub struct Month {
    /// `2026-03`.
    pub written: String,
    /// 2026年3月.
    pub zh: String,
    /// The months beside it.
    pub before: String,
    /// The month after.
    pub after: String,
    /// Its weeks from Monday on; blank where another month's days would stand.
    pub weeks: Vec<Vec<Option<Day>>>,
    /// Days off from today on with nobody on duty.
    pub gaps: usize,
    /// Whether anybody is on duty on any day of it.
    pub is_empty: bool,
}

/// A day of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// `2026-03-07`.
    pub on: String,
    /// Of the month.
    pub number: i8,
    /// 星期六.
    pub weekday: &'static str,
    /// Whether offices work on it.
    pub works: bool,
    /// 休 or 班, where it differs from the week.
    pub mark: &'static str,
    /// Whether it is today.
    pub today: bool,
    /// Whether it is over.
    pub past: bool,
    /// Who is on duty, and the leader.
    pub duty: Option<(String, String)>,
}

/// A month of an organ's roster; this month where none is named.
///
/// # Errors
/// As for the gate itself.
pub async fn roster(
    app: &App,
    person: &PersonId,
    unit: Option<&str>,
    month: Option<&str>,
) -> Result<RosterPage, Failure> {
    let scope = Scope::of(app, person, unit).await?;
    let first = month.and_then(month_of);
    let first = first.unwrap_or_else(|| scope.reader.on().first_of_month());
    Ok(RosterPage {
        organ: scope.organ(),
        organs: scope.organs(),
        month: whole(app, &scope, first),
        standing: standing(app, &scope),
        publishes: super::form::publishes(app, &scope),
    })
}

fn whole(app: &App, scope: &Scope, first: Date) -> Month {
    let days: Vec<Day> = days_of(first).map(|on| day(app, scope, on)).collect();
    let gap = |day: &&Day| !day.works && !day.past && day.duty.is_none();
    let beside = |months: i32| {
        let other = first.checked_add(months.months()).unwrap_or(first);
        written(other)
    };
    Month {
        written: written(first),
        zh: format!("{}年{}月", first.year(), first.month()),
        before: beside(-1),
        after: beside(1),
        gaps: days.iter().filter(gap).count(),
        is_empty: days.iter().all(|day| day.duty.is_none()),
        weeks: weeks(first, days),
    }
}

/// Every day of a month.
pub(super) fn days_of(first: Date) -> impl Iterator<Item = Date> {
    first
        .series(1.day())
        .take_while(move |on| on.month() == first.month())
}

pub(super) fn day(app: &App, scope: &Scope, on: Date) -> Day {
    let office = &scope.reader.office;
    let region = office.unit(&scope.unit).map(|unit| &*unit.region);
    let weekend = matches!(on.weekday(), Weekday::Saturday | Weekday::Sunday);
    // A day no table knows is as its week has it.
    let works = app.calendar().is_working(on, region).unwrap_or(!weekend);
    Day {
        on: on.to_string(),
        number: on.day(),
        weekday: weekday(on),
        works,
        mark: match (works, weekend) {
            (true, true) => "班",
            (false, false) => "休",
            _ => "",
        },
        today: on == scope.reader.on(),
        past: on < scope.reader.on(),
        duty: office
            .on_duty(&scope.unit, on)
            .map(|duty| names(scope, duty)),
    }
}

fn weeks(first: Date, days: Vec<Day>) -> Vec<Vec<Option<Day>>> {
    let blanks = usize::from(first.weekday().to_monday_zero_offset().unsigned_abs());
    let mut cells: Vec<Option<Day>> = std::iter::repeat_n(None, blanks).collect();
    cells.extend(days.into_iter().map(Some));
    cells.resize(cells.len().next_multiple_of(7), None);
    cells.chunks(7).map(<[_]>::to_vec).collect()
}
