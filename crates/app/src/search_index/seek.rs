//! Which matters fit a search, newest first: unpacked matters one by one, packed ones by lists.

use super::doc::Parts;
use super::postings::{any, both, tokens, unpacked};
use super::segments::{self, Id, Ids, Segment, live};
use crate::{App, Fault};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use store::Value;

/// One of several ways in which a word may stand in a matter: all of these tokens.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    /// The tokens.
    pub(crate) tokens: Vec<i64>,
    /// What a word weighs that stands so.
    pub(crate) weight: u32,
    /// In which part it stands then; in none where a code says it.
    pub(crate) parts: Parts,
}

/// How the words of a search may stand in a matter, by its tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Standing {
    /// What they weigh at most.
    pub(crate) weight: u32,
    /// The parts in which any of them may stand.
    pub(crate) parts: Parts,
}

impl Standing {
    /// Of one word, by the ways in which it may stand there; `None` where there is no way.
    fn of<'a>(ways: impl Iterator<Item = (u32, &'a Parts)>) -> Option<Self> {
        ways.fold(None, |found, (weight, parts)| {
            let found: Self = found.unwrap_or_default();
            Some(Self {
                weight: found.weight.max(weight),
                parts: found.parts.and(*parts),
            })
        })
    }

    /// Of one word and another.
    fn beside(self, other: Self) -> Self {
        Self {
            weight: self.weight + other.weight,
            parts: self.parts.and(other.parts),
        }
    }
}

/// What is sought: of each group some way.
pub(crate) type Groups = Vec<Vec<Way>>;

/// What a search asks of the index, for one of the units a reader sees through.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// Which of the reader's units.
    pub(crate) through: usize,
    /// That the unit sees the matter.
    pub(crate) unit: i64,
    /// That the original was granted to its organ.
    pub(crate) granted: i64,
    /// The words as they may stand in an original.
    pub(crate) original: Groups,
    /// The words as they may stand in what receivers are given.
    pub(crate) copy: Groups,
}

/// A matter that may fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Candidate {
    /// Its id.
    pub(crate) id: Id,
    /// Which writing of it.
    pub(crate) stamp: u32,
    /// Through which of the reader's units it is seen.
    pub(crate) through: usize,
    /// How the words stand if it fits by what was received.
    pub(crate) by_original: Option<Standing>,
    /// How they stand if it fits by what receivers are given.
    pub(crate) by_copy: Option<Standing>,
    /// Whether the original was granted to an organ of the reader.
    pub(crate) granted: bool,
}

/// Every entry that may fit by its tokens. What is known of each beside its id is told when it is taken: of a
/// frequent word only the newest are.
pub(crate) struct Sought<'a> {
    fresh: Vec<Candidate>,
    fits: Vec<Fit<'a>>,
    rest: Vec<Entry>,
}

/// An entry: a place of a fit, or, where there is no such fit, of the fresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    id: Id,
    fit: usize,
    place: u32,
}

/// What fits a plan in a segment.
struct Fit<'a> {
    through: usize,
    ids: Arc<Ids>,
    granted: Vec<u32>,
    original: Fitting<'a>,
    copy: Fitting<'a>,
}

/// The places at which every group is found, and of each group those of each of its ways.
#[derive(Default)]
struct Fitting<'a> {
    places: Vec<u32>,
    groups: Vec<Vec<(&'a Way, Vec<u32>)>>,
}

/// Every matter that may fit by its tokens. Whether an entry is alive is not asked here.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn seek<'a>(app: &App, plans: &'a [Plan]) -> Result<Sought<'a>, Fault> {
    // What is not packed is read first: what is packed meanwhile is seen twice and not never.
    let fresh = unpacked_ones(app, plans).await?;
    let segments = live(app).await?;
    let units: BTreeSet<i64> = plans.iter().map(|plan| plan.unit).collect();
    let seen = lists(app, &segments, &units).await?;
    let sees = |plan: &&Plan| {
        let mut lists = segments.iter();
        lists.any(|segment| seen.contains_key(&(segment.number, plan.unit)))
    };
    let plans: Vec<&Plan> = plans.iter().filter(sees).collect();
    let asked: BTreeSet<i64> = plans.iter().flat_map(|plan| plan.asked()).collect();
    let lists = lists(app, &segments, &asked).await?;
    let mut fits = Vec::new();
    for segment in &segments {
        let list = |token: &i64| {
            let key = (segment.number, *token);
            lists
                .get(&key)
                .or_else(|| seen.get(&key))
                .map(Vec::as_slice)
        };
        fits.extend(
            plans
                .iter()
                .filter_map(|plan| Fit::of(plan, segment, &list)),
        );
    }
    Ok(Sought::new(fresh, fits))
}

