//! A report as matching sees it, and its traits (比对特征): what is compared, made once for each report.
//!
//! Reporters and subjects come as keyed digests (盲索引) or normalised names, whichever the caller may see;
//! they are compared for equality and never kept in words.

use crate::background::Background;
use crate::index::pairs;
use crate::model::{Lexicon, Model};
use crate::names::{Name, names};
use crate::text::{BREAK, Gram, grams, joined, written};

/// What is known of one arrival.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Digests of whatever the reporter can be known again by.
    pub reporters: Vec<u64>,
    /// Digests of the names of the accused.
    pub subjects: Vec<u64>,
}

/// Makes traits: a model's words with a background's weights.
#[derive(Debug, Clone)]
pub struct Reader {
    lexicon: Lexicon,
    background: Background,
}

/// What one report is compared by.
#[derive(Debug, Clone, PartialEq)]
pub struct Traits {
    /// Bigrams of title and text in order, with weights of unit length.
    pub(crate) grams: Vec<(Gram, f32)>,
    /// Bigrams of the title in order, with what each tells.
    pub(crate) title: Vec<(Gram, f32)>,
    pub(crate) names: Vec<Name>,
    pub(crate) title_names: Vec<Name>,
    pub(crate) sums: Vec<String>,
    pub(crate) own_claim: bool,
    pub(crate) reporters: Vec<u64>,
    pub(crate) subjects: Vec<u64>,
    /// The cleaned characters' digest: equal texts have equal ones.
    pub(crate) words: u64,
}

impl Traits {
    /// The pairs of characters it is best found by in an index of texts, each with what it tells.
    #[must_use]
    pub fn found_by(&self) -> Vec<(String, f32)> {
        let pairs = pairs(self).into_iter();
        pairs.map(|(gram, tells)| (written(gram), tells)).collect()
    }
}

impl Reader {
    /// A reader with these words and weights.
    #[must_use]
    pub fn new(model: &Model, background: Background) -> Self {
        Self {
            lexicon: Lexicon::of(&model.words),
            background,
        }
    }

    /// The traits of a report.
    #[must_use]
    pub fn traits(&self, report: &Report) -> Traits {
        let (chars, title_chars) = joined(&report.title, &report.text);
        let title = &chars[..title_chars];
        Traits {
            grams: self.unit(&chars),
            title: self.telling(title),
            names: names(&chars, &self.lexicon, &self.background),
            title_names: names(title, &self.lexicon, &self.background),
            sums: ordered(self.sums(&chars)),
            own_claim: contains_any(&chars, &self.lexicon.own),
            reporters: ordered(report.reporters.clone()),
            subjects: ordered(report.subjects.clone()),
            words: digest(&chars),
        }
    }

    /// Weights as of a vector of length one: more for what stands often, less for what stands everywhere.
    fn unit(&self, chars: &[char]) -> Vec<(Gram, f32)> {
        let mut all: Vec<Gram> = grams(chars).collect();
        all.sort_unstable();
        let mut weights: Vec<(Gram, f32)> = all
            .chunk_by(|left, right| left == right)
            .map(|same| {
                let often = 1.0 + (same.len() as f32).ln();
                (same[0], often * self.background.weight(same[0]))
            })
            .collect();
        let length = weights
            .iter()
            .map(|(_, weight)| weight * weight)
            .sum::<f32>()
            .sqrt();
        if length > 0.0 {
            weights.iter_mut().for_each(|(_, weight)| *weight /= length);
        }
        weights
    }

    fn telling(&self, chars: &[char]) -> Vec<(Gram, f32)> {
        let all = ordered(grams(chars).collect());
        let weight = |gram| (gram, self.background.weight(gram));
        all.into_iter().map(weight).collect()
    }

    /// Sums of money and days of a month, as they are written.
    fn sums(&self, chars: &[char]) -> Vec<String> {
        let mut found = Vec::new();
        let mut from = 0;
        for at in 0..chars.len() {
            if !(chars[at].is_ascii_digit() || chars[at] == '.') {
                let number = &chars[from..at];
                if number.len() > usize::from(number.first() == Some(&'.')) {
                    found.extend(self.sum(number, &chars[at..]));
                }
                from = at + 1;
            }
        }
        found
    }

    fn sum(&self, number: &[char], after: &[char]) -> Option<String> {
        let unit = self
            .lexicon
            .sums
            .iter()
            .find(|unit| after.starts_with(unit));
        if let Some(unit) = unit {
            return Some(number.iter().chain(unit).collect());
        }
        let day = after.strip_prefix(&['月'])?;
        let days = day.iter().take_while(|char| char.is_ascii_digit());
        let day: String = number.iter().chain(&['月']).chain(days).collect();
        (!day.ends_with('月')).then_some(day)
    }
}

fn ordered<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort_unstable();
    values.dedup();
    values
}

fn contains_any(chars: &[char], words: &[Vec<char>]) -> bool {
    let is_at = |at: usize| words.iter().any(|word| chars[at..].starts_with(word));
    (0..chars.len()).any(is_at)
}

/// FNV-1a over what is not a break.
fn digest(chars: &[char]) -> u64 {
    let fold = |hash: u64, char: &char| {
        (hash ^ u64::from(u32::from(*char))).wrapping_mul(0x0000_0100_0000_01B3)
    };
    chars
        .iter()
        .filter(|char| **char != BREAK)
        .fold(0xCBF2_9CE4_8422_2325, fold)
}
