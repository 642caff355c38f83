//! The number of a procedure: letters of its noun, organ, year, running number.

use super::Noun;
use crate::ids::UnitId;
use std::fmt;
use std::str::FromStr;

/// A procedure's number, e.g. `JC-533100-2026-0007`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    series: String,
    sequence: u32,
}

impl Number {
    /// The running number `sequence` of a series.
    pub fn new(series: &str, sequence: u32) -> Self {
        Self {
            series: series.to_owned(),
            sequence,
        }
    }

    /// What all numbers of a noun, organ and year begin with.
    pub fn series(noun: Noun, organ: &UnitId, year: i16) -> String {
        format!("{}-{organ}-{year}", noun.letters())
    }

    /// Which of the series it is, from 1.
    pub fn sequence(&self) -> u32 {
        self.sequence
    }

    /// Of which noun it is.
    pub fn noun(&self) -> Option<Noun> {
        let (letters, _) = self.series.split_once('-')?;
        Noun::ALL
            .iter()
            .copied()
            .find(|noun| noun.letters() == letters)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}", self.series, self.sequence)
    }
}

/// What a text is not that is no number of a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no number of a procedure")]
pub struct NoNumber;

impl FromStr for Number {
    type Err = NoNumber;

    fn from_str(text: &str) -> Result<Self, NoNumber> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let (series, sequence) = text.rsplit_once('-').ok_or(NoNumber)?;
        let number = Self {
            series: series.to_owned(),
            sequence: sequence.parse().map_err(|_| NoNumber)?,
        };
        let whole = text.chars().all(plain) && number.to_string() == text;
        if whole && number.noun().is_some() {
            Ok(number)
        } else {
            Err(NoNumber)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_back_and_nothing_else_does() {
        let series = Number::series(Noun::Inspection, &"533100".into(), 2026);
        let number = Number::new(&series, 7);
        assert_eq!(number.to_string(), "JC-533100-2026-0007");
        assert_eq!("JC-533100-2026-0007".parse(), Ok(number));
        for wrong in [
            "",
            "JC",
            "JC-533100-2026-7",
            "XX-533100-2026-0007",
            "JC-5331 00-2026-0007",
        ] {
            assert!(wrong.parse::<Number>().is_err(), "{wrong}");
        }
    }
}
