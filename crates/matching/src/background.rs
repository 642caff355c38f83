//! How common each bigram is in ordinary reports (字组背景): what makes a shared name tell more than a shared phrase.
//!
//! A background is counted once and then stands: a report that is added later changes no judgement about
//! others. It is counted anew when an index is built anew.

use crate::text::{Gram, gram, grams, joined, written};
use rustc_hash::{FxHashMap, FxHashSet};

/// Rarer than once in so many texts is as rare as anything gets, so that weights mean the same in a
/// book of four thousand reports and in one of a million.
const RAREST_OF: f32 = 4_300.0;

/// What is common in ordinary reports, so that a small book is not misread.
const SHIPPED: &str = include_str!("../../../catalogue/matching/background.txt");

/// In how many texts each bigram stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Background {
    texts: u32,
    counts: FxHashMap<Gram, u32>,
}

/// A line of a written background that cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("background, line {line}: {reason}")]
pub struct BadBackground {
    line: usize,
    reason: &'static str,
}

impl Background {
    /// The background the program is shipped with.
    #[must_use]
    pub fn shipped() -> Self {
        Self::read(SHIPPED).expect("a test reads the shipped background")
    }

    /// Counts one report.
    pub fn add(&mut self, title: &str, text: &str) {
        self.texts += 1;
        let (chars, _) = joined(title, text);
        let distinct: FxHashSet<Gram> = grams(&chars).collect();
        for gram in distinct {
            *self.counts.entry(gram).or_default() += 1;
        }
    }

    /// Adds everything another counted.
    pub fn extend(&mut self, other: &Self) {
        self.texts += other.texts;
        for (gram, count) in &other.counts {
            *self.counts.entry(*gram).or_default() += count;
        }
    }

    /// How many texts were counted.
    #[must_use]
    pub fn texts(&self) -> u32 {
        self.texts
    }

    /// How much a bigram tells: nothing when it stands in every text.
    pub(crate) fn weight(&self, gram: Gram) -> f32 {
        let count = self.counts.get(&gram).copied().unwrap_or_default();
        let texts = (self.texts + 1) as f32;
        (texts / (count + 1) as f32).min(RAREST_OF).ln().max(0.0)
    }

    /// The bigrams of at least one text in `share`, as lines: what is common is nobody's own words.
    #[must_use]
    pub fn write(&self, share: u32) -> String {
        let common = self
            .counts
            .iter()
            .filter(|(_, count)| **count * share >= self.texts);
        let mut lines: Vec<(u32, String)> = common
            .map(|(gram, count)| (*count, written(*gram)))
            .filter(|(_, pair)| pair.chars().count() == 2)
            .collect();
        lines.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.cmp(&right.1)));
        let mut out = format!("{}\n", self.texts);
        for (count, pair) in lines {
            out.push_str(&format!("{pair}{count}\n"));
        }
        out
    }

    /// Reads what [`Background::write`] wrote. Lines that begin with `#` are remarks.
    ///
    /// # Errors
    /// A line that is no bigram with its count, by number.
    pub fn read(written: &str) -> Result<Self, BadBackground> {
        let mut lines = written
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line))
            .filter(|(_, line)| !line.starts_with('#'));
        let bad = |line: usize, reason| BadBackground { line, reason };
        let (line, first) = lines
            .next()
            .ok_or(bad(1, "the number of texts is missing"))?;
        let texts = first
            .parse()
            .map_err(|_| bad(line, "is no number of texts"))?;
        let mut counts = FxHashMap::default();
        for (line, text) in lines {
            let mut chars = text.chars();
            let (Some(one), Some(two)) = (chars.next(), chars.next()) else {
                return Err(bad(line, "holds no two characters"));
            };
            let count: u32 = chars
                .as_str()
                .parse()
                .map_err(|_| bad(line, "holds no count"))?;
            counts.insert(gram(one, two), count);
        }
        Ok(Self { texts, counts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut background = Background::default();
        background.add("路灯", "路灯不亮");
        background.add("", "路面不平");
        let read = Background::read(&format!("# 说明\n{}", background.write(1_000))).unwrap();
        assert_eq!(read, background);
        assert!(read.weight(gram('路', '面')) > 0.0);
        assert_eq!(Background::read("2\n路灯x").unwrap_err().line, 2);
    }

    #[test]
    fn the_shipped_background_knows_what_is_common() {
        let shipped = Background::shipped();
        assert!(shipped.weight(gram('没', '有')) < 2.0);
        assert!(shipped.weight(gram('泸', '沽')) > 6.0);
    }

    #[test]
    fn weights_stop_growing_with_the_book() {
        let background = |texts| Background {
            texts,
            counts: FxHashMap::default(),
        };
        assert_eq!(
            background(10_000).weight(1),
            background(1_000_000).weight(1)
        );
    }
}