impl<'a> Sought<'a> {
    fn new(fresh: Vec<Candidate>, fits: Vec<Fit<'a>>) -> Self {
        let mut rest = Vec::new();
        for (fit, places) in fits.iter().map(Fit::places).enumerate() {
            let ids = &fits[fit].ids.ids;
            rest.extend(places.into_iter().map(|place| Entry {
                id: ids[place as usize],
                fit,
                place,
            }));
        }
        rest.extend((0..).zip(&fresh).map(|(place, candidate)| Entry {
            id: candidate.id,
            fit: fits.len(),
            place,
        }));
        Self { fresh, fits, rest }
    }

    /// Whether everything was taken.
    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Takes about so many of the newest, in order, the newest first. All entries of a matter are taken
    /// together.
    pub(crate) fn newest(&mut self, about: usize) -> Vec<Candidate> {
        let falling = |one: &Entry, other: &Entry| other.cmp(one);
        let mut taken = std::mem::take(&mut self.rest);
        if taken.len() > about {
            taken.select_nth_unstable_by(about, falling);
            let last = taken[..about].iter().map(|entry| entry.id).min();
            (taken, self.rest) = taken.into_iter().partition(|entry| Some(entry.id) >= last);
        }
        let mut told: Vec<Candidate> = taken.iter().map(|entry| self.told(entry)).collect();
        told.sort_unstable_by(|one, other| other.cmp(one));
        told
    }

    fn told(&self, entry: &Entry) -> Candidate {
        match self.fits.get(entry.fit) {
            Some(fit) => fit.told(entry.place),
            None => self.fresh[entry.place as usize],
        }
    }
}

impl Plan {
    fn asked(&self) -> impl Iterator<Item = i64> {
        let groups = self.original.iter().chain(&self.copy);
        let words = groups.flatten().flat_map(|way| &way.tokens);
        words.copied().chain([self.granted])
    }
}

/// Lists by segment and token, packed: of a frequent word most are looked through for a few places.
pub(super) type Lists = HashMap<(i64, i64), Vec<u8>>;

pub(super) async fn lists(
    app: &App,
    segments: &[Segment],
    asked: &BTreeSet<i64>,
) -> Result<Lists, Fault> {
    let mut lists = Lists::new();
    if segments.is_empty() || asked.is_empty() {
        return Ok(lists);
    }
    let numbers = segments.iter().map(|segment| segment.number);
    let (sql, params) = reading(numbers, asked.iter().copied());
    for row in app.store().rows(&sql, &params).await? {
        lists.insert((row.int(0)?, row.int(1)?), row.blob(2)?.to_vec());
    }
    Ok(lists)
}

/// The statement that reads the lists of some tokens in some segments.
pub(crate) fn reading(
    segments: impl Iterator<Item = i64>,
    asked: impl Iterator<Item = i64>,
) -> (String, Vec<Value>) {
    let (numbers, mut params) = store::list(1, segments);
    let (tokens, more) = store::list(params.len() + 1, asked);
    params.extend(more);
    let sql = format!(
        "SELECT segment, token, places FROM search_postings \
         WHERE segment IN {numbers} AND token IN {tokens}"
    );
    (sql, params)
}

/// The statement that reads what is not packed yet.
pub(crate) const UNPACKED: &str =
    "SELECT matter_id, stamp, terms FROM search_docs WHERE terms IS NOT NULL";

/// The packed list of a token in a segment.
type List<'a> = dyn Fn(&i64) -> Option<&'a [u8]> + 'a;

impl<'a> Fit<'a> {
    fn of(plan: &'a Plan, segment: &Segment, list: &List<'_>) -> Option<Self> {
        let seen: Vec<u32> = unpacked(list(&plan.unit)?).collect();
        Some(Self {
            through: plan.through,
            ids: Arc::clone(&segment.ids),
            granted: list(&plan.granted)
                .map(|granted| unpacked(granted).collect())
                .unwrap_or_default(),
            original: Fitting::of(&plan.original, &seen, list),
            copy: Fitting::of(&plan.copy, &seen, list),
        })
    }

