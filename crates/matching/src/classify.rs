//! Classes suggested (归类): learned from an office's own register, with confidence and the words that decided.
//!
//! A linear machine over single characters and bigrams of title and text, weighed by how unevenly classes have them. Where it is unsure it says nothing:
//! a wrong suggestion costs a clerk more than none.

mod features;
mod measure;
mod solver;

use features::{Features, Vector};
pub use measure::{ClassFigures, ClassMeasured, clusters, measure};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Below this probability nothing is suggested.
const SURE: f32 = 0.5;
/// Of fewer reports a class is not learned.
pub const CLASS_MIN: usize = 5;
/// How many deciding words are named.
const WORDS: usize = 5;
/// Of how many pairs of characters they are made.
const PAIRS: usize = 8;
/// With these every report begins: they may decide, and tell a clerk nothing.
const OPENERS: [&str; 6] = ["反映", "举报", "投诉", "控告", "请求", "要求"];
/// How far a machine may bend to single examples.
const BEND: f32 = 1.0;

/// A report with the class a person gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Its class.
    pub class: String,
}

/// A trained classifier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Classifier {
    /// The version it is kept as.
    pub version: u32,
    /// The classes, in order.
    pub classes: Vec<String>,
    /// How many reports it learned from.
    pub learned_from: usize,
    features: Features,
    /// For each class a weight for each feature, and at the end where it begins.
    weights: Vec<Vec<f32>>,
    /// How quickly probability follows margin.
    sharpness: f32,
    /// Below this probability nothing is suggested.
    #[serde(default = "half")]
    sure: f32,
}

fn half() -> f32 {
    SURE
}

/// How a machine does on examples it was not learned from: a third of them, near-identical texts on one side.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct HeldOut {
    /// How many there are.
    pub of: usize,
    /// For how many a class is suggested.
    pub suggested: usize,
    /// For how many of those the right one.
    pub right: usize,
}

/// What may be learned, and what may be said of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Within {
    /// A word is a feature from so many texts on, near-identical texts counted as one.
    pub texts_min: u32,
    /// So many words at most of whole texts, as many of titles and of beginnings: those of most texts.
    pub words_max: usize,
    /// Below this probability nothing is suggested.
    pub sure: f32,
}

impl Within {
    /// Every word of two texts or more: a feature of fewer is learned by heart, not understood.
    pub const ALL: Self = Self {
        texts_min: 2,
        words_max: usize::MAX,
        sure: SURE,
    };
}

/// A class suggested, or that none can be.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The class; nothing where it is unsure.
    pub class: Option<String>,
    /// The likeliest class, also where it is unsure.
    pub likeliest: String,
    /// The probability of the likeliest.
    pub confidence: f32,
    /// The words that spoke most for it, and against the next.
    pub words: Vec<String>,
}

/// Why nothing can be learned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotLearn {
    /// Fewer than two classes.
    #[error("there are reports of one class only; two are the least to tell apart")]
    OneClass,
    /// A class with too few examples.
    #[error("class {0} has fewer than five reports")]
    Few(String),
}

impl Classifier {
    /// Learns from examples. The same examples give the same classifier.
    ///
    /// # Errors
    /// Fewer than two classes, or a class of fewer than five reports.
    pub fn train(examples: &[Example]) -> Result<Self, CannotLearn> {
        Self::train_within(examples, Within::ALL).map(|(classifier, _)| classifier)
    }

    /// The same within bounds, and how it does on what it was not learned from.
    ///
    /// # Errors
    /// As [`Classifier::train`].
    pub fn train_within(
        examples: &[Example],
        within: Within,
    ) -> Result<(Self, HeldOut), CannotLearn> {
        let all: BTreeSet<&str> = examples
            .iter()
            .map(|example| example.class.as_str())
            .collect();
        let classes: Vec<String> = all.into_iter().map(str::to_owned).collect();
        if classes.len() < 2 {
            return Err(CannotLearn::OneClass);
        }
        for class in &classes {
            let own = examples.iter().filter(|example| example.class == *class);
            if own.count() < CLASS_MIN {
                return Err(CannotLearn::Few(class.clone()));
            }
        }
        let clusters = clusters(examples);
        let (sharpness, held_out) = measure::sharpness(examples, &clusters, &classes, within);
        let mut classifier = Self::fit(examples, &clusters, classes, (false, within));
        classifier.sharpness = sharpness;
        Ok((classifier, held_out))
    }

