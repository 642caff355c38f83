//! Why a date is due when it is, day by day (逐日说明), in words an office and a citizen can check
//! (T21).

use jiff::civil::{Date, DateTime, Weekday};
use serde::Serialize;

use crate::calendar::{Calendar, OutOfTable};
use crate::days::{Days, Doubt, Mark};
use crate::term::Term;

/// One day between the start and the due date, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// The day.
    pub on: Date,
    /// Its weekday as calendars print it, 周一 to 周日.
    pub weekday: &'static str,
    /// Whether offices work on it.
    pub working: bool,
    /// How much of the term is used up by the end of the day; nothing on days that do not count.
    pub counted: Option<u32>,
    /// What the day is, in words.
    pub note: String,
    /// Whether what is said of it is not published yet.
    pub provisional: bool,
}

impl Calendar {
    /// Every day from the start to the due date, and what it counts for. Empty never: the first
    /// line is the day of the start, the last one the due date that [`Calendar::due`] gives.
    pub fn explain(
        &self,
        from: DateTime,
        term: Term,
        region: Option<&str>,
    ) -> Result<Vec<Day>, OutOfTable> {
        let due = self.due(from, term, region)?;
        let days = self.days(region);
        let mut lines = vec![first_line(days, from, term, due.due_on)];
        let mut used = 0;
        let mut on = from.date();
        while on < due.due_on {
            on = on.tomorrow().map_err(|_| OutOfTable::Beyond)?;
            let is_last = on == due.due_on;
            let working = days.works(on);
            used += u32::from(matches!(term, Term::CalendarDays(_)) || working);
            let counted = match term {
                Term::WorkingDays(_) => working.then_some(used),
                Term::CalendarDays(_) => Some(used),
                Term::Hours(count) | Term::Months(count) => is_last.then_some(count),
            };
            let ending = is_last.then(|| ending(term, due.due_at, working));
            lines.push(line(days, on, counted, ending.flatten()));
        }
        Ok(lines)
    }
}

fn first_line(days: &Days, from: DateTime, term: Term, due_on: Date) -> Day {
    let on = from.date();
    let (counted, how) = match term {
        Term::Hours(count) => {
            let is_last = due_on == on;
            (
                is_last.then_some(count),
                format!("自{}起连续计算{}", clock(from), term.zh()),
            )
        }
        _ if due_on == on => (Some(0), "当日办理，当日期满".to_owned()),
        _ => (None, "起算当日不计入，自次日起算".to_owned()),
    };
    line(days, on, counted, Some(how))
}

fn line(days: &Days, on: Date, counted: Option<u32>, ending: Option<String>) -> Day {
    let doubt = days.doubt(on);
    let provisional = doubt.is_some();
    let parts = [Some(ground(days, on)), doubt.map(doubt_in_words), ending];
    let note = parts.into_iter().flatten().collect::<Vec<_>>().join("；");
    Day {
        on,
        weekday: weekday(on),
        working: days.works(on),
        counted,
        note,
        provisional,
    }
}

/// What makes the day worked or not.
fn ground(days: &Days, on: Date) -> String {
    let Some(marked) = days.marked(on) else {
        return match on.weekday() {
            Weekday::Saturday | Weekday::Sunday => format!("{}休息", weekday(on)),
            _ => "工作日".to_owned(),
        };
    };
    let what = match &marked.mark {
        Mark::Off(name) => format!("{name}放假"),
        Mark::MadeUp(name) => format!("调休上班（{name}）"),
        Mark::AsUsual(name) => format!("照常上班（{name}放假另有安排）"),
    };
    match &marked.region {
        Some(region) => format!("{what}，{region}安排"),
        None => what,
    }
}

fn doubt_in_words(doubt: Doubt) -> String {
    match doubt {
        Doubt::BeyondTables => "日历未公布，暂按周一至周五计".to_owned(),
        Doubt::YearUnpublished => "当年放假安排未公布，暂按法定节假日和周末计".to_owned(),
        Doubt::RegionYearMissing(region) => format!("{region}当年放假安排未录入，暂按全国日历计"),
        Doubt::Unsettled(name) => format!("{name}放假日期未公布，暂定"),
        Doubt::Listed => "当地放假安排未公布，暂定".to_owned(),
    }
}

/// What is said of the last day beyond its being worked or not.
fn ending(term: Term, due_at: DateTime, working: bool) -> Option<String> {
    match term {
        Term::Hours(_) => Some(format!("{}满{}", clock(due_at), term.zh())),
        Term::WorkingDays(_) => None,
        Term::CalendarDays(_) | Term::Months(_) if working => Some(format!("满{}", term.zh())),
        Term::CalendarDays(_) | Term::Months(_) => Some(format!("满{}，逢休息日不顺延", term.zh())),
    }
}

fn clock(at: DateTime) -> String {
    format!("{}时{:02}分", at.hour(), at.minute())
}

fn weekday(on: Date) -> &'static str {
    match on.weekday() {
        Weekday::Monday => "周一",
        Weekday::Tuesday => "周二",
        Weekday::Wednesday => "周三",
        Weekday::Thursday => "周四",
        Weekday::Friday => "周五",
        Weekday::Saturday => "周六",
        Weekday::Sunday => "周日",
    }
}

#[cfg(test)]
mod tests;