    fn places(&self) -> Vec<u32> {
        any(vec![self.original.places.clone(), self.copy.places.clone()])
    }

    fn told(&self, place: u32) -> Candidate {
        Candidate {
            id: self.ids.ids[place as usize],
            stamp: self.ids.stamps[place as usize],
            through: self.through,
            by_original: self.original.standing(place),
            by_copy: self.copy.standing(place),
            granted: self.granted.binary_search(&place).is_ok(),
        }
    }
}

impl<'a> Fitting<'a> {
    /// Word by word, the rarest first: each is sought only where all before it stand.
    fn of(groups: &'a Groups, seen: &[u32], list: &List<'_>) -> Self {
        let rare = |way: &Way| {
            let lists = way.tokens.iter().map(list);
            lists.map(|list| list.map_or(0, <[u8]>::len)).min()
        };
        let rareness = |group: &&Vec<Way>| group.iter().filter_map(rare).sum::<usize>();
        let mut rarest: Vec<&Vec<Way>> = groups.iter().collect();
        rarest.sort_by_key(rareness);
        let mut found: Option<Vec<u32>> = None;
        let mut stand = Vec::new();
        for group in rarest {
            let within = found.as_deref().unwrap_or(seen);
            let ways = group.iter().map(|way| (way, common(within, way, list)));
            let ways: Vec<(&Way, Vec<u32>)> =
                ways.filter(|(_, places)| !places.is_empty()).collect();
            found = Some(any(ways.iter().map(|(_, places)| places.clone()).collect()));
            stand.push(ways);
        }
        match found {
            Some(places) if !places.is_empty() => Self {
                places,
                groups: stand,
            },
            _ => Self::default(),
        }
    }

    /// How the words stand at a place.
    fn standing(&self, place: u32) -> Option<Standing> {
        self.places.binary_search(&place).ok()?;
        let words = self.groups.iter().filter_map(|ways| {
            let own = ways
                .iter()
                .filter(|(_, places)| places.binary_search(&place).is_ok());
            Standing::of(own.map(|(way, _)| (way.weight, &way.parts)))
        });
        words.reduce(Standing::beside)
    }
}

/// What of some places stands in the lists of all tokens of a way, the shortest first.
fn common(within: &[u32], way: &Way, list: &List<'_>) -> Vec<u32> {
    let lists: Option<Vec<&[u8]>> = way.tokens.iter().map(list).collect();
    let Some(mut lists) = lists else {
        return Vec::new();
    };
    lists.sort_by_key(|list| list.len());
    let mut rest = lists.into_iter();
    let first = rest.next().map(|list| both(within, unpacked(list)));
    rest.fold(first.unwrap_or_default(), |found, list| {
        both(&found, unpacked(list))
    })
}

async fn unpacked_ones(app: &App, plans: &[Plan]) -> Result<Vec<Candidate>, Fault> {
    let mut found = Vec::new();
    for row in app.store().rows(UNPACKED, &[]).await? {
        let (id, stamp) = (segments::id(row.text(0)?)?, segments::stamp(row.int(1)?)?);
        let own = tokens(row.blob(2)?);
        let has = |token: &i64| own.binary_search(token).is_ok();
        let fits = |groups: &Groups| {
            let word = |group: &Vec<Way>| {
                let ways = group.iter().filter(|way| way.tokens.iter().all(has));
                Standing::of(ways.map(|way| (way.weight, &way.parts)))
            };
            let words: Option<Vec<Standing>> = groups.iter().map(word).collect();
            words?.into_iter().reduce(Standing::beside)
        };
        let seen = plans.iter().filter(|plan| has(&plan.unit));
        found.extend(seen.filter_map(|plan| {
            let candidate = Candidate {
                id,
                stamp,
                through: plan.through,
                by_original: fits(&plan.original),
                by_copy: fits(&plan.copy),
                granted: has(&plan.granted),
            };
            (candidate.by_original.is_some() || candidate.by_copy.is_some()).then_some(candidate)
        }));
    }
    Ok(found)
}
