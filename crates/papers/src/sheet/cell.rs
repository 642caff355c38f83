//! One cell, and its text as a person would read it.

use jiff::civil::{DateTime, Time};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text exactly as stored: tabs, U+3000 and line breaks included; never the empty string.
    Text(String),
    /// A number.
    Number(f64),
    /// A day, with a time of day where the cell has one.
    Date(DateTime),
    /// True or false.
    Bool(bool),
}

impl Cell {
    /// Text without loss: whole numbers without `.0`, a midnight as its day alone.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            // Adding zero turns −0 into 0.
            Self::Number(number) => (number + 0.0).to_string(),
            Self::Date(moment) if moment.time() == Time::midnight() => moment.date().to_string(),
            Self::Date(moment) => format!("{} {}", moment.date(), moment.time()),
            Self::Bool(true) => "TRUE".to_owned(),
            Self::Bool(false) => "FALSE".to_owned(),
        }
    }

    /// [`text`](Self::text) without the blanks around it, see [`trimmed`].
    #[must_use]
    pub fn trimmed(&self) -> String {
        trimmed(&self.text()).to_owned()
    }

    /// Whether the cell holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Text as a cell: the empty string is no text.
    pub(super) fn of(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }
}

/// `text` without blanks at both ends: white space of any script, tabs, U+3000, U+00A0 and the byte
/// order mark U+FEFF, all of which office exports put around values.
#[must_use]
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|char: char| char.is_whitespace() || char == '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::*;

    #[test]
    fn text_loses_nothing() {
        let text = |cell: Cell| cell.text();
        assert_eq!(text(Cell::Number(188_006.0)), "188006");
        assert_eq!(text(Cell::Number(-0.0)), "0");
        assert_eq!(text(Cell::Number(0.1)), "0.1");
        assert_eq!(
            text(Cell::Number(123_456_789_012_345_680.0)),
            "123456789012345680"
        );
        assert_eq!(text(Cell::Text("\t\u{3000}甲\n".into())), "\t\u{3000}甲\n");
        assert_eq!(
            text(Cell::Date(datetime(2019, 11, 22, 0, 0, 0, 0))),
            "2019-11-22"
        );
        assert_eq!(
            text(Cell::Date(datetime(2020, 1, 9, 9, 5, 4, 0))),
            "2020-01-09 09:05:04"
        );
        let fraction = datetime(2020, 1, 9, 9, 5, 4, 250_000_000);
        assert_eq!(text(Cell::Date(fraction)), "2020-01-09 09:05:04.25");
        assert_eq!(text(Cell::Bool(true)), "TRUE");
        assert_eq!(text(Cell::Empty), "");
    }

    #[test]
    fn trimming_is_asked_for_and_takes_every_blank() {
        let cell = Cell::Text("\u{FEFF}\t \u{3000}\u{A0}甲 乙\u{3000}\r\n".into());
        assert_eq!(cell.trimmed(), "甲 乙");
    }
}
