//! Whether two figures differ by more than chance, exactly and without a table.
//!
//! Two counts over two times: if reports came as evenly in both, how many of all of them fell into the first is
//! binomial (the conditional test of two Poisson counts). Two shares: if both were the same, the parts are
//! hypergeometric (Fisher's test). Both ask how probable something at least as unlikely as what happened is.

/// How probable a difference at least as unlikely as this is, if two counts over so many days each came at
/// the same rate; between nothing and one.
pub fn counts((one, days): (u64, u64), (other, other_days): (u64, u64)) -> f64 {
    let all = one + other;
    if all == 0 || days == 0 || other_days == 0 {
        return 1.0;
    }
    let share = days as f64 / (days + other_days) as f64;
    let (fits, misses) = (share.ln(), (-share).ln_1p());
    let chosen = |k: u64| choose(all, k) + k as f64 * fits + (all - k) as f64 * misses;
    at_least_as_unlikely((0, all), one, &chosen)
}

/// The same of two shares, each a part of a whole.
pub fn shares((part, whole): (u64, u64), (other, other_whole): (u64, u64)) -> f64 {
    let parts = part + other;
    let all = whole + other_whole;
    if whole == 0 || other_whole == 0 || part > whole || other > other_whole {
        return 1.0;
    }
    let chosen = |k: u64| choose(whole, k) + choose(other_whole, parts - k) - choose(all, parts);
    let range = (parts.saturating_sub(other_whole), parts.min(whole));
    at_least_as_unlikely(range, part, &chosen)
}

/// What of a range is no more probable than one of its places, in sum. Probabilities rise to one place and
/// fall after it, so that on the other side a halving search finds where they are as small.
fn at_least_as_unlikely((low, high): (u64, u64), at: u64, ln: &dyn Fn(u64) -> f64) -> f64 {
    // What rounding makes equal is equal.
    let bar = ln(at) + 1e-9 * ln(at).abs().max(1.0);
    let top = halved((low, high), |k| k < high && ln(k + 1) > ln(k));
    let left = match at <= top {
        true => Some(at),
        false => (ln(low) <= bar).then(|| halved((low, top), |k| ln(k + 1) <= bar)),
    };
    let right = match at >= top {
        true => Some(at),
        false => (ln(high) <= bar).then(|| halved((top, high), |k| ln(k) > bar)),
    };
    let down = left.map_or(0.0, |from| tail((low..=from).rev(), ln));
    // Where both sides meet, no place is counted twice.
    let right = right.map(|from| left.map_or(from, |left| from.max(left + 1)));
    let up = right.map_or(0.0, |from| tail(from..=high, ln));
    (down + up).min(1.0)
}

/// The first place at which something no longer holds that held up to there.
fn halved((mut low, mut high): (u64, u64), holds: impl Fn(u64) -> bool) -> u64 {
    while low < high {
        let middle = low + (high - low) / 2;
        match holds(middle) {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    low
}

/// A sum that ends where nothing is added any more.
fn tail(places: impl Iterator<Item = u64>, ln: &dyn Fn(u64) -> f64) -> f64 {
    let mut sum = 0.0;
    for place in places {
        let more = ln(place).exp();
        sum += more;
        if more < sum * 1e-15 || more == 0.0 {
            break;
        }
    }
    sum
}

/// The logarithm of how many ways there are to choose.
fn choose(of: u64, chosen: u64) -> f64 {
    ln_factorial(of) - ln_factorial(chosen) - ln_factorial(of - chosen)
}

/// Up to here the product is made; after it the series is exact to the last digit.
const EXACT: u64 = 32;

fn ln_factorial(n: u64) -> f64 {
    if n <= EXACT {
        return (2..=n).map(|k| k as f64).product::<f64>().ln();
    }
    let x = n as f64;
    let series = 1.0 / (12.0 * x) - 1.0 / (360.0 * x.powi(3)) + 1.0 / (1260.0 * x.powi(5));
    x * x.ln() - x + 0.5 * (std::f64::consts::TAU * x).ln() + series
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Ways to choose, as whole numbers.
    fn ways(of: u64, chosen: u64) -> u128 {
        let mut found: u128 = 1;
        for k in 0..u128::from(chosen) {
            found = found * (u128::from(of) - k) / (k + 1);
        }
        found
    }

    /// Weights of every place, and the share of those no heavier than one.
    fn slow(weights: &[u128], at: usize) -> f64 {
        let all: u128 = weights.iter().sum();
        let no_heavier: u128 = weights.iter().filter(|w| **w <= weights[at]).sum();
        no_heavier as f64 / all as f64
    }

    fn same(fast: f64, slow: f64) {
        assert!((fast - slow).abs() < 1e-9, "{fast} is not {slow}");
    }

    proptest! {
        #[test]
        fn two_counts_are_as_a_slow_exact_count_has_it(
            one in 0_u64..20, other in 0_u64..20, days in 1_u64..4, other_days in 1_u64..4,
        ) {
            let all = one + other;
            let power = |base: u64, times: u64| u128::from(base).pow(times as u32);
            let weight = |k: u64| ways(all, k) * power(days, k) * power(other_days, all - k);
            let weights: Vec<u128> = (0..=all).map(weight).collect();
            same(counts((one, days), (other, other_days)), slow(&weights, one as usize));
        }

        #[test]
        fn two_shares_are_as_a_slow_exact_count_has_it(
            whole in 1_u64..40, other_whole in 1_u64..40, cut in 0.0..1.0_f64, other_cut in 0.0..1.0_f64,
        ) {
            let part = (whole as f64 * cut) as u64;
            let other = (other_whole as f64 * other_cut) as u64;
            let parts = part + other;
            let low = parts.saturating_sub(other_whole);
            let places = low..=parts.min(whole);
            let weights: Vec<u128> = places.map(|k| ways(whole, k) * ways(other_whole, parts - k)).collect();
            same(shares((part, whole), (other, other_whole)), slow(&weights, (part - low) as usize));
        }

        #[test]
        fn it_is_the_same_whichever_is_named_first(one in 0_u64..100_000, other in 0_u64..100_000) {
            same(counts((one, 31), (other, 28)), counts((other, 28), (one, 31)));
        }
    }

    #[test]
    fn a_few_more_are_chance_and_many_more_are_not() {
        assert!(counts((5, 30), (3, 30)) > 0.5);
        assert!(counts((71, 365), (122, 365)) < 0.001);
        assert!(counts((0, 30), (2, 30)) > 0.4);
        same(counts((0, 30), (0, 30)), 1.0);
        assert!(shares((19, 200), (40, 200)) < 0.01);
        assert!(shares((1, 3), (2, 3)) > 0.9);
    }

    #[test]
    fn a_province_of_reports_is_tested_at_once() {
        assert!(counts((300_000, 365), (296_000, 365)) < 1e-6);
        assert!(counts((300_000, 365), (299_900, 365)) > 0.8);
        assert!(shares((45_000, 300_000), (45_900, 300_000)) < 0.01);
    }
}
