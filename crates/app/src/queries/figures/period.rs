//! A time figures are told of, the time before it and the same of the year before.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// Some days, both counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

impl Period {
    /// The period of a word: a month `2026-03`, a quarter `2026-q1`, half a year `2026-h1`, a year `2026`.
    pub fn parse(word: &str) -> Option<Self> {
        let (year, rest) = word.split_once('-').unwrap_or((word, ""));
        let year: i16 = year
            .parse()
            .ok()
            .filter(|year| (1900..2200).contains(year))?;
        let (first, months) = match rest {
            "" => (1, 12),
            "h1" => (1, 6),
            "h2" => (7, 6),
            "q1" => (1, 3),
            "q2" => (4, 3),
            "q3" => (7, 3),
            "q4" => (10, 3),
            month => (month.parse().ok()?, 1),
        };
        let from = Date::new(year, first, 1).ok()?;
        let last = from.checked_add((months - 1).months()).ok()?;
        Some(Self {
            from,
            until: last.last_of_month(),
        })
    }

    /// From one day until another; nothing where they are turned round.
    pub fn between(from: Date, until: Date) -> Option<Self> {
        (from <= until).then_some(Self { from, until })
    }

    /// What of it lies behind; nothing of a time to come.
    pub fn up_to(self, today: Date) -> Option<Self> {
        Self::between(self.from, self.until.min(today))
    }

    /// How many days.
    pub fn days(self) -> i64 {
        let span = self.from.until(self.until);
        span.map_or(0, |span| i64::from(span.get_days())) + 1
    }

    /// How many months it touches.
    fn months(self) -> i32 {
        let month = |on: Date| i32::from(on.year()) * 12 + i32::from(on.month());
        month(self.until) - month(self.from) + 1
    }

    /// The same of the year before (同期).
    pub fn year_before(self) -> Self {
        self.shifted(12)
    }

    /// The time before (上期): as many months before where it begins with a month, as many days otherwise.
    pub fn before(self) -> Self {
        if self.from.day() == 1 {
            return self.shifted(self.months());
        }
        let back = |on: Date| on.saturating_sub(Span::new().days(self.days()));
        Self {
            from: back(self.from),
            until: back(self.until),
        }
    }

    fn shifted(self, months: i32) -> Self {
        let back = |on: Date| on.saturating_sub(months.months());
        let until = back(self.until);
        let whole = self.until == self.until.last_of_month();
        Self {
            from: back(self.from),
            until: if whole { until.last_of_month() } else { until },
        }
    }

    /// The time after, as long.
    pub fn after(self) -> Self {
        self.shifted(-self.months())
    }

    /// Its word, where it has one; see [`Self::parse`].
    pub fn word(self) -> Option<String> {
        if self.from.day() != 1 || self.until != self.until.last_of_month() {
            return None;
        }
        let (year, month) = (self.from.year(), self.from.month());
        match (self.months(), month) {
            (1, month) => Some(format!("{year}-{month:02}")),
            (3, 1 | 4 | 7 | 10) => Some(format!("{year}-q{}", (month + 2) / 3)),
            (6, 1) => Some(format!("{year}-h1")),
            (6, 7) => Some(format!("{year}-h2")),
            (12, 1) => Some(year.to_string()),
            _ => None,
        }
    }

    /// What an office calls it.
    pub fn zh(self) -> String {
        let (year, month) = (self.from.year(), self.from.month());
        let months = self.word().map(|_| self.months());
        match (months, month) {
            (Some(1), month) => format!("{year}年{month}月"),
            (Some(3), month) => {
                let quarter = ["一", "二", "三", "四"][usize::from((month + 2) as u8 / 3 - 1)];
                format!("{year}年第{quarter}季度")
            }
            (Some(6), 1) => format!("{year}年上半年"),
            (Some(6), _) => format!("{year}年下半年"),
            (Some(_), _) => format!("{year}年"),
            (None, _) => {
                let until = self.until;
                let end = match until.year() == year {
                    true => format!("{}月{}日", until.month(), until.day()),
                    false => format!("{}年{}月{}日", until.year(), until.month(), until.day()),
                };
                format!("{year}年{month}月{}日至{end}", self.from.day())
            }
        }
    }

    /// The months up to it, oldest first: as many, each whole.
    pub fn last_months(self, many: i32) -> Vec<Self> {
        let last = self.until.first_of_month();
        let back = |months: i32| {
            let from = last.saturating_sub(months.months());
            Self {
                from,
                until: from.last_of_month(),
            }
        };
        (0..many).rev().map(back).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(period: Period) -> String {
        format!("{}..{}", period.from, period.until)
    }

    #[test]
    fn a_word_names_a_month_a_quarter_half_a_year_or_a_year() {
        let words = ["2026-02", "2026-q4", "2026-h1", "2026"];
        let found = words.map(|word| told(Period::parse(word).unwrap()));
        let wanted = [
            "2026-02-01..2026-02-28",
            "2026-10-01..2026-12-31",
            "2026-01-01..2026-06-30",
            "2026-01-01..2026-12-31",
        ];
        assert_eq!(found, wanted);
        for word in ["", "26", "2026-13", "2026-q5", "x-01", "99999"] {
            assert_eq!(Period::parse(word), None, "{word}");
        }
    }

    #[test]
    fn a_time_is_called_by_its_word_or_by_its_days() {
        let words = ["2026-02", "2026-q4", "2026-h1", "2026-h2", "2026"];
        let called = words.map(|word| {
            let period = Period::parse(word).unwrap();
            assert_eq!(period.word().as_deref(), Some(word));
            assert_eq!(period.after().before(), period);
            period.zh()
        });
        let wanted = [
            "2026年2月",
            "2026年第四季度",
            "2026年上半年",
            "2026年下半年",
            "2026年",
        ];
        assert_eq!(called, wanted);
        let days = Period::between(date(2026, 3, 5), date(2027, 1, 14)).unwrap();
        assert_eq!(days.zh(), "2026年3月5日至2027年1月14日");
        assert_eq!(days.word(), None);
    }

    #[test]
    fn a_time_is_compared_with_one_as_long() {
        let march = Period::parse("2026-03").unwrap();
        assert_eq!(told(march.before()), "2026-02-01..2026-02-28");
        assert_eq!(told(march.year_before()), "2025-03-01..2025-03-31");
        let begun = march.up_to(date(2026, 3, 9)).unwrap();
        assert_eq!(told(begun.before()), "2026-02-01..2026-02-09");
        assert_eq!(told(begun.year_before()), "2025-03-01..2025-03-09");
        let half = Period::parse("2026-h1").unwrap();
        assert_eq!(told(half.before()), "2025-07-01..2025-12-31");
        let days = Period::between(date(2026, 3, 5), date(2026, 3, 14)).unwrap();
        assert_eq!(
            (told(days.before()), days.days()),
            ("2026-02-23..2026-03-04".to_owned(), 10)
        );
        let leap = Period::parse("2025-02").unwrap().year_before();
        assert_eq!(told(leap), "2024-02-01..2024-02-29");
        assert_eq!(march.up_to(date(2026, 2, 28)), None);
    }
}
