//! What a text is classified by: its characters and bigrams, weighed by how rarely they stand in the register and
//! how unevenly among its classes; the title's once more for themselves, and those of the beginning, where reports say
//! what they are about.

use super::{Example, Within};
use crate::text::{clean, joined, stretches};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// A text's features with their weights, in order of place.
pub(super) type Vector = Vec<(u32, f32)>;

/// How much the features of each view weigh: of the whole, of the title, of the beginning.
const VIEWS: [f32; 3] = [1.0, 0.8, 0.6];
/// Characters of title and text that are the beginning.
const BEGINNING: usize = 160;
/// How much more a word tells that stands in one class alone than one that stands in all alike.
const UNEVEN: f32 = 2.0;

/// The features of a register.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Features {
    words: Vec<String>,
    /// How much each tells.
    tells: Vec<f32>,
    /// Where the features of each view begin.
    begin: Vec<usize>,
    /// For each view, from a word to its place; made anew when it was not written.
    #[serde(skip)]
    places: std::sync::OnceLock<Vec<FxHashMap<String, u32>>>,
}

/// What is made anew on demand is no difference.
impl PartialEq for Features {
    fn eq(&self, other: &Self) -> bool {
        (&self.words, &self.tells, &self.begin) == (&other.words, &other.tells, &other.begin)
    }
}

/// How often each word stands in a view of a text.
fn seen(view: usize, title: &str, text: &str) -> FxHashMap<String, u32> {
    match view {
        0 => counts(&[title, text]),
        1 => counts(&[title]),
        _ => {
            let (chars, _) = joined(title, text);
            let beginning: String = chars.iter().take(BEGINNING).collect();
            counts(&[&beginning])
        }
    }
}

impl Features {
    /// The features of these examples; `clusters` says which of them are near-identical. Without classes there is one
    /// view, and words are weighed by their rarity alone.
    pub(super) fn of(
        examples: &[Example],
        clusters: &[usize],
        classes: Option<&[String]>,
        within: Within,
    ) -> Self {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        order.sort_by_key(|at| clusters[*at]);
        let (mut words, mut tells, mut begin) = (Vec::new(), Vec::new(), Vec::new());
        for view in 0..classes.map_or(1, |_| VIEWS.len()) {
            let counted = order.iter().map(|&at| {
                let Example { title, text, .. } = &examples[at];
                (clusters[at], seen(view, title, text))
            });
            let (own, tell) = vocabulary(counted, examples.len(), within);
            begin.push(words.len());
            words.extend(own);
            tells.extend(tell);
        }
        let mut features = Self {
            words,
            tells,
            begin,
            places: std::sync::OnceLock::new(),
        };
        if let Some(classes) = classes {
            features.weigh_by_class(examples, classes);
        }
        features
    }

    /// Has a word tell more the more unevenly the classes have it: one less the entropy of its rates in them.
    fn weigh_by_class(&mut self, examples: &[Example], classes: &[String]) {
        let mut standing = vec![0.0_f32; self.len() * classes.len()];
        let mut sizes = vec![0.0_f32; classes.len()];
        for Example { title, text, class } in examples {
            let Some(class) = classes.iter().position(|known| known == class) else {
                continue;
            };
            sizes[class] += 1.0;
            for (at, _) in self.vector(title, text) {
                standing[at as usize * classes.len() + class] += 1.0;
            }
        }
        let all: f32 = sizes.iter().sum();
        for (tells, standing) in self.tells.iter_mut().zip(standing.chunks(classes.len())) {
            // As though one more text had it, shared among the classes by their size: a word of few texts is
            // not certain of its class.
            let rates = || {
                let each = standing.iter().zip(&sizes);
                each.map(|(count, size)| (count + size / all) / (size + 1.0))
            };
            let sum: f32 = rates().sum();
            let spread = |rate: f32| -(rate / sum) * (rate / sum).max(f32::MIN_POSITIVE).ln();
            let entropy = rates().map(spread).sum::<f32>() / (classes.len() as f32).ln();
            *tells *= 1.0 + UNEVEN * (1.0 - entropy).max(0.0);
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
        let views = places.iter().zip(VIEWS).enumerate();
        let part = |(view, (places, weight)): (usize, (&FxHashMap<String, u32>, f32))| {
            self.part(places, seen(view, title, text), weight)
        };
        views.flat_map(part).collect()
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

    fn placed(&self) -> Vec<FxHashMap<String, u32>> {
        let ends = self
            .begin
            .iter()
            .skip(1)
            .chain([&self.words.len()])
            .copied()
            .collect::<Vec<_>>();
        let view = |(&from, to): (&usize, usize)| {
            let words = self.words[from..to].iter().enumerate();
            words
                .map(|(at, word)| (word.clone(), (from + at) as u32))
                .collect()
        };
        self.begin.iter().zip(ends).map(view).collect()
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

/// Characters and bigrams, and how often each stands.
fn counts(texts: &[&str]) -> FxHashMap<String, u32> {
    let mut counts = FxHashMap::default();
    for text in texts {
        let chars = clean(text);
        for stretch in stretches(&chars) {
            for length in 1..=2 {
                for run in stretch.windows(length) {
                    *counts.entry(run.iter().collect()).or_default() += 1;
                }
            }
        }
    }
    counts
}
