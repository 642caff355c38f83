//! The draw (抽取): a sample nobody could choose and everybody can recompute (S0-17, S1-20).
//!
//! Three steps, all pure. The population is fixed and its digest recorded. The seed is the hash of the
//! first signed checkpoint of the ledger that covers that record: it did not exist before. Everything
//! else follows: how many places each unit gets ([`places`]), and who gets them ([`draw`]) in the order
//! of SHA-256(seed ‖ name). `docs/operating/draw.md` tells how to do it by hand.

use crate::ids::{MatterId, UnitId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::cmp::Ordering;
use std::fmt;

/// One that may be drawn: a name of its own, and the matter it stands for where it stands for one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Candidate {
    /// What it is drawn by: a matter's number, or an item's.
    pub name: String,
    /// Which matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<MatterId>,
}

/// A stratum (层): the candidates of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stratum {
    /// The unit that answers for them.
    pub unit: UnitId,
    /// The candidates, in the order of their names.
    pub candidates: Vec<Candidate>,
}

/// How much is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    /// So many.
    Number(u32),
    /// So many of a hundred, rounded up.
    Percent(u32),
}

/// Units that are drawn more of (重点抽查).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Priority {
    /// Which.
    pub units: Vec<UnitId>,
    /// How many times the share of others they are drawn at.
    pub times: u32,
}

/// What begins a draw: 32 bytes nobody could know before the population was fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed(pub [u8; 32]);

impl Seed {
    /// The seed of a checkpoint: SHA-256 of its signed text (three lines: ledger, size, root).
    pub fn of_checkpoint(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// The place of a name in the order of this seed: SHA-256(seed ‖ name).
    pub fn order(self, name: &str) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(name.as_bytes());
        hash.finalize().into()
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// A population in the one order it is hashed and drawn in: by unit, then by name, each name once.
pub fn ordered(found: impl IntoIterator<Item = (UnitId, Candidate)>) -> Vec<Stratum> {
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort();
    found.dedup();
    let mut strata: Vec<Stratum> = Vec::new();
    for (unit, candidate) in found {
        match strata.last_mut() {
            Some(last) if last.unit == unit => last.candidates.push(candidate),
            _ => strata.push(Stratum {
                unit,
                candidates: vec![candidate],
            }),
        }
    }
    strata
}

/// The digest of a population, in hex: SHA-256 over a line `unit<TAB>name<LF>` for each candidate.
pub fn digest(population: &[Stratum]) -> String {
    let mut hash = Sha256::new();
    for stratum in population {
        for candidate in &stratum.candidates {
            hash.update(format!("{}\t{}\n", stratum.unit, candidate.name));
        }
    }
    hex(&hash.finalize())
}

/// How many a population holds.
pub fn count(population: &[Stratum]) -> usize {
    population.iter().map(|s| s.candidates.len()).sum()
}

impl Wanted {
    /// How many places that makes of a population: at least one, at most all.
    pub fn of(self, count: usize) -> usize {
        let wanted = match self {
            Self::Number(number) => number as usize,
            Self::Percent(percent) => (count * percent as usize).div_ceil(100),
        };
        wanted.clamp(1.min(count), count)
    }
}

/// How many places each stratum gets: first one each, priority units before others and else as the seed
/// decides; then always the stratum with the most candidates per place so far (Sainte-Laguë), a priority unit's counted `times`.
/// No stratum gets more places than it has candidates. What is equal, the seed decides.
pub fn places(
    seed: Seed,
    population: &[Stratum],
    wanted: Wanted,
    priority: &Priority,
) -> Vec<usize> {
    let mut places = vec![0; population.len()];
    let tie: Vec<_> = population
        .iter()
        .map(|stratum| seed.order(stratum.unit.as_str()))
        .collect();
    for _ in 0..wanted.of(count(population)) {
        let open =
            (0..population.len()).filter(|at| places[*at] < population[*at].candidates.len());
        let next = open.min_by(|a, b| {
            before(
                (&population[*a], places[*a], &tie[*a]),
                (&population[*b], places[*b], &tie[*b]),
                priority,
            )
        });
        let Some(next) = next else { break };
        places[next] += 1;
    }
    places
}

type Standing<'a> = (&'a Stratum, usize, &'a [u8; 32]);

/// Which of two strata gets the next place.
fn before(a: Standing<'_>, b: Standing<'_>, priority: &Priority) -> Ordering {
    let preferred = |stratum: &Stratum| priority.units.contains(&stratum.unit);
    let weight = |stratum: &Stratum| {
        let times = if preferred(stratum) {
            priority.times.max(1)
        } else {
            1
        };
        stratum.candidates.len() as u128 * u128::from(times)
    };
    let unserved = |standing: Standing<'_>| standing.1 == 0;
    // Nobody served yet goes first; among those, who is watched more closely.
    let first = unserved(b).cmp(&unserved(a));
    let watched = || match unserved(a) {
        true => preferred(b.0).cmp(&preferred(a.0)),
        false => Ordering::Equal,
    };
    // Where there are fewer places than units, nobody can know which units are looked at.
    let share = || match unserved(a) {
        true => Ordering::Equal,
        false => {
            let of_a = weight(a.0) * (2 * b.1 as u128 + 1);
            let of_b = weight(b.0) * (2 * a.1 as u128 + 1);
            of_b.cmp(&of_a)
        }
    };
    first
        .then_with(watched)
        .then_with(share)
        .then_with(|| a.2.cmp(b.2))
}

/// The sample: of each stratum as many as it has places, in the order of SHA-256(seed ‖ name).
pub fn draw(
    seed: Seed,
    population: &[Stratum],
    wanted: Wanted,
    priority: &Priority,
) -> Vec<Stratum> {
    let places = places(seed, population, wanted, priority);
    let served = population
        .iter()
        .zip(places)
        .filter(|(_, places)| *places > 0);
    let sample = served.map(|(stratum, places)| {
        let mut candidates = stratum.candidates.clone();
        candidates.sort_by_key(|candidate| seed.order(&candidate.name));
        candidates.truncate(places);
        Stratum {
            unit: stratum.unit.clone(),
            candidates,
        }
    });
    sample.collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