    /// A plain machine weighs every example alike, and words by their rarity alone; else a small class weighs as much
    /// as a large one.
    fn fit(
        examples: &[Example],
        clusters: &[usize],
        classes: Vec<String>,
        (plain, within): (bool, Within),
    ) -> Self {
        let told = (!plain).then_some(&classes[..]);
        let features = Features::of(examples, clusters, told, within);
        let rows: Vec<Vector> = examples
            .iter()
            .map(|example| features.vector(&example.title, &example.text))
            .collect();
        let count = classes.len();
        let weigh = |class: &String| {
            let is: Vec<bool> = examples
                .iter()
                .map(|example| example.class == *class)
                .collect();
            let own = is.iter().filter(|is| **is).count().max(1);
            let rare = examples.len() as f32 / (count * own) as f32;
            let rare = if plain { 1.0 } else { rare };
            solver::separate(&rows, &is, features.len(), (BEND, rare))
        };
        let weights = classes.iter().map(weigh).collect();
        Self {
            version: 1,
            learned_from: examples.len(),
            classes,
            features,
            weights,
            sharpness: 2.0,
            sure: within.sure,
        }
    }

    /// Suggests a class.
    #[must_use]
    pub fn suggest(&self, title: &str, text: &str) -> Suggestion {
        let vector = self.features.vector(title, text);
        let margins = self.margins(&vector);
        let (best, next) = best_two(&margins);
        let confidence = probability(&margins, best, self.sharpness);
        Suggestion {
            class: (confidence >= self.sure).then(|| self.classes[best].clone()),
            likeliest: self.classes[best].clone(),
            confidence,
            words: self.deciding(&vector, best, next, [title, text]),
        }
    }

    /// How often it is right on examples it did not learn from.
    #[must_use]
    pub fn measure(&self, examples: &[Example]) -> ClassFigures {
        let said: Vec<String> = examples
            .iter()
            .map(|example| self.suggest(&example.title, &example.text).likeliest)
            .collect();
        measure::figures(examples, &said, &measure::classes(examples))
    }

    fn margins(&self, vector: &Vector) -> Vec<f32> {
        self.weights
            .iter()
            .map(|weights| solver::margin(weights, vector))
            .collect()
    }

    /// What spoke most for one class against another, as it stands in the text: pairs of characters that
    /// overlap are one word.
    fn deciding(&self, vector: &Vector, best: usize, next: usize, texts: [&str; 2]) -> Vec<String> {
        let speaks = |&(at, value): &(u32, f32)| {
            let at = at as usize;
            let says = value * (self.weights[best][at] - self.weights[next][at]);
            (self.features.word(at), says)
        };
        let mut spoken: FxHashMap<&str, f32> = FxHashMap::default();
        for (word, says) in vector.iter().map(speaks) {
            if says > 0.0 && word.chars().count() == 2 && !OPENERS.contains(&word) {
                *spoken.entry(word).or_default() += says;
            }
        }
        let mut most: Vec<(&str, f32)> = spoken.into_iter().collect();
        most.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(right.0)));
        most.truncate(PAIRS);
        features::written(&most.into_iter().collect(), texts, WORDS)
    }
}

fn best_two(margins: &[f32]) -> (usize, usize) {
    let mut order: Vec<usize> = (0..margins.len()).collect();
    order.sort_by(|left, right| {
        margins[*right]
            .total_cmp(&margins[*left])
            .then(left.cmp(right))
    });
    (order[0], order[1])
}

fn probability(margins: &[f32], class: usize, sharpness: f32) -> f32 {
    let weight = |margin: f32| ((margin - margins[class]) * sharpness).exp();
    1.0 / margins.iter().map(|margin| weight(*margin)).sum::<f32>()
}
