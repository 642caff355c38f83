//! A book of reports (台账) with an index over it: repeats of one report, and a whole old book grouped (大起底).
//!
//! Texts are kept packed and read anew when they are compared, with the traits of the latest at hand, so
//! that a million reports fit in the memory of an office machine.

use crate::index::{Index, Scratch};
use crate::judgement::{Judgement, Level, compare, joins};
use crate::model::Model;
use crate::report::{Reader, Report, Traits};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// How many candidates are compared.
pub const CANDIDATES: usize = 24;
/// How many reports' traits are kept at hand.
const AT_HAND: usize = 4_096;
/// How many while a whole book is grouped, when every report is looked at many times.
const AT_HAND_GROUPING: usize = 65_536;

/// Reports, and what finds and compares them.
pub struct Book {
    model: Model,
    reader: Reader,
    index: Index,
    packed: Vec<Packed>,
    at_hand: Vec<Option<(u32, Rc<Traits>)>>,
    scratch: Scratch,
}

/// A report in half the memory.
struct Packed {
    words: Box<[u16]>,
    title: u16,
    digests: Option<Box<(Vec<u64>, Vec<u64>)>>,
}

/// A repeat found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its place in the book.
    pub report: u32,
    /// What is thought of it.
    pub judgement: Judgement,
}

impl Book {
    /// An empty book.
    #[must_use]
    pub fn new(model: Model, reader: Reader) -> Self {
        Self {
            model,
            reader,
            index: Index::default(),
            packed: Vec::new(),
            at_hand: vec![None; AT_HAND],
            scratch: Scratch::default(),
        }
    }

    /// Adds a report and says its place.
    pub fn add(&mut self, report: &Report) -> u32 {
        let traits = Rc::new(self.reader.traits(report));
        let place = self.index.add(&traits);
        self.packed.push(Packed::of(report));
        self.keep(place, traits);
        place
    }

