//! Time that passed, and what is typical of several measurements.

use std::time::Instant;

/// A running stopwatch.
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts.
    #[expect(
        clippy::disallowed_methods,
        reason = "a measurement needs a clock of its own"
    )]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// How many of `count` things were done a second since the start.
    pub fn rate(&self, count: usize) -> f64 {
        count as f64 / self.0.elapsed().as_secs_f64()
    }
}

/// The middle one; of an even number the upper of the two in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
