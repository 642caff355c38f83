//! How good the judgements are (评测), on pairs that were decided, beside a plain baseline in the same run.
//!
//! Pairs are split by matter, never by pair. Reports belong to one matter when a pair calls them the same, of
//! one group or related, or when their words are equal; while a matter is held out, no pair that touches one
//! of its reports is learned from.

mod baseline;
mod ranking;

use crate::background::Background;
use crate::book::Book;
use crate::judgement::Level;
use crate::model::Model;
use crate::report::{Reader, Report};
use crate::retrain::{Decided, learn};
pub use ranking::Ranking;
use std::collections::{BTreeMap, BTreeSet};

/// A pair that somebody decided: places of two reports, and how they stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The report that was asked about.
    pub seed: usize,
    /// The one it was compared with.
    pub other: usize,
    /// What was decided.
    pub level: Level,
}

/// Precision and recall of one level against the rest.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Scores {
    /// Of the pairs called the same, how many are.
    pub precision: f64,
    /// Of the pairs that are the same, how many were called so.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

/// One way of judging, measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Of pairs.
    pub pairs: Scores,
    /// From which score on a pair was called the same.
    pub threshold: f64,
    /// Of lists.
    pub ranking: Ranking,
}

/// Everything measured in one run.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The model as it is.
    pub shipped: Figures,
    /// Weights learned without the matter they judge.
    pub held_out: Figures,
    /// Cosine of TF-IDF over two and three characters, at the threshold best for these very pairs.
    pub baseline: Figures,
    /// How many matters the pairs fall into.
    pub matters: usize,
    /// How far held-out probabilities are from what was decided, squared (Brier).
    pub brier: f64,
    /// Weights learned from all pairs.
    pub learned: crate::Learned,
}

/// Measures a model on decided pairs of these reports.
#[must_use]
pub fn measure(
    reports: &[Report],
    pairs: &[Pair],
    model: &Model,
    ordinary: &Background,
) -> Measured {
    let mut background = ordinary.clone();
    reports
        .iter()
        .for_each(|report| background.add(&report.title, &report.text));
    let mut book = Book::new(model.clone(), Reader::new(model, background));
    reports.iter().for_each(|report| {
        book.add(report);
    });
    let matters = matters(&mut book, pairs);
    let decided: Vec<Decided> = pairs
        .iter()
        .map(|pair| decide(&mut book, pair, model, matters[&pair.seed]))
        .collect();
    let shipped = figures(&mut book, pairs, model, &|_| model.clone());
    let without = without_each(pairs, &decided, &matters, model);
    let (held_out, brier) = held_out(&mut book, pairs, model, &without, &matters);
    Measured {
        shipped,
        held_out,
        brier,
        baseline: baseline::figures(reports, pairs),
        matters: without.len(),
        learned: learn(&decided),
    }
}

fn decide(book: &mut Book, pair: &Pair, model: &Model, matter: usize) -> Decided {
    let new = book.traits(pair.seed as u32);
    let old = book.traits(pair.other as u32);
    Decided::of(&new, &old, model, pair.level == Level::Same, matter)
}

/// The matter of each report that stands in a pair.
fn matters(book: &mut Book, pairs: &[Pair]) -> BTreeMap<usize, usize> {
    let places: BTreeSet<usize> = pairs
        .iter()
        .flat_map(|pair| [pair.seed, pair.other])
        .collect();
    let mut of: BTreeMap<usize, usize> = places.iter().map(|place| (*place, *place)).collect();
    let mut join = |one: usize, other: usize| {
        let (one, other) = (of[&one], of[&other]);
        let (first, second) = (one.min(other), one.max(other));
        of.values_mut()
            .filter(|matter| **matter == second)
            .for_each(|matter| *matter = first);
    };
    for pair in pairs.iter().filter(|pair| pair.level != Level::None) {
        join(pair.seed, pair.other);
    }
    let mut words: BTreeMap<u64, usize> = BTreeMap::new();
    for place in places {
        let first = *words
            .entry(book.traits(place as u32).words)
            .or_insert(place);
        join(first, place);
    }
    of
}

/// A model for each matter of a seed, learned without any pair that touches the matter.
fn without_each(
    pairs: &[Pair],
    decided: &[Decided],
    matters: &BTreeMap<usize, usize>,
    model: &Model,
) -> BTreeMap<usize, Model> {
    let seeds: BTreeSet<usize> = pairs.iter().map(|pair| matters[&pair.seed]).collect();
    let without = |matter: &usize| {
        let apart = |pair: &Pair| matters[&pair.seed] != *matter && matters[&pair.other] != *matter;
        let kept = pairs.iter().zip(decided).filter(|(pair, _)| apart(pair));
        let kept: Vec<Decided> = kept.map(|(_, decided)| *decided).collect();
        let model = Model {
            learned: learn(&kept),
            ..model.clone()
        };
        (*matter, model)
    };
    seeds.iter().map(without).collect()
}

fn held_out(
    book: &mut Book,
    pairs: &[Pair],
    model: &Model,
    without: &BTreeMap<usize, Model>,
    matters: &BTreeMap<usize, usize>,
) -> (Figures, f64) {
    let weights = |pair: &Pair| without[&matters[&pair.seed]].clone();
    let figures = figures(book, pairs, model, &weights);
    let mut miss = 0.0;
    for pair in pairs {
        book.weigh_by(weights(pair));
        let score = f64::from(book.compare(pair.seed as u32, pair.other as u32).score);
        miss += (score - f64::from(u8::from(pair.level == Level::Same))).powi(2);
    }
    book.weigh_by(model.clone());
    (figures, miss / pairs.len().max(1) as f64)
}

fn figures(
    book: &mut Book,
    pairs: &[Pair],
    model: &Model,
    weights: &dyn Fn(&Pair) -> Model,
) -> Figures {
    let called: Vec<bool> = pairs
        .iter()
        .map(|pair| {
            book.weigh_by(weights(pair));
            book.compare(pair.seed as u32, pair.other as u32).level == Level::Same
        })
        .collect();
    let ranking = ranking::measure(pairs, |pair| {
        book.weigh_by(weights(pair));
        let found = book.find_of(pair.seed as u32);
        found
            .into_iter()
            .map(|found| found.report as usize)
            .collect()
    });
    book.weigh_by(model.clone());
    Figures {
        pairs: scores(pairs, &called),
        threshold: f64::from(model.same),
        ranking,
    }
}

/// The scores of calling some of the pairs the same.
fn scores(pairs: &[Pair], called: &[bool]) -> Scores {
    let both = pairs.iter().zip(called);
    Scores::of(both.map(|(pair, called)| (pair.level == Level::Same, *called)))
}

impl Scores {
    /// Of pairs that are the same or not, and were called the same or not.
    #[must_use]
    pub fn of(pairs: impl Iterator<Item = (bool, bool)>) -> Self {
        let (mut right, mut all, mut said) = (0.0, 0.0, 0.0);
        for (is, called) in pairs {
            right += f64::from(u8::from(is && called));
            all += f64::from(u8::from(is));
            said += f64::from(u8::from(called));
        }
        let share = |of: f64| if of > 0.0 { right / of } else { 0.0 };
        let (precision, recall) = (share(said), share(all));
        let f1 = if right > 0.0 {
            2.0 * precision * recall / (precision + recall)
        } else {
            0.0
        };
        Self {
            precision,
            recall,
            f1,
        }
    }
}
