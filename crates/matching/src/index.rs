//! Which earlier reports are worth comparing (候选): several small indexes asked at once.
//!
//! A report is entered under its rarest bigrams, its named things, its subjects and its reporter, and under
//! its words as a whole. Each entry keeps its newest reports only, so that asking costs about the same in a
//! book of ten thousand and in one of a million; what a worn-out entry forgets is found under a rarer one.

use crate::report::Traits;
use crate::text::Gram;
use rustc_hash::{FxHashMap, FxHashSet};

/// The rarest bigrams a report is entered under.
const RARE_KEYS: usize = 20;
/// Of those, so many are the title's where it has them.
const TITLE_KEYS: usize = 8;
/// The named things it is entered under.
const NAME_KEYS: usize = 8;
/// The most reports an entry keeps, the newest.
const KEPT: usize = 256;

/// Reports by what they can be found by.
#[derive(Debug, Default)]
pub struct Index {
    entries: FxHashMap<u64, Entry>,
    reports: u32,
}

#[derive(Debug, Default)]
struct Entry {
    seen: u32,
    reports: Vec<u32>,
}

/// A report that may be a repeat, by its place in the index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The place: reports are counted from nought as they are added.
    pub report: u32,
    /// How much it has in common; only for ordering.
    pub common: f32,
}

/// Room for asking again and again without asking for memory.
#[derive(Debug, Default)]
pub struct Scratch {
    common: Vec<f32>,
    touched: Vec<u32>,
}

impl Index {
    /// How many reports it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.reports as usize
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reports == 0
    }

    /// Adds a report and says its place.
    pub fn add(&mut self, traits: &Traits) -> u32 {
        let place = self.reports;
        self.reports += 1;
        for (key, _) in keys(traits) {
            self.entries.entry(key).or_default().add(place);
        }
        place
    }

    /// The reports that have most in common with this one, the most first.
    #[must_use]
    pub fn candidates(
        &self,
        traits: &Traits,
        most: usize,
        scratch: &mut Scratch,
    ) -> Vec<Candidate> {
        scratch.common.resize(self.len(), 0.0);
        for (key, tells) in keys(traits) {
            let reports = self
                .entries
                .get(&key)
                .map_or(&[][..], |entry| &entry.reports);
            for &report in reports {
                let common = &mut scratch.common[report as usize];
                if *common == 0.0 {
                    scratch.touched.push(report);
                }
                *common += tells;
            }
        }
        let taken = scratch.touched.drain(..).map(|report| Candidate {
            report,
            common: std::mem::take(&mut scratch.common[report as usize]),
        });
        let mut found: Vec<Candidate> = taken.collect();
        let order = |left: &Candidate, right: &Candidate| {
            let common = right.common.total_cmp(&left.common);
            common.then(right.report.cmp(&left.report))
        };
        if found.len() > most {
            found.select_nth_unstable_by(most, order);
            found.truncate(most);
        }
        found.sort_by(order);
        found
    }
}

impl Entry {
    fn add(&mut self, report: u32) {
        if self.reports.len() < KEPT {
            self.reports.push(report);
        } else {
            self.reports[self.seen as usize % KEPT] = report;
        }
        self.seen += 1;
    }
}

/// The rarest bigrams of a report and what each tells, its title's first.
pub(crate) fn pairs(traits: &Traits) -> Vec<(Gram, f32)> {
    let mut taken = FxHashSet::default();
    let title = rarest(&traits.title, TITLE_KEYS);
    let both = title
        .into_iter()
        .chain(rarest(&traits.grams, RARE_KEYS))
        .filter(|(gram, _)| taken.insert(*gram));
    both.take(RARE_KEYS)
        .map(|(gram, _)| (gram, weight(traits, gram)))
        .collect()
}

/// What a report is entered under, each with what it tells.
fn keys(traits: &Traits) -> Vec<(u64, f32)> {
    let mut keys = Vec::with_capacity(RARE_KEYS + NAME_KEYS + 4);
    let pairs = pairs(traits).into_iter();
    keys.extend(pairs.map(|(gram, tells)| (kind(1, u64::from(gram)), tells)));
    let mut names: Vec<(u64, f32)> = Vec::new();
    for name in traits.title_names.iter().chain(&traits.names) {
        if names.iter().all(|(key, _)| *key != name.key) && name.weight() > 0.0 {
            names.push((name.key, name.weight()));
        }
    }
    names.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    names.truncate(NAME_KEYS);
    keys.extend(
        names
            .into_iter()
            .map(|(key, tells)| (kind(2, key), 0.02 * tells)),
    );
    keys.extend(
        traits
            .subjects
            .iter()
            .map(|subject| (kind(3, *subject), 0.2)),
    );
    keys.extend(
        traits
            .reporters
            .iter()
            .map(|reporter| (kind(4, *reporter), 0.05)),
    );
    keys.push((kind(5, traits.words), 1.0));
    keys
}

/// What two reports have in common by one bigram: a part of their likeness.
fn weight(traits: &Traits, gram: u32) -> f32 {
    let found = traits.grams.binary_search_by_key(&gram, |(gram, _)| *gram);
    found.map_or(0.0, |at| traits.grams[at].1 * traits.grams[at].1)
}

fn rarest(grams: &[(u32, f32)], most: usize) -> Vec<(u32, f32)> {
    let mut grams: Vec<(u32, f32)> = grams
        .iter()
        .filter(|(_, tells)| *tells > 0.0)
        .copied()
        .collect();
    let order = |left: &(u32, f32), right: &(u32, f32)| {
        right.1.total_cmp(&left.1).then(left.0.cmp(&right.0))
    };
    if grams.len() > most {
        grams.select_nth_unstable_by(most, order);
        grams.truncate(most);
    }
    grams.sort_by(order);
    grams
}

/// Keeps keys of different kinds apart.
fn kind(kind: u64, key: u64) -> u64 {
    (key ^ (kind << 60)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
