//! How good the classes are (评测), by cross-validation that keeps near-identical texts on one side.
//!
//! Texts whose bigrams agree by half or more (cosine 0.5 and more) fall into one cluster, and a cluster lies
//! in one fold whole; clusters are dealt class by class, the largest first, to the fold that has fewest.

use super::solver::Chance;
use super::{Classifier, Example, HeldOut, Within, best_two, probability};
use crate::background::Background;
use crate::index::{Index, Scratch};
use crate::judgement::likeness;
use crate::model::Model;
use crate::report::{Reader, Report};
use std::collections::BTreeMap;

/// From this likeness on two texts are kept on one side.
const NEAR: f32 = 0.5;
/// Into how many parts the register is dealt.
const FOLDS: usize = 5;

/// One way of classifying, measured.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassFigures {
    /// The mean of the classes' F1.
    pub macro_f1: f64,
    /// Of all reports, how many got their class.
    pub accuracy: f64,
    /// For each class its F1 and how many reports it has.
    pub classes: Vec<(String, f64, usize)>,
}

/// Everything measured in one run.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassMeasured {
    /// This classifier.
    pub ours: ClassFigures,
    /// TF-IDF of the whole text and a linear machine, on the same folds.
    pub baseline: ClassFigures,
    /// Of all reports, how many get a suggestion.
    pub suggested: f64,
    /// Of those, how many get the right one.
    pub right: f64,
    /// How many clusters of near-identical texts there are.
    pub clusters: usize,
}

/// Measures by cross-validation in five parts.
#[must_use]
pub fn measure(examples: &[Example]) -> ClassMeasured {
    let clusters = clusters(examples);
    let folds = deal(examples, &clusters, FOLDS);
    let classes = classes(examples);
    let mut ours = vec![String::new(); examples.len()];
    let mut baseline = ours.clone();
    let (mut suggested, mut right) = (0_usize, 0_usize);
    for fold in 0..FOLDS {
        let train: Vec<Example> = picked(examples, &folds, |of| of != fold);
        let near: Vec<usize> = picked(&clusters, &folds, |of| of != fold);
        let mut classifier = Classifier::fit(&train, &near, classes.clone(), (false, Within::ALL));
        (classifier.sharpness, _) = sharpness(&train, &near, &classes, Within::ALL);
        let whole: Vec<Example> = train.iter().map(without_title).collect();
        // Two texts are two: what the baseline does is plain.
        let each: Vec<usize> = (0..whole.len()).collect();
        let plain = Classifier::fit(&whole, &each, classes.clone(), (true, Within::ALL));
        for (at, example) in examples
            .iter()
            .enumerate()
            .filter(|(at, _)| folds[*at] == fold)
        {
            let suggestion = classifier.suggest(&example.title, &example.text);
            if let Some(class) = &suggestion.class {
                suggested += 1;
                right += usize::from(*class == example.class);
            }
            ours[at] = suggestion.likeliest;
            let example = without_title(example);
            baseline[at] = plain.suggest("", &example.text).likeliest;
        }
    }
    let distinct: std::collections::BTreeSet<usize> = clusters.iter().copied().collect();
    ClassMeasured {
        ours: figures(examples, &ours, &classes),
        baseline: figures(examples, &baseline, &classes),
        suggested: suggested as f64 / examples.len().max(1) as f64,
        right: right as f64 / suggested.max(1) as f64,
        clusters: distinct.len(),
    }
}

fn without_title(example: &Example) -> Example {
    let text = format!("{} {}", example.title, example.text);
    Example {
        title: String::new(),
        text,
        class: example.class.clone(),
    }
}

/// How quickly probability follows margin, from parts that were not learned from, and how many of these are right.
pub(super) fn sharpness(
    examples: &[Example],
    clusters: &[usize],
    classes: &[String],
    within: Within,
) -> (f32, HeldOut) {
    const PARTS: usize = 3;
    let folds = deal(examples, clusters, PARTS);
    let train: Vec<Example> = picked(examples, &folds, |of| of != 0);
    let near: Vec<usize> = picked(clusters, &folds, |of| of != 0);
    let classifier = Classifier::fit(&train, &near, classes.to_vec(), (false, within));
    let mut told: Vec<(Vec<f32>, usize)> = Vec::new();
    for example in picked(examples, &folds, |of| of == 0) {
        let vector = classifier.features.vector(&example.title, &example.text);
        let class = classes.iter().position(|class| *class == example.class);
        told.extend(class.map(|class| (classifier.margins(&vector), class)));
    }
    let loss = |sharpness: f32| -> f32 {
        let each = told
            .iter()
            .map(|(margins, class)| -probability(margins, *class, sharpness).max(1e-9).ln());
        each.sum()
    };
    let tried = (2..=24).map(|half| half as f32 / 2.0);
    let best = tried.min_by(|left, right| loss(*left).total_cmp(&loss(*right)));
    let best = best.unwrap_or(2.0);
    let mut held_out = HeldOut {
        of: told.len(),
        ..HeldOut::default()
    };
    for (margins, class) in &told {
        let (likeliest, _) = best_two(margins);
        if probability(margins, likeliest, best) >= within.sure {
            held_out.suggested += 1;
            held_out.right += usize::from(likeliest == *class);
        }
    }
    (best, held_out)
}

