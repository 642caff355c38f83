//! Lists measured: of the repeats a report has, how many stand among the first five offered.
//!
//! At most five are counted a report. What nobody judged counts as wrong in the strict figures; beside them
//! stand the same figures with unjudged reports left out of the list, since a list of good finds that nobody
//! has looked at would otherwise look bad.

use super::Pair;
use crate::judgement::Level;
use std::collections::{BTreeMap, BTreeSet};

/// How good lists are.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Ranking {
    /// Reports that have a repeat.
    pub seeds: usize,
    /// Repeats among the first five, of those that could be.
    pub first_five: f64,
    /// How often the first offered is a repeat.
    pub precision_1: f64,
    /// Of five offered, how many are repeats.
    pub precision_5: f64,
    /// The most that could be reached by [`Ranking::precision_5`]: many reports have fewer than five repeats.
    pub precision_5_max: f64,
    /// [`Ranking::first_five`] with unjudged reports left out.
    pub judged_first_five: f64,
    /// [`Ranking::precision_1`] with unjudged reports left out.
    pub judged_precision_1: f64,
}

/// Measures the lists that `list` gives for the seed of a pair.
pub(super) fn measure(pairs: &[Pair], mut list: impl FnMut(&Pair) -> Vec<usize>) -> Ranking {
    let mut of: BTreeMap<usize, (Pair, BTreeSet<usize>, BTreeSet<usize>)> = BTreeMap::new();
    for pair in pairs {
        let (_, judged, same) =
            of.entry(pair.seed)
                .or_insert((*pair, BTreeSet::new(), BTreeSet::new()));
        judged.insert(pair.other);
        if pair.level == Level::Same {
            same.insert(pair.other);
        }
    }
    let mut out = Ranking::default();
    let (mut wanted, mut hits, mut judged_hits, mut first, mut judged_first) = (0, 0, 0, 0, 0);
    for (pair, judged, same) in of.values().filter(|(_, _, same)| !same.is_empty()) {
        let all = list(pair);
        let known: Vec<usize> = all
            .iter()
            .filter(|place| judged.contains(place))
            .copied()
            .collect();
        let among = |list: &[usize], most: usize| {
            list.iter()
                .take(most)
                .filter(|place| same.contains(place))
                .count()
        };
        out.seeds += 1;
        wanted += same.len().min(5);
        hits += among(&all, 5);
        judged_hits += among(&known, 5);
        first += among(&all, 1);
        judged_first += among(&known, 1);
    }
    let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
    Ranking {
        seeds: out.seeds,
        first_five: share(hits, wanted),
        precision_1: share(first, out.seeds),
        precision_5: share(hits, out.seeds * 5),
        precision_5_max: share(wanted, out.seeds * 5),
        judged_first_five: share(judged_hits, wanted),
        judged_precision_1: share(judged_first, out.seeds),
    }
}
