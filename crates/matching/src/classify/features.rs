//! What a text is classified by: its characters and bigrams, weighed by how rarely they stand in the register,
//! the title's once more for themselves.

use super::Example;
use crate::text::{clean, stretches};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// A text's features with their weights, in order of place.
pub(super) type Vector = Vec<(u32, f32)>;

/// How much the title's own features weigh beside the whole's.
const TITLE: f32 = 0.8;
/// A feature of fewer texts is learned by heart, not understood.
const TEXTS_MIN: u32 = 2;

/// The features of a register.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Features {
    words: Vec<String>,
    /// How much each tells; the first part for whole texts, the second for titles.
    tells: Vec<f32>,
    /// Where the titles' features begin.
    titles_from: usize,
    /// From a word to its places; made anew when it was not written.
    #[serde(skip)]
    places: std::sync::OnceLock<Places>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Places {
    whole: FxHashMap<String, u32>,
    title: FxHashMap<String, u32>,
}

/// What is made anew on demand is no difference.
impl PartialEq for Features {
    fn eq(&self, other: &Self) -> bool {
        (&self.words, &self.tells, self.titles_from)
            == (&other.words, &other.tells, other.titles_from)
    }
}

impl Features {
    /// The features of these examples.
    pub(super) fn of(examples: &[Example]) -> Self {
        let whole = examples
            .iter()
            .map(|example| counts(&[&example.title, &example.text], 2));
        let (mut words, mut tells) = vocabulary(whole, examples.len());
        let titles_from = words.len();
        let titles = examples.iter().map(|example| counts(&[&example.title], 2));
        let (title_words, title_tells) = vocabulary(titles, examples.len());
        words.extend(title_words);
        tells.extend(title_tells);
        Self {
            words,
            tells,
            titles_from,
            places: std::sync::OnceLock::new(),
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The word of a feature.
    pub(super) fn word(&self, at: usize) -> &str {
        &self.words[at]
    }

    /// A text as a vector.
    pub(super) fn vector(&self, title: &str, text: &str) -> Vector {
        let places = self.places.get_or_init(|| self.placed());
        let mut vector = self.part(&places.whole, counts(&[title, text], 2), 1.0);
        vector.extend(self.part(&places.title, counts(&[title], 2), TITLE));
        vector
    }

    fn part(
        &self,
        places: &FxHashMap<String, u32>,
        counts: FxHashMap<String, u32>,
        weight: f32,
    ) -> Vector {
        let weigh = |(word, count): (String, u32)| {
            let at = *places.get(&word)?;
            Some((at, (1.0 + (count as f32).ln()) * self.tells[at as usize]))
        };
        let mut vector: Vector = counts.into_iter().filter_map(weigh).collect();
        vector.sort_by_key(|(at, _)| *at);
        let length = vector
            .iter()
            .map(|(_, value)| value * value)
            .sum::<f32>()
            .sqrt();
        if length > 0.0 {
            vector
                .iter_mut()
                .for_each(|(_, value)| *value *= weight / length);
        }
        vector
    }

    fn placed(&self) -> Places {
        let places = |from: usize, to: usize| {
            let words = self.words[from..to].iter().enumerate();
            words
                .map(|(at, word)| (word.clone(), (from + at) as u32))
                .collect()
        };
        Places {
            whole: places(0, self.titles_from),
            title: places(self.titles_from, self.words.len()),
        }
    }
}

/// The words of enough texts in order, and what each tells.
fn vocabulary(
    texts: impl Iterator<Item = FxHashMap<String, u32>>,
    count: usize,
) -> (Vec<String>, Vec<f32>) {
    let mut standing: FxHashMap<String, u32> = FxHashMap::default();
    for text in texts {
        for word in text.into_keys() {
            *standing.entry(word).or_default() += 1;
        }
    }
    let mut words: Vec<(String, u32)> = standing
        .into_iter()
        .filter(|(_, texts)| *texts >= TEXTS_MIN)
        .collect();
    words.sort();
    let tell = |texts: u32| ((1.0 + count as f32) / (1.0 + texts as f32)).ln() + 1.0;
    words
        .into_iter()
        .map(|(word, texts)| (word, tell(texts)))
        .unzip()
}

/// Runs of up to so many characters, and how often each stands.
fn counts(texts: &[&str], longest: usize) -> FxHashMap<String, u32> {
    let mut counts = FxHashMap::default();
    for text in texts {
        let chars = clean(text);
        for stretch in stretches(&chars) {
            for length in 1..=longest {
                for run in stretch.windows(length) {
                    *counts.entry(run.iter().collect()).or_default() += 1;
                }
            }
        }
    }
    counts
}