fn picked<T: Clone>(all: &[T], folds: &[usize], keep: impl Fn(usize) -> bool) -> Vec<T> {
    let both = all.iter().zip(folds);
    both.filter(|(_, fold)| keep(**fold))
        .map(|(one, _)| one.clone())
        .collect()
}

pub(super) fn classes(examples: &[Example]) -> Vec<String> {
    let mut classes: Vec<String> = examples
        .iter()
        .map(|example| example.class.clone())
        .collect();
    classes.sort();
    classes.dedup();
    classes
}

/// The cluster of near-identical texts each example is in.
#[must_use]
pub fn clusters(examples: &[Example]) -> Vec<usize> {
    let mut background = Background::default();
    examples
        .iter()
        .for_each(|example| background.add(&example.title, &example.text));
    let reader = Reader::new(&Model::shipped(), background);
    let mut index = Index::default();
    let mut scratch = Scratch::default();
    let mut all = Vec::with_capacity(examples.len());
    let mut of: Vec<usize> = Vec::with_capacity(examples.len());
    for (at, example) in examples.iter().enumerate() {
        let traits = reader.traits(&Report {
            title: example.title.clone(),
            text: example.text.clone(),
            ..Report::default()
        });
        of.push(at);
        for near in index.candidates(&traits, 16, &mut scratch) {
            let old: &crate::Traits = &all[near.report as usize];
            if likeness(&traits.grams, &old.grams) >= NEAR {
                let (one, other) = (of[at], of[near.report as usize]);
                let (first, second) = (one.min(other), one.max(other));
                of.iter_mut()
                    .filter(|cluster| **cluster == second)
                    .for_each(|cluster| *cluster = first);
            }
        }
        index.add(&traits);
        all.push(traits);
    }
    of
}

/// The fold of each example.
fn deal(examples: &[Example], clusters: &[usize], folds: usize) -> Vec<usize> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, cluster) in clusters.iter().enumerate() {
        members.entry(*cluster).or_default().push(at);
    }
    let mut order: Vec<Vec<usize>> = members.into_values().collect();
    Chance(0x9E37_79B9_7F4A_7C15).shuffle(&mut order);
    order.sort_by_key(|members| std::cmp::Reverse(members.len()));
    let mut has: BTreeMap<(&str, usize), usize> = BTreeMap::new();
    let mut of = vec![0; examples.len()];
    for members in order {
        let class = examples[members[0]].class.as_str();
        let least = |fold: &usize| has.get(&(class, *fold)).copied().unwrap_or_default();
        let fold = (0..folds).min_by_key(least).unwrap_or_default();
        for at in members {
            of[at] = fold;
            *has.entry((class, fold)).or_default() += 1;
        }
    }
    of
}

pub(super) fn figures(examples: &[Example], said: &[String], classes: &[String]) -> ClassFigures {
    let count = |keep: &dyn Fn(&Example, &String) -> bool| {
        examples
            .iter()
            .zip(said)
            .filter(|(example, said)| keep(example, said))
            .count()
    };
    let each: Vec<(String, f64, usize)> = classes
        .iter()
        .map(|class| {
            let right = count(&|example, said| example.class == *class && said == class);
            let is = count(&|example, _| example.class == *class);
            let called = count(&|_, said| said == class);
            (
                class.clone(),
                2.0 * right as f64 / (is + called).max(1) as f64,
                is,
            )
        })
        .collect();
    let right = count(&|example, said| example.class == *said);
    ClassFigures {
        macro_f1: each.iter().map(|(_, f1, _)| f1).sum::<f64>() / each.len().max(1) as f64,
        accuracy: right as f64 / examples.len().max(1) as f64,
        classes: each,
    }
}
