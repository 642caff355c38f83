//! What a text is classified by: its characters and bigrams, weighed by how rarely they stand in the register,
//! the title's once more for themselves.

use super::{Example, Within};
use crate::text::{clean, stretches};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// A text's features with their weights, in order of place.
pub(super) type Vector = Vec<(u32, f32)>;

/// How much the title's own features weigh beside the whole's.
const TITLE: f32 = 0.8;

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
    /// The features of these examples; `clusters` says which of them are near-identical.
    pub(super) fn of(examples: &[Example], clusters: &[usize], within: Within) -> Self {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        order.sort_by_key(|at| clusters[*at]);
        let counted = |whole: bool| {
            order.iter().map(move |&at| {
                let Example { title, text, .. } = &examples[at];
                let texts: &[&str] = if whole { &[title, text] } else { &[title] };
                (clusters[at], counts(texts, 2))
            })
        };
        let (mut words, mut tells) = vocabulary(counted(true), examples.len(), within);
        let titles_from = words.len();
        let (title_words, title_tells) = vocabulary(counted(false), examples.len(), within);
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

/// In how many texts a word stands, and in how many that are not near-identical.
#[derive(Default)]
struct Standing {
    texts: u32,
    apart: u32,
    last: Option<usize>,
}

/// The words of enough texts in order, and what each tells. Texts come by cluster, near-identical ones together.
fn vocabulary(
    texts: impl Iterator<Item = (usize, FxHashMap<String, u32>)>,
    count: usize,
    within: Within,
) -> (Vec<String>, Vec<f32>) {
    let mut standing: FxHashMap<String, Standing> = FxHashMap::default();
    for (cluster, text) in texts {
        for word in text.into_keys() {
            let standing = standing.entry(word).or_default();
            standing.texts += 1;
            standing.apart += u32::from(standing.last != Some(cluster));
            standing.last = Some(cluster);
        }
    }
    let mut words: Vec<(String, u32)> = standing
        .into_iter()
        .filter(|(_, standing)| standing.apart >= within.texts_min)
        .map(|(word, standing)| (word, standing.texts))
        .collect();
    if words.len() > within.words_max {
        words.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
        words.truncate(within.words_max);
    }
    words.sort();
    let tell = |texts: u32| ((1.0 + count as f32) / (1.0 + texts as f32)).ln() + 1.0;
    words
        .into_iter()
        .map(|(word, texts)| (word, tell(texts)))
        .unzip()
}

/// The words that pairs of characters make where they overlap in the texts, those that say most first.
pub(super) fn written(says: &FxHashMap<&str, f32>, texts: [&str; 2], most: usize) -> Vec<String> {
    let mut words: Vec<(String, f32)> = Vec::new();
    let mut add = |word: &mut String, said: &mut f32| {
        let (word, said) = (std::mem::take(word), std::mem::take(said));
        if !word.is_empty() && !words.iter().any(|(known, _)| *known == word) {
            words.push((word, said));
        }
    };
    for text in texts {
        for stretch in stretches(&clean(text)) {
            let (mut word, mut said) = (String::new(), 0.0);
            for pair in stretch.windows(2) {
                let written: String = pair.iter().collect();
                match says.get(written.as_str()) {
                    Some(says) if word.is_empty() => (word, said) = (written, *says),
                    Some(says) => {
                        word.push(pair[1]);
                        said += says;
                    }
                    None => add(&mut word, &mut said),
                }
            }
            add(&mut word, &mut said);
        }
    }
    let inside = |word: &str| {
        let mut others = words.iter();
        others.any(|(other, _)| other != word && other.contains(word))
    };
    let mut apart: Vec<(String, f32)> = words
        .iter()
        .filter(|(word, _)| !inside(word))
        .cloned()
        .collect();
    apart.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    apart.into_iter().map(|(word, _)| word).take(most).collect()
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
