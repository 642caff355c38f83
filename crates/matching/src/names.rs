//! Named things (地点与单位名) in a text: a stretch that ends as names of places and bodies end.
//!
//! Where a name begins is not guessed: two texts share a name when they agree backwards from the same
//! ending for two characters or more, and the longer and rarer what they agree on, the more it tells.

use crate::background::Background;
use crate::model::Lexicon;
use crate::text::{gram, stretches};

/// Characters looked at before an ending.
const STEM_MAX: usize = 6;

/// One possible name: an ending and what stands before it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Name {
    /// The ending and the two characters before it: what two texts have in common first.
    pub(crate) key: u64,
    /// The characters before the ending, the nearest first.
    stem: Vec<char>,
    /// What agreeing on the first so many characters tells.
    tells: Vec<f32>,
    ending: String,
}

impl Name {
    /// The name as far as two texts agree on it.
    fn common(&self, other: &Self) -> usize {
        let pairs = self.stem.iter().zip(&other.stem);
        pairs.take_while(|(left, right)| left == right).count()
    }

    /// What the whole of it tells.
    pub(crate) fn weight(&self) -> f32 {
        self.tells[self.tells.len().min(3) - 1]
    }

    /// Whether the whole of it contains another name.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.written(self.stem.len()).contains(name)
    }

    /// The ending and so many characters before it.
    pub(crate) fn nearest(&self, characters: usize) -> String {
        self.written(self.stem.len().min(characters))
    }

    fn written(&self, characters: usize) -> String {
        let stem: String = self.stem[..characters].iter().rev().collect();
        stem + &self.ending
    }
}

/// Every possible name of cleaned characters, in order of key.
pub(crate) fn names(chars: &[char], lexicon: &Lexicon, background: &Background) -> Vec<Name> {
    let mut found = Vec::new();
    for stretch in stretches(chars) {
        let openers = lexicon.openers(stretch);
        for at in 2..stretch.len() {
            if let Some((number, ending)) = lexicon.ending(&stretch[at..]) {
                // A name begins after the last opening word before its ending: 反映|上河村.
                let from = openers.iter().rev().find(|end| **end <= at);
                let stem = &stretch[from.copied().unwrap_or(0)..at];
                found.extend(name(stem, (number, ending), lexicon, background));
            }
        }
    }
    found.sort_by(|left, right| (left.key, &left.stem).cmp(&(right.key, &right.stem)));
    found.dedup_by(|left, right| left.key == right.key && left.stem == right.stem);
    found
}

fn name(
    before: &[char],
    (number, ending): (usize, &[char]),
    lexicon: &Lexicon,
    background: &Background,
) -> Option<Name> {
    let before = before.iter().rev().take(STEM_MAX);
    let stem: Vec<char> = before
        .take_while(|char| !lexicon.parts(**char))
        .copied()
        .collect();
    if stem.len() < 2 {
        return None;
    }
    let mut after = ending[0];
    let mut sum = 0.0;
    let mut tells = Vec::with_capacity(stem.len());
    for &char in &stem {
        sum += (background.weight(gram(char, after)) - lexicon.ordinary).max(0.0);
        tells.push(sum);
        after = char;
    }
    let key = ((number as u64) << 32) | u64::from(gram(stem[1], stem[0]));
    let ending = ending.iter().collect();
    Some(Name {
        key,
        stem,
        tells,
        ending,
    })
}

/// The name two texts share that tells most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shared<'a> {
    /// How much it tells.
    pub(crate) tells: f32,
    name: &'a Name,
    characters: usize,
}

impl<'a> Shared<'a> {
    /// That of two texts, if there is any.
    pub(crate) fn of(left: &'a [Name], right: &[Name]) -> Option<Self> {
        let mut best: Option<Self> = None;
        let mut from = 0;
        for name in left {
            while from < right.len() && right[from].key < name.key {
                from += 1;
            }
            for other in right[from..]
                .iter()
                .take_while(|other| other.key == name.key)
            {
                let characters = name.common(other);
                let one = Self {
                    tells: name.tells[characters - 1],
                    name,
                    characters,
                };
                if best.is_none_or(|best| one.is_better(&best)) {
                    best = Some(one);
                }
            }
        }
        best.filter(|best| best.tells > 0.0)
    }

    /// The name, as far as both have it.
    pub(crate) fn written(&self) -> String {
        self.name.written(self.characters)
    }

    /// Ties fall to what is written first in order, whichever text is asked first.
    fn is_better(&self, other: &Self) -> bool {
        self.tells > other.tells || (self.tells == other.tells && self.written() < other.written())
    }
}
