//! The plain way, for comparison: cosine of TF-IDF over runs of two and three characters.

use super::{Figures, Pair, ranking, scores};
use crate::report::Report;
use rustc_hash::FxHashMap;

type Vector = Vec<(u64, f32)>;

/// Measures it at the threshold that is best for these very pairs, which flatters it.
pub(super) fn figures(reports: &[Report], pairs: &[Pair]) -> Figures {
    let vectors = vectors(reports);
    let alike: Vec<f64> = pairs
        .iter()
        .map(|pair| f64::from(cosine(&vectors[pair.seed], &vectors[pair.other])))
        .collect();
    let at =
        |threshold: f64| -> Vec<bool> { alike.iter().map(|alike| *alike >= threshold).collect() };
    let best = alike
        .iter()
        .map(|threshold| (scores(pairs, &at(*threshold)), *threshold));
    let better = |left: &(super::Scores, f64), right: &(super::Scores, f64)| {
        left.0.f1.total_cmp(&right.0.f1)
    };
    let (pairs_scores, threshold) = best.max_by(better).unwrap_or_default();
    let ranking = ranking::measure(pairs, |pair| nearest(&vectors, pair.seed));
    Figures {
        pairs: pairs_scores,
        threshold,
        ranking,
    }
}

/// Enough of the nearest for the first five judged to be among them.
const LISTED: usize = 200;

fn nearest(vectors: &[Vector], seed: usize) -> Vec<usize> {
    let others = (0..vectors.len()).filter(|place| *place != seed);
    let mut all: Vec<(f32, usize)> = others
        .map(|place| (cosine(&vectors[seed], &vectors[place]), place))
        .collect();
    all.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
    all.into_iter()
        .take(LISTED)
        .map(|(_, place)| place)
        .collect()
}

fn vectors(reports: &[Report]) -> Vec<Vector> {
    let counts: Vec<Vec<(u64, f32)>> = reports.iter().map(counts).collect();
    let mut texts: FxHashMap<u64, f32> = FxHashMap::default();
    for (run, _) in counts.iter().flatten() {
        *texts.entry(*run).or_default() += 1.0;
    }
    let all = reports.len() as f32;
    let weigh = |vector: Vec<(u64, f32)>| -> Vector {
        let weighed = vector.into_iter().map(|(run, count)| {
            let rare = ((1.0 + all) / (1.0 + texts[&run])).ln() + 1.0;
            (run, count * rare)
        });
        let weighed: Vector = weighed.collect();
        let length = weighed
            .iter()
            .map(|(_, weight)| weight * weight)
            .sum::<f32>()
            .sqrt();
        weighed
            .into_iter()
            .map(|(run, weight)| (run, weight / length))
            .collect()
    };
    counts.into_iter().map(weigh).collect()
}

/// Runs of two and three characters as they stand, blanks folded, and how often each stands.
fn counts(report: &Report) -> Vec<(u64, f32)> {
    let text = format!("{} {}", report.title, report.text).to_lowercase();
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let chars: Vec<u64> = folded
        .chars()
        .map(|char| u64::from(u32::from(char)))
        .collect();
    let runs = [2, 3].into_iter().flat_map(|length| chars.windows(length));
    let mut all: Vec<u64> = runs
        .map(|run| run.iter().fold(0, |key, char| (key << 21) | (char + 1)))
        .collect();
    all.sort_unstable();
    all.chunk_by(|left, right| left == right)
        .map(|same| (same[0], same.len() as f32))
        .collect()
}

fn cosine(left: &[(u64, f32)], right: &[(u64, f32)]) -> f32 {
    let (mut one, mut other, mut sum) = (0, 0, 0.0);
    while one < left.len() && other < right.len() {
        match left[one].0.cmp(&right[other].0) {
            std::cmp::Ordering::Less => one += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => {
                sum += left[one].1 * right[other].1;
                one += 1;
                other += 1;
            }
        }
    }
    sum
}
