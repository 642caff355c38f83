//! A term (时限): how long somebody has, in the unit the rule uses.
//!
//! Written in catalogues and on the command line as `5 working days`, on pages as 5个工作日; both are
//! read.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How long somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub enum Term {
    /// Hours (小时), running through days off.
    Hours(u32),
    /// Working days (工作日); zero is the same day (当日).
    WorkingDays(u32),
    /// Calendar days (自然日).
    CalendarDays(u32),
    /// Months (个月), ending on the same day of the month.
    Months(u32),
}

/// A text that names no term.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTerm {
    /// Not a number with a known unit.
    #[error("无法识别的时限“{0}”，请写作“5个工作日”“24小时”“15日”“3个月”或 5 working days")]
    Unreadable(String),
    /// Beyond ten years.
    #[error("时限“{0}”超过十年")]
    TooLong(String),
}

/// No rule gives more than ten years. The limit stops a request for a day-by-day explanation of a
/// million days.
const YEARS_MAX: u32 = 10;

impl Term {
    /// The term as an office writes it.
    pub fn zh(self) -> String {
        match self {
            Term::Hours(count) => format!("{count}小时"),
            Term::WorkingDays(0) => "当日".to_owned(),
            Term::WorkingDays(count) => format!("{count}个工作日"),
            Term::CalendarDays(count) => format!("{count}日"),
            Term::Months(count) => format!("{count}个月"),
        }
    }

    /// The number before the unit.
    pub fn count(self) -> u32 {
        match self {
            Term::Hours(count)
            | Term::WorkingDays(count)
            | Term::CalendarDays(count)
            | Term::Months(count) => count,
        }
    }

    fn is_too_long(self) -> bool {
        let a_year = match self {
            Term::Hours(_) => 366 * 24,
            Term::WorkingDays(_) | Term::CalendarDays(_) => 366,
            Term::Months(_) => 12,
        };
        self.count() > YEARS_MAX * a_year
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self {
            Term::Hours(_) => "hour",
            Term::WorkingDays(_) => "working day",
            Term::CalendarDays(_) => "calendar day",
            Term::Months(_) => "month",
        };
        let plural = if self.count() == 1 { "" } else { "s" };
        write!(f, "{} {unit}{plural}", self.count())
    }
}

impl FromStr for Term {
    type Err = InvalidTerm;

    fn from_str(text: &str) -> Result<Term, InvalidTerm> {
        let trimmed = text.trim();
        if trimmed == "当日" || trimmed.eq_ignore_ascii_case("same day") {
            return Ok(Term::WorkingDays(0));
        }
        let unreadable = || InvalidTerm::Unreadable(text.to_owned());
        let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = trimmed.split_at(digits);
        let new = unit_named(unit.trim()).ok_or_else(unreadable)?;
        if number.is_empty() {
            return Err(unreadable());
        }
        let too_long = || InvalidTerm::TooLong(text.to_owned());
        let term = new(number.parse().map_err(|_| too_long())?);
        if term.is_too_long() {
            Err(too_long())
        } else {
            Ok(term)
        }
    }
}

/// The unit, English or Chinese. A bare 月 is refused: 3月 is March, not three months.
fn unit_named(unit: &str) -> Option<fn(u32) -> Term> {
    match unit.to_ascii_lowercase().as_str() {
        "hour" | "hours" | "小时" | "个小时" => Some(Term::Hours),
        "working day" | "working days" | "工作日" | "个工作日" => Some(Term::WorkingDays),
        "calendar day" | "calendar days" | "day" | "days" | "日" | "天" | "自然日" | "个自然日" => {
            Some(Term::CalendarDays)
        }
        "month" | "months" | "个月" => Some(Term::Months),
        _ => None,
    }
}

impl TryFrom<String> for Term {
    type Error = InvalidTerm;

    fn try_from(text: String) -> Result<Term, InvalidTerm> {
        text.parse()
    }
}

impl From<Term> for String {
    fn from(term: Term) -> String {
        term.to_string()
    }
}

#[cfg(test)]
mod tests;
