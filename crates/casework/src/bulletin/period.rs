//! The time a bulletin looks back on: a month, a quarter, half a year.

use crate::procedure::days_zh;
use jiff::civil::Date;

/// A period of whole months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Date,
}

impl Period {
    /// So many months from the first of one on.
    fn of(year: i16, month: i8, months: i8) -> Option<Self> {
        let from = Date::new(year, month, 1).ok()?;
        let until = Date::new(year, month + months - 1, 1).ok()?.last_of_month();
        Some(Self { from, until })
    }

    /// The period of a word: `2026-02`, `2026-Q1`, `2026-H1`.
    pub fn parse(word: &str) -> Option<Self> {
        let (year, part) = word.split_once('-').unwrap_or((word, ""));
        let year: i16 = year.parse().ok()?;
        let nth = |text: &str| text.parse::<i8>().ok().filter(|nth| *nth > 0);
        let found = match part.split_at_checked(1)? {
            ("Q", nth_of) => Self::of(year, nth(nth_of)? * 3 - 2, 3),
            ("H", nth_of) => Self::of(year, nth(nth_of)? * 6 - 5, 6),
            _ => Self::of(year, nth(part)?, 1),
        };
        found.filter(|found| found.word() == word)
    }

    /// The same as a word.
    pub fn word(self) -> String {
        let (year, month) = (self.from.year(), self.from.month());
        match self.months().len() {
            3 => format!("{year}-Q{}", (month + 2) / 3),
            6 => format!("{year}-H{}", (month + 5) / 6),
            _ => format!("{year}-{month:02}"),
        }
    }

    /// As an office says it: 2026年2月, 2026年第一季度, 2026年上半年.
    pub fn zh(self) -> String {
        days_zh(self.from, self.until)
    }

    /// The first days of its months.
    pub fn months(self) -> Vec<Date> {
        let next = |first: &Date| first.last_of_month().tomorrow().ok();
        let months = std::iter::successors(Some(self.from), next);
        months.take_while(|first| *first <= self.until).collect()
    }

    /// The same a year before.
    pub fn year_before(self) -> Option<Self> {
        Self::of(
            self.from.year() - 1,
            self.from.month(),
            self.months().len() as i8,
        )
    }

    /// The periods that are over today and may be told of, the last first: six months, then quarters and
    /// halves of the last year.
    pub fn told_of(today: Date) -> Vec<Self> {
        let mut found = Vec::new();
        let mut first = today.first_of_month();
        for back in 0..12 {
            let Some(before) = first.yesterday().ok() else {
                break;
            };
            first = before.first_of_month();
            let (year, month) = (first.year(), first.month());
            let ends = |months: i8| month % months == 0;
            found.extend(Self::of(year, month, 1).filter(|_| back < 6));
            found.extend(Self::of(year, month - 2, 3).filter(|_| ends(3)));
            found.extend(Self::of(year, month - 5, 6).filter(|_| ends(6)));
        }
        found.sort_by_key(|period| period.months().len());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_reads_back_and_nothing_else_does() {
        for (word, zh, months) in [
            ("2026-02", "2026年2月", 1),
            ("2026-Q1", "2026年第一季度", 3),
            ("2026-H2", "2026年下半年", 6),
        ] {
            let period = Period::parse(word).unwrap();
            assert_eq!(
                (period.word(), period.zh()),
                (word.to_owned(), zh.to_owned())
            );
            assert_eq!(period.months().len(), months);
        }
        for wrong in [
            "", "2026", "2026-2", "2026-13", "2026-Q5", "2026-H0", "2026-Q", "二月",
        ] {
            assert_eq!(Period::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_over_may_be_told_of() {
        let words: Vec<_> = Period::told_of("2026-07-05".parse().unwrap())
            .into_iter()
            .map(Period::word)
            .collect();
        assert_eq!(words[..2], ["2026-06", "2026-05"]);
        assert!(words.contains(&"2026-H1".to_owned()) && words.contains(&"2026-Q2".to_owned()));
        assert!(!words.contains(&"2026-07".to_owned()));
    }
}
