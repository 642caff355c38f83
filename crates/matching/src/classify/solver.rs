//! A linear support vector machine by dual coordinate descent (Hsieh et al., 2008): squared hinge loss, the
//! beginning learned as one more feature. Seconds for a register of thousands.

use super::features::Vector;

/// Rounds over all examples; margins stand still long before.
const ROUNDS: usize = 60;
/// Less than this anywhere, and it stands still.
const STILL: f32 = 0.01;

/// Weights that tell the examples that are from those that are not; the last is where they begin.
///
/// `rare` is how much more an example that is weighs than one that is not.
pub(super) fn separate(
    rows: &[Vector],
    is: &[bool],
    features: usize,
    (bend, rare): (f32, f32),
) -> Vec<f32> {
    let mut weights = vec![0.0; features + 1];
    let mut pulls = vec![0.0_f32; rows.len()];
    let give: Vec<f32> = is
        .iter()
        .map(|is| 1.0 / (2.0 * bend * if *is { rare } else { 1.0 }))
        .collect();
    let squares: Vec<f32> = rows
        .iter()
        .zip(&give)
        .map(|(row, give)| row.iter().map(|(_, value)| value * value).sum::<f32>() + 1.0 + give)
        .collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut chance = Chance(0x2545_F491_4F6C_DD1D);
    for _ in 0..ROUNDS {
        chance.shuffle(&mut order);
        let mut moved = 0.0_f32;
        for &at in &order {
            let side = if is[at] { 1.0 } else { -1.0 };
            let slope = side * margin(&weights, &rows[at]) - 1.0 + give[at] * pulls[at];
            let pull = (pulls[at] - slope / squares[at]).max(0.0);
            let step = (pull - pulls[at]) * side;
            if step != 0.0 {
                moved = moved.max(step.abs());
                pulls[at] = pull;
                for (feature, value) in &rows[at] {
                    weights[*feature as usize] += step * value;
                }
                weights[features] += step;
            }
        }
        if moved < STILL {
            break;
        }
    }
    weights
}

/// How far on its side of the line a row lies.
pub(super) fn margin(weights: &[f32], row: &Vector) -> f32 {
    let sum: f32 = row
        .iter()
        .map(|(at, value)| weights[*at as usize] * value)
        .sum();
    sum + weights[weights.len() - 1]
}

/// The same order every time: nothing here is drawn by lot (xorshift, Marsaglia 2003).
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    pub(super) fn shuffle<T>(&mut self, values: &mut [T]) {
        for at in (1..values.len()).rev() {
            values.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_told_apart_is() {
        let rows: Vec<Vector> = (0..20).map(|at| vec![(at % 2, 1.0)]).collect();
        let is: Vec<bool> = (0..20).map(|at| at % 2 == 0).collect();
        let weights = separate(&rows, &is, 2, (1.0, 1.0));
        assert!(margin(&weights, &rows[0]) > 0.5 && margin(&weights, &rows[1]) < -0.5);
        assert_eq!(weights, separate(&rows, &is, 2, (1.0, 1.0)));
    }
}
