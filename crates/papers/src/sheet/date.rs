//! Dates as offices write them: a form list says which, and nothing ambiguous is guessed.
//!
//! Every form begins with a year of four digits, so that day and month cannot be confused. A time of
//! day may follow; its seconds and their fraction may be missing.

use calamine::{ExcelDateTime, ExcelDateTimeType};
use jiff::civil::DateTime;
use thiserror::Error;

use super::Cell;

/// A way of writing a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateForm {
    /// A day number as workbooks store it: `43472.69`.
    Serial,
    /// `20190107`
    Compact,
    /// `2019/1/7 16:37:29`
    Slash,
    /// `2020-01-09 09:15:34`, also with `T`
    Dash,
    /// `2019.11.22`
    Dot,
    /// `2016年3月5日`, also with `9时15分`
    Chinese,
}

impl DateForm {
    /// Every form there is.
    pub const ALL: [Self; 6] = [
        Self::Serial,
        Self::Compact,
        Self::Slash,
        Self::Dash,
        Self::Dot,
        Self::Chinese,
    ];

    /// The form a catalogue file means by `name`: the variant's name in lower case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "serial" => Some(Self::Serial),
            "compact" => Some(Self::Compact),
            "slash" => Some(Self::Slash),
            "dash" => Some(Self::Dash),
            "dot" => Some(Self::Dot),
            "chinese" => Some(Self::Chinese),
            _ => None,
        }
    }
}

/// Why a cell gives no date. The cell's content is left out: it may be personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotADate {
    /// The cell is empty or blank.
    #[error("没有填写日期")]
    Missing,
    /// In none of the forms asked for.
    #[error("不是可识别的日期")]
    Form,
    /// In the right form, but no such day or time exists.
    #[error("日期或时间不存在")]
    NoSuchMoment,
}

/// The date in a cell, if it is one, or written in one of `forms`. A day alone means its midnight.
///
/// # Errors
///
/// Says whether the cell is blank, in no such form, or names a day that does not exist.
pub fn date(cell: &Cell, forms: &[DateForm]) -> Result<DateTime, NotADate> {
    if let Cell::Date(moment) = cell {
        return Ok(*moment);
    }
    let text = cell.trimmed();
    if text.is_empty() {
        return Err(NotADate::Missing);
    }
    let read = |form: &DateForm| match (form, cell) {
        (DateForm::Serial, Cell::Number(number)) => serial(*number).map(Ok),
        (DateForm::Serial, _) => None,
        _ => written(&text, *form),
    };
    forms.iter().find_map(read).unwrap_or(Err(NotADate::Form))
}

/// A workbook's own date. `None` for a time of day without a day, for a day beyond 9999 and for
/// 29 February 1900, which workbooks count though it never was.
pub(super) fn from_serial(moment: &ExcelDateTime) -> Option<DateTime> {
    if !(1.0..2_958_466.0).contains(&moment.as_f64()) {
        return None;
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let small = |value: u8| i8::try_from(value).ok();
    DateTime::new(
        i16::try_from(year).ok()?,
        small(month)?,
        small(day)?,
        small(hour)?,
        small(minute)?,
        small(second)?,
        i32::from(milli) * 1_000_000,
    )
    .ok()
}

fn serial(number: f64) -> Option<DateTime> {
    from_serial(&ExcelDateTime::new(
        number,
        ExcelDateTimeType::DateTime,
        false,
    ))
}

/// Reads `text` in one form: `None` when it is not in that form, an error when no such moment is.
fn written(text: &str, form: DateForm) -> Option<Result<DateTime, NotADate>> {
    let mut scan = Scan(text);
    let (year, month, day) = day(&mut scan, form)?;
    let blank = scan.blank() || (form == DateForm::Dash && scan.literal('T'));
    let (hour, minute, second, nano) = match scan.0 {
        "" if blank => return None,
        "" => (0, 0, 0, 0),
        _ if blank || form == DateForm::Chinese => time(&mut scan)?,
        _ => return None,
    };
    if !scan.0.is_empty() {
        return None;
    }
    let small = |value: i32| i8::try_from(value).expect("at most two digits were read");
    let year = i16::try_from(year).expect("four digits were read");
    let moment = DateTime::new(
        year,
        small(month),
        small(day),
        small(hour),
        small(minute),
        small(second),
        nano,
    );
    Some(moment.map_err(|_| NotADate::NoSuchMoment))
}

fn day(scan: &mut Scan<'_>, form: DateForm) -> Option<(i32, i32, i32)> {
    let year = scan.number(4, 4)?;
    let mark = match form {
        DateForm::Serial => return None,
        DateForm::Compact => return Some((year, scan.number(2, 2)?, scan.number(2, 2)?)),
        DateForm::Chinese => return chinese_day(scan, year),
        DateForm::Slash => '/',
        DateForm::Dash => '-',
        DateForm::Dot => '.',
    };
    scan.need(mark)?;
    let month = scan.number(1, 2)?;
    scan.need(mark)?;
    Some((year, month, scan.number(1, 2)?))
}

fn chinese_day(scan: &mut Scan<'_>, year: i32) -> Option<(i32, i32, i32)> {
    scan.need('年')?;
    let month = scan.number(1, 2)?;
    scan.need('月')?;
    let day = scan.number(1, 2)?;
    (scan.literal('日') || scan.literal('号')).then_some((year, month, day))
}

fn time(scan: &mut Scan<'_>) -> Option<(i32, i32, i32, i32)> {
    let hour = scan.number(1, 2)?;
    if scan.literal('时') {
        let minute = scan.number(1, 2)?;
        scan.need('分')?;
        let second = scan.number(1, 2).unwrap_or(0);
        return (scan.0.is_empty() || scan.literal('秒')).then_some((hour, minute, second, 0));
    }
    scan.colon()?;
    let minute = scan.number(2, 2)?;
    if scan.colon().is_none() {
        return Some((hour, minute, 0, 0));
    }
    let second = scan.number(2, 2)?;
    let nano = if scan.literal('.') {
        scan.fraction()?
    } else {
        0
    };
    Some((hour, minute, second, nano))
}

/// What is left of a text being read from the front.
struct Scan<'a>(&'a str);

impl Scan<'_> {
    /// A number of `least` to `most` digits.
    fn number(&mut self, least: usize, most: usize) -> Option<i32> {
        let digits = self
            .0
            .bytes()
            .take(most)
            .take_while(u8::is_ascii_digit)
            .count();
        if digits < least {
            return None;
        }
        let (number, rest) = self.0.split_at(digits);
        self.0 = rest;
        number.parse().ok()
    }

    /// Digits after the point, as billionths; those beyond the ninth are below any clock.
    fn fraction(&mut self) -> Option<i32> {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (fraction, rest) = self.0.split_at(digits);
        self.0 = rest;
        let nine: String = fraction
            .chars()
            .chain("000000000".chars())
            .take(9)
            .collect();
        (digits > 0).then(|| nine.parse().expect("nine digits are a number"))
    }

    fn literal(&mut self, char: char) -> bool {
        let rest = self.0.strip_prefix(char);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn need(&mut self, char: char) -> Option<()> {
        self.literal(char).then_some(())
    }

    fn colon(&mut self) -> Option<()> {
        (self.literal(':') || self.literal('：')).then_some(())
    }

    /// Blanks of any script; whether there were some.
    fn blank(&mut self) -> bool {
        let rest = self.0.trim_start();
        let some = rest.len() < self.0.len();
        self.0 = rest;
        some
    }
}

#[cfg(test)]
mod tests;
