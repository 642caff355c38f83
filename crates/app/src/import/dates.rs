//! Dates of a book, in the forms its map lists.

use jiff::civil::{Date, DateTime};
use papers::sheet::{Cell, DateForm, NotADate, date};
use serde::Deserialize;

/// A way of writing dates, as a map names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// A workbook's own day number.
    Serial,
    /// `20190107`
    Compact,
    /// `2019/1/7 16:37:29`
    Slash,
    /// `2020-01-09 09:15:34`
    Dash,
    /// `2019.11.22`
    Dot,
    /// `2016年3月5日`
    Chinese,
    /// `03/25/2016`: day and month cannot be told apart by looking, so the map has to say it.
    MonthFirst,
}

impl Form {
    fn of_sheet(self) -> Option<DateForm> {
        Some(match self {
            Self::Serial => DateForm::Serial,
            Self::Compact => DateForm::Compact,
            Self::Slash => DateForm::Slash,
            Self::Dash => DateForm::Dash,
            Self::Dot => DateForm::Dot,
            Self::Chinese => DateForm::Chinese,
            Self::MonthFirst => return None,
        })
    }
}

/// The moment in a cell, in one of the forms.
pub(super) fn read(cell: &Cell, forms: &[Form]) -> Result<DateTime, NotADate> {
    let known: Vec<DateForm> = forms.iter().filter_map(|form| form.of_sheet()).collect();
    let outcome = date(cell, &known);
    if outcome == Err(NotADate::Form) && forms.contains(&Form::MonthFirst) {
        return month_first(&cell.trimmed());
    }
    outcome
}

fn month_first(text: &str) -> Result<DateTime, NotADate> {
    let parts: Vec<&str> = text.split('/').collect();
    let [month, day, year] = parts[..] else {
        return Err(NotADate::Form);
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(month) || !digits(day) || !digits(year) || year.len() != 4 {
        return Err(NotADate::Form);
    }
    let number = |text: &str| text.parse::<i8>().map_err(|_| NotADate::Form);
    let year = year.parse().map_err(|_| NotADate::Form)?;
    let day = Date::new(year, number(month)?, number(day)?);
    day.map(|day| day.at(0, 0, 0, 0))
        .map_err(|_| NotADate::NoSuchMoment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;

    fn read_text(text: &str, forms: &[Form]) -> Result<DateTime, NotADate> {
        read(&Cell::Text(text.into()), forms)
    }

    #[test]
    fn the_month_comes_first_only_where_the_map_says_so() {
        let both = [Form::Dash, Form::MonthFirst];
        let day = datetime(2016, 3, 25, 0, 0, 0, 0);
        assert_eq!(read_text("03/25/2016", &both), Ok(day));
        assert_eq!(read_text(" 3/25/2016 ", &both), Ok(day));
        assert_eq!(read_text("2016-03-25", &both), Ok(day));
        assert_eq!(read_text("03/25/2016", &[Form::Dash]), Err(NotADate::Form));
    }

    #[test]
    fn nothing_is_guessed() {
        let forms = [Form::MonthFirst];
        assert_eq!(read_text("25/03/2016", &forms), Err(NotADate::NoSuchMoment));
        assert_eq!(read_text("02/30/2016", &forms), Err(NotADate::NoSuchMoment));
        for text in ["3/5/16", "3/5", "3/5/2016 9:00", "三/五/2016", "+3/5/2016"] {
            assert_eq!(read_text(text, &forms), Err(NotADate::Form), "{text}");
        }
        assert_eq!(read_text("　", &forms), Err(NotADate::Missing));
    }
}
