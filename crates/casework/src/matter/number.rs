//! Numbers: `{region6}-{yyyy}-{channel1}-{sequence6}{check1}` (field.md 1.13), with a check digit that
//! catches every single wrong digit and most swapped neighbours (ISO 7064 MOD 11,10).

use super::Channel;
use std::fmt;
use std::str::FromStr;

/// A matter's or report's number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number {
    region: String,
    year: i16,
    channel: char,
    sequence: u32,
}

impl Number {
    /// Builds a number. A region code is cut or padded to six digits.
    pub fn new(region: &str, year: i16, channel: Channel, sequence: u32) -> Self {
        let digits = region
            .chars()
            .filter(char::is_ascii_digit)
            .chain(std::iter::repeat('0'));
        Self {
            region: digits.take(6).collect(),
            year,
            channel: channel.digit(),
            sequence,
        }
    }

    /// What a series shares; the sequence counts within it.
    pub fn series(region: &str, year: i16, channel: Channel) -> String {
        Self::new(region, year, channel, 0).prefix()
    }

    /// The series this number belongs to.
    pub fn series_of(&self) -> String {
        self.prefix()
    }

    /// The sequence number.
    pub fn sequence(&self) -> u32 {
        self.sequence
    }

    /// The same series with another sequence number.
    pub fn with_sequence(&self, sequence: u32) -> Self {
        Self {
            sequence,
            ..self.clone()
        }
    }

    /// The short number (短号) of a telephone query: year, channel and the last digits, without the
    /// region, e.g. `26-1-17` (P-23).
    pub fn short(&self) -> String {
        let whole = self.to_string();
        let check = whole.chars().last().unwrap_or_default();
        format!(
            "{:02}-{}-{}{check}",
            self.year % 100,
            self.channel,
            self.sequence
        )
    }

    /// The number of a region that a short number names.
    ///
    /// # Errors
    /// It is no short number, or its check digit is wrong.
    pub fn from_short(region: &str, text: &str) -> Result<Self, NotANumber> {
        let parts: Vec<&str> = text.trim().split('-').collect();
        let [year, channel, tail] = parts[..] else {
            return Err(NotANumber);
        };
        let six = Self::new(region, 0, Channel::Other, 0).region;
        format!("{six}-20{year}-{channel}-{tail:0>7}").parse()
    }

    fn prefix(&self) -> String {
        format!("{}-{:04}-{}", self.region, self.year, self.channel)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = format!("{}-{:06}", self.prefix(), self.sequence);
        write!(f, "{body}{}", check_digit(&body))
    }
}

/// A text that is no number of ours: mistyped, or another system's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("编号有误，请核对：形如 330000-2026-4-0000017")]
pub struct NotANumber;

impl FromStr for Number {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let text = text.trim();
        let parts: Vec<&str> = text.split('-').collect();
        let [region, year, channel, tail] = parts[..] else {
            return Err(NotANumber);
        };
        let digits = parts
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        if !digits || region.len() != 6 || year.len() != 4 || channel.len() != 1 || tail.len() < 7 {
            return Err(NotANumber);
        }
        let (sequence, _) = tail.split_at(tail.len() - 1);
        let number = Self {
            region: region.to_owned(),
            year: year.parse().map_err(|_| NotANumber)?,
            channel: channel.chars().next().ok_or(NotANumber)?,
            sequence: sequence.parse().map_err(|_| NotANumber)?,
        };
        if number.to_string() == text {
            Ok(number)
        } else {
            Err(NotANumber)
        }
    }
}

fn check_digit(body: &str) -> u32 {
    let digits = body.chars().filter_map(|c| c.to_digit(10));
    let carry = digits.fold(10, |carry, digit| {
        let sum = (carry + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - carry) % 10
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_reads_as_the_office_writes_it() {
        let number = Number::new("533100", 2026, Channel::Web, 17);
        let text = number.to_string();
        assert!(text.starts_with("533100-2026-4-000017"), "{text}");
        assert_eq!(text.parse(), Ok(number));
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_caught(sequence in 0u32..2_000_000, at in 0usize..20, by in 1u8..10) {
            let text = Number::new("330683", 2025, Channel::Letter, sequence).to_string();
            let mut bytes = text.clone().into_bytes();
            let at = at % bytes.len();
            prop_assume!(bytes[at].is_ascii_digit());
            bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
            let wrong = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(wrong.parse::<Number>(), Err(NotANumber));
            prop_assert!(text.parse::<Number>().is_ok());
        }
    }

    #[test]
    fn a_short_number_leads_back_to_the_whole_one_p_23() {
        for sequence in [1, 17, 123_456, 1_234_567] {
            let number = Number::new("990101", 2026, Channel::Phone, sequence);
            let short = number.short();
            assert_eq!(Number::from_short("990101", &short), Ok(number), "{short}");
        }
        for wrong in ["26-3-11", "26-3", "x-3-1", "", "2026-3-13"] {
            assert_eq!(
                Number::from_short("990101", wrong),
                Err(NotANumber),
                "{wrong}"
            );
        }
    }
}