    /// How many reports it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.packed.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.packed.is_empty()
    }

    /// The reports most likely to be the same matter as this one, the likeliest first.
    pub fn find(&mut self, report: &Report) -> Vec<Found> {
        let traits = self.reader.traits(report);
        self.find_by(&traits, None)
    }

    /// The same for a report of the book, itself left out.
    pub fn find_of(&mut self, place: u32) -> Vec<Found> {
        let traits = self.traits(place);
        self.find_by(&traits, Some(place))
    }

    fn find_by(&mut self, traits: &Traits, except: Option<u32>) -> Vec<Found> {
        let candidates = self.candidates(traits, except).into_iter();
        let mut found: Vec<Found> = candidates
            .map(|report| {
                let old = self.traits(report);
                let judgement = compare(traits, &old, &self.model);
                Found { report, judgement }
            })
            .collect();
        found.sort_by(|left, right| {
            let score = right.judgement.score.total_cmp(&left.judgement.score);
            score.then(left.report.cmp(&right.report))
        });
        found
    }

    /// The reports worth comparing with this one.
    fn candidates(&mut self, traits: &Traits, except: Option<u32>) -> Vec<u32> {
        let found = self
            .index
            .candidates(traits, CANDIDATES + 1, &mut self.scratch);
        let found = found.into_iter().map(|candidate| candidate.report);
        found
            .filter(|report| Some(*report) != except)
            .take(CANDIDATES)
            .collect()
    }

    /// Weighs by another version of the weights from now on; its words must be the ones it was read by.
    pub fn weigh_by(&mut self, model: Model) {
        self.model = model;
    }

    /// What two reports of the book are to each other.
    pub fn compare(&mut self, one: u32, other: u32) -> Judgement {
        let (one, other) = (self.traits(one), self.traits(other));
        compare(&one, &other, &self.model)
    }

    /// The traits of a report of the book.
    pub fn traits(&mut self, place: u32) -> Rc<Traits> {
        if let Some((kept, traits)) = &self.at_hand[place as usize % self.at_hand.len()]
            && *kept == place
        {
            return Rc::clone(traits);
        }
        let traits = Rc::new(self.reader.traits(&self.packed[place as usize].open()));
        self.keep(place, Rc::clone(&traits));
        traits
    }

    fn keep(&mut self, place: u32, traits: Rc<Traits>) {
        let slot = place as usize % self.at_hand.len();
        self.at_hand[slot] = Some((place, traits));
    }

    /// Groups the book: reports that are the same matter. Each report has the first place of its group. `told` hears
    /// how far it is.
    ///
    /// Pairs are joined the likeliest first, and two groups become one only where their reports are on the whole the
    /// same matter: the mean probability of their pairs reaches the threshold. A chain, each link like the next and its
    /// ends not like each other, is no group: many villages with one kind of complaint are many matters.
    pub fn groups(&mut self, mut told: impl FnMut(usize)) -> Groups {
        self.at_hand = vec![None; AT_HAND_GROUPING];
        let mut links = Vec::new();
        // Pairs compared when the earlier of both was asked: most reports are each other's candidates.
        let mut compared: FxHashSet<(u32, u32)> = FxHashSet::default();
        for place in 0..self.len() as u32 {
            told(place as usize);
            let traits = self.traits(place);
            for other in self.candidates(&traits, Some(place)) {
                let (new, old) = (place.max(other), place.min(other));
                if other > place {
                    compared.insert((new, old));
                } else if compared.remove(&(new, old)) {
                    continue;
                }
                let theirs = self.traits(other);
                if let Some(judgement) = joins(&traits, &theirs, &self.model) {
                    links.push(Link {
                        new,
                        old,
                        judgement,
                    });
                }
            }
        }
        links.sort_by_key(|link: &Link| (link.new, link.old));
        Groups {
            of: self.joined(&links),
            links,
        }
    }

    /// The group of each report, by the pairs that are the same matter.
    fn joined(&mut self, links: &[Link]) -> Vec<u32> {
        let mut same: Vec<&Link> = links
            .iter()
            .filter(|link| link.judgement.level == Level::Same)
            .collect();
        same.sort_by(|left, right| {
            let score = right.judgement.score.total_cmp(&left.judgement.score);
            score.then((left.new, left.old).cmp(&(right.new, right.old)))
        });
        let mut of: Vec<u32> = (0..self.len() as u32).collect();
        let mut members: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut apart: FxHashSet<(u32, u32, usize)> = FxHashSet::default();
        for link in same {
            let (one, other) = (of[link.new as usize], of[link.old as usize]);
            let (one, other) = (one.min(other), one.max(other));
            if one == other {
                continue;
            }
            let group = |first: u32| members.get(&first).cloned().unwrap_or_else(|| vec![first]);
            let (ours, theirs) = (group(one), group(other));
            let size = ours.len() + theirs.len();
            // Asked again only where one of both has grown.
            if apart.contains(&(one, other, size)) {
                continue;
            }
            if size > 2 && self.mean(&ours, &theirs) < self.model.same {
                apart.insert((one, other, size));
                continue;
            }
            for place in &theirs {
                of[*place as usize] = one;
            }
            members.remove(&other);
            members.insert(one, [ours, theirs].concat());
        }
        of
    }

    /// The mean probability that reports of two groups are the same matter, from a few of each.
    fn mean(&mut self, ours: &[u32], theirs: &[u32]) -> f32 {
        let mut sum = 0.0;
        let mut pairs = 0.0;
        for one in some(ours) {
            for other in some(theirs) {
                sum += self.compare(one, other).score;
                pairs += 1.0;
            }
        }
        sum / pairs
    }
}

/// Reports of a group looked at when it is compared with another.
const LOOKED_AT: usize = 6;

/// A few of a group's reports, from its whole length.
fn some(group: &[u32]) -> impl Iterator<Item = u32> {
    let count = group.len().min(LOOKED_AT);
    (0..count).map(move |at| group[at * group.len() / count])
}

/// A book's groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    /// For each report the first place of its group.
    pub of: Vec<u32>,
    /// Every pair that is not nothing, in order.
    pub links: Vec<Link>,
}

/// Two reports of a book, and what is thought of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The later place.
    pub new: u32,
    /// The earlier place.
    pub old: u32,
    /// What is thought of them.
    pub judgement: Judgement,
}

impl Packed {
    fn of(report: &Report) -> Self {
        let title: Vec<u16> = report
            .title
            .encode_utf16()
            .take(usize::from(u16::MAX))
            .collect();
        let words = title
            .iter()
            .copied()
            .chain(report.text.encode_utf16())
            .collect();
        let has = !report.reporters.is_empty() || !report.subjects.is_empty();
        let digests = has.then(|| Box::new((report.reporters.clone(), report.subjects.clone())));
        Self {
            words,
            title: title.len() as u16,
            digests,
        }
    }

    fn open(&self) -> Report {
        let (title, text) = self.words.split_at(usize::from(self.title));
        let (reporters, subjects) = self.digests.as_deref().cloned().unwrap_or_default();
        Report {
            title: String::from_utf16_lossy(title),
            text: String::from_utf16_lossy(text),
            reporters,
            subjects,
        }
    }
}
