//! Weights learned anew from decided pairs (重新训练): a logistic regression of three measures that may only
//! speak for a repeat, never against it.
//!
//! Matters count, not pairs: one matter with forty reports teaches as much as a few small ones, so a pair
//! weighs one over the root of how many pairs of its kind its matter has.

use crate::judgement::{Compared, Evidence, Measures};
use crate::model::{Learned, Model};
use crate::report::Traits;
use std::collections::BTreeMap;

/// Rounds of descent; it is convex, and this is far beyond where it stands still.
const ROUNDS: usize = 4_000;
/// Pulls weights towards nought: pairs are few.
const SHRINK: f64 = 1.0;

/// A pair somebody decided.
#[derive(Debug, Clone, Copy)]
pub struct Decided {
    /// What it is measured by.
    pub measures: Measures,
    /// What the rules say of it besides, which is not learned.
    ruled: f32,
    /// Whether it is the same matter.
    pub same: bool,
    /// Which matter it belongs to.
    pub matter: usize,
}

impl Decided {
    /// Two reports, what was decided, and the matter they belong to.
    #[must_use]
    pub fn of(new: &Traits, old: &Traits, model: &Model, same: bool, matter: usize) -> Self {
        let evidence = Compared::of(new, old, model).evidence;
        Self::seen(&evidence, model, same, matter)
    }

    /// The same by what was seen when it was decided.
    #[must_use]
    pub fn seen(evidence: &Evidence, model: &Model, same: bool, matter: usize) -> Self {
        Self {
            measures: evidence.measures,
            ruled: evidence.ruled(model),
            same,
            matter,
        }
    }
}

/// The weights that fit the pairs best.
#[must_use]
pub fn learn(pairs: &[Decided]) -> Learned {
    let weights = weights(pairs);
    let scale = scales(pairs);
    let mut place = [0.0_f64; 4];
    let total: f64 = weights.iter().sum::<f64>().max(1.0);
    let pull = SHRINK / total;
    for _ in 0..ROUNDS {
        let mut slope = [0.0_f64; 4];
        for (pair, weight) in pairs.iter().zip(&weights) {
            let row = row(pair, &scale);
            let sum: f64 = row
                .iter()
                .zip(&place)
                .map(|(value, weight)| value * weight)
                .sum();
            let miss =
                1.0 / (1.0 + (-sum - f64::from(pair.ruled)).exp()) - f64::from(u8::from(pair.same));
            for (slope, value) in slope.iter_mut().zip(row) {
                *slope += weight * miss * value / total;
            }
        }
        for at in 0..4 {
            let shrink = if at == 0 { 0.0 } else { pull * place[at] };
            place[at] -= 0.5 * (slope[at] + shrink);
            if at > 0 {
                place[at] = place[at].max(0.0);
            }
        }
    }
    let plain = |at: usize| (place[at] / scale[at - 1]) as f32;
    Learned {
        bias: place[0] as f32,
        named: plain(1),
        title: plain(2),
        equal: plain(3),
    }
}

fn row(pair: &Decided, scale: &[f64; 3]) -> [f64; 4] {
    let Measures {
        named,
        title,
        equal,
    } = pair.measures;
    let [one, two, three] = [named, title, equal].map(f64::from);
    [1.0, one / scale[0], two / scale[1], three / scale[2]]
}

/// How far each measure spreads, so that pulling towards nought is as strong for each.
fn scales(pairs: &[Decided]) -> [f64; 3] {
    let spread = |of: fn(&Measures) -> f32| {
        let values: Vec<f64> = pairs
            .iter()
            .map(|pair| f64::from(of(&pair.measures)))
            .collect();
        let count = values.len().max(1) as f64;
        let mean = values.iter().sum::<f64>() / count;
        let square = values
            .iter()
            .map(|value| (value - mean).powi(2))
            .sum::<f64>();
        (square / count).sqrt().max(0.05)
    };
    [
        spread(|of| of.named),
        spread(|of| of.title),
        spread(|of| of.equal),
    ]
}

fn weights(pairs: &[Decided]) -> Vec<f64> {
    let mut counts: BTreeMap<(usize, bool), usize> = BTreeMap::new();
    for pair in pairs {
        *counts.entry((pair.matter, pair.same)).or_default() += 1;
    }
    let weight = |pair: &Decided| (counts[&(pair.matter, pair.same)] as f64).powf(-0.5);
    let all: Vec<f64> = pairs.iter().map(weight).collect();
    let mean = all.iter().sum::<f64>() / all.len().max(1) as f64;
    all.into_iter().map(|weight| weight / mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(named: f32, same: bool, matter: usize) -> Decided {
        let measures = Measures {
            named,
            title: 0.3,
            equal: 0.0,
        };
        Decided {
            measures,
            ruled: 0.0,
            same,
            matter,
        }
    }

    #[test]
    fn likeness_never_counts_against_a_repeat() {
        let backwards: Vec<Decided> = (0..40)
            .map(|at| pair(at as f32 / 40.0, at < 20, at))
            .collect();
        let learned = learn(&backwards);
        assert_eq!(learned.named, 0.0, "{learned:?}");
    }

    #[test]
    fn what_separates_the_pairs_gets_the_weight() {
        let pairs: Vec<Decided> = (0..40)
            .map(|at| pair(at as f32 / 40.0, at >= 20, at))
            .collect();
        let learned = learn(&pairs);
        let at = |named: f32| learned.bias + learned.named * named + learned.title * 0.3;
        assert!(at(0.9) > 0.0 && at(0.1) < 0.0, "{learned:?}");
    }
}
