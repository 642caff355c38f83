//! The weights by which repeats are judged (查重模型): data, with the basis and the figures of each version.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// The model an office starts with.
const SHIPPED: &str = include_str!("../../../catalogue/matching/repeats.toml");

/// A version of the weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// The version; a retrained model has the next one.
    pub version: u32,
    /// What it stands on, in words.
    pub basis: String,
    /// What was measured when it was made, in words.
    pub figures: String,
    /// From this probability on two reports are the same matter (同一事项).
    pub same: f32,
    /// From this probability on they are related (相关), if they share a name, a subject or a reporter.
    pub related: f32,
    /// Weights learned from decided pairs; none may be negative.
    pub learned: Learned,
    /// Weights fixed by rule, because the pairs at hand cannot teach them.
    pub ruled: Ruled,
    /// The words by which names and claims are told.
    pub words: Words,
}

/// Weights learned from pairs that people decided.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Learned {
    /// Where everything else is nought.
    pub bias: f32,
    /// A shared name or subject, together with likeness of content.
    pub named: f32,
    /// How much of one's title the other contains.
    pub title: f32,
    /// Nearly the same words, and no name in one that the other lacks.
    pub equal: f32,
}

/// Weights set by the rule 同人同事, not learned.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruled {
    /// The same reporter. Little: whoever writes often writes about many things.
    pub reporter: f32,
    /// The same accused named by both.
    pub subject: f32,
    /// Accused named by both, none the same, and no reporter in common; taken off.
    pub other_subject: f32,
    /// Nearly the same words about two different names, as from one template; taken off.
    pub template: f32,
}

/// Words and endings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// A bigram of this weight or less is ordinary and names nothing.
    pub ordinary: f32,
    /// A shared name that tells this much is as sure as a name gets.
    pub sure: f32,
    /// How names of places and bodies end.
    pub endings: Vec<String>,
    /// Characters no name runs across.
    pub parts: String,
    /// Words with which a report begins to speak of something, and which are part of no name.
    #[serde(default)]
    pub openers: Vec<String>,
    /// Words in which somebody speaks of a claim of their own.
    pub own: Vec<String>,
    /// Units of sums of money.
    pub sums: Vec<String>,
}

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadModel {
    /// The file is not a model.
    #[error("not a model of repeats: {0}")]
    Form(#[from] toml::de::Error),
    /// A value is out of bounds.
    #[error("not a model of repeats: {0}")]
    Value(&'static str),
}

impl Model {
    /// The model the program is shipped with.
    #[must_use]
    pub fn shipped() -> Self {
        Self::parse(SHIPPED).expect("a test reads the shipped model")
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// What is not a model, or a weight whose sign would make likeness count against a repeat.
    pub fn parse(text: &str) -> Result<Self, BadModel> {
        let model: Self = toml::from_str(text)?;
        let Learned {
            named,
            title,
            equal,
            ..
        } = model.learned;
        if [named, title, equal]
            .iter()
            .any(|weight| weight.is_nan() || *weight < 0.0)
        {
            return Err(BadModel::Value("a learned weight is negative"));
        }
        if !(0.0..=1.0).contains(&model.related) || !(model.related..=1.0).contains(&model.same) {
            return Err(BadModel::Value("thresholds are 0 ≤ related ≤ same ≤ 1"));
        }
        let mut words = model.words.endings.iter().chain(&model.words.openers);
        if model.words.sure <= 0.0 || words.any(String::is_empty) {
            return Err(BadModel::Value(
                "`sure` is above nought and no word is empty",
            ));
        }
        Ok(model)
    }

    /// The model as a file.
    #[must_use]
    pub fn write(&self) -> String {
        toml::to_string(self).expect("numbers and texts are always written")
    }
}

/// A model's words, made ready to be looked up.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon {
    endings: FxHashMap<char, Vec<(usize, Vec<char>)>>,
    parts: Vec<char>,
    openers: Vec<Vec<char>>,
    pub(crate) ordinary: f32,
    pub(crate) own: Vec<Vec<char>>,
    pub(crate) sums: Vec<Vec<char>>,
}

impl Lexicon {
    pub(crate) fn of(words: &Words) -> Self {
        let mut endings: FxHashMap<char, Vec<(usize, Vec<char>)>> = FxHashMap::default();
        for (number, ending) in words.endings.iter().enumerate() {
            let chars: Vec<char> = ending.chars().collect();
            endings.entry(chars[0]).or_default().push((number, chars));
        }
        for ending in endings.values_mut() {
            ending.sort_by_key(|(_, chars)| std::cmp::Reverse(chars.len()));
        }
        let listed = |words: &[String]| words.iter().map(|word| word.chars().collect()).collect();
        Self {
            endings,
            openers: listed(&words.openers),
            parts: words.parts.chars().collect(),
            ordinary: words.ordinary,
            own: listed(&words.own),
            sums: listed(&words.sums),
        }
    }

    /// The longest ending these characters begin with.
    pub(crate) fn ending(&self, chars: &[char]) -> Option<(usize, &[char])> {
        let candidates = self.endings.get(chars.first()?)?;
        let found = candidates
            .iter()
            .find(|(_, ending)| chars.starts_with(ending))?;
        Some((found.0, &found.1))
    }

    /// Where opening words end, in order.
    pub(crate) fn openers(&self, chars: &[char]) -> Vec<usize> {
        let end = |at: usize| {
            let mut openers = self.openers.iter();
            let found = openers.find(|word| chars[at..].starts_with(word))?;
            Some(at + found.len())
        };
        let mut ends: Vec<usize> = (0..chars.len()).filter_map(end).collect();
        ends.sort_unstable();
        ends
    }

    /// Whether no name runs across this character.
    pub(crate) fn parts(&self, char: char) -> bool {
        self.parts.contains(&char)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_is_sound_and_survives_writing() {
        let shipped = Model::shipped();
        assert_eq!(Model::parse(&shipped.write()).unwrap(), shipped);
    }

    #[test]
    fn a_weight_against_likeness_is_refused() {
        let mut model = Model::shipped();
        model.learned.title = -0.1;
        assert!(
            Model::parse(&model.write())
                .unwrap_err()
                .to_string()
                .contains("negative")
        );
        model.learned.title = f32::NAN;
        assert!(Model::parse(&model.write()).is_err());
    }
}
