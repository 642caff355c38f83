//! Which matters fit a search, newest first: unpacked matters one by one, packed ones by lists. Segments are looked
//! through from that of the newest matters on, and no further than is asked for: of words that stand in most matters
//! the lists of older segments are not read unless the reader may know of too few of the newer ones.

use super::doc::Parts;
use super::postings::{among, any, both, tokens, unpacked};
use super::segments::{self, Id, Ids, Segment, live};
use crate::abreast::{self, Statement};
use crate::{App, Fault};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

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

/// What may fit by its tokens, taken from the newest on. What is known of each beside its id is told when it is taken:
/// of a frequent word only the newest are.
pub(crate) struct Sought<'a> {
    app: &'a App,
    plans: &'a [Plan],
    fresh: Vec<Candidate>,
    fits: Vec<Fit<'a>>,
    /// What was found and not taken.
    rest: Vec<Entry>,
    /// Segments not looked through yet, that of the newest matters last.
    older: Vec<Segment>,
    /// Matters whose segments are looked through next.
    at_once: usize,
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

/// Matters whose segments are looked through first; then four times as many, and so on.
const FIRST: usize = 8_192;

/// Begins to seek what may fit. Whether an entry is alive is not asked here.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn seek<'a>(app: &'a App, plans: &'a [Plan]) -> Result<Sought<'a>, Fault> {
    // What is not packed is read first: what is packed meanwhile is seen twice and not never.
    let fresh = unpacked_ones(app, plans).await?;
    let mut older = live(app).await?;
    older.sort_by_key(Segment::newest);
    let entry = |(place, candidate): (u32, &Candidate)| Entry {
        id: candidate.id,
        fit: FRESH,
        place,
    };
    Ok(Sought {
        rest: (0..).zip(&fresh).map(entry).collect(),
        app,
        plans,
        fresh,
        fits: Vec::new(),
        older,
        at_once: FIRST,
    })
}

/// Stands for a fit where an entry is not packed.
const FRESH: usize = usize::MAX;

impl<'a> Sought<'a> {
    /// Takes about so many of the newest, in order, the newest first; none only where everything was taken. All entries
    /// of a matter are taken together.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn newest(&mut self, about: usize) -> Result<Vec<Candidate>, Fault> {
        while self.certain() < about && self.look_further().await? {}
        let bound = self.bound();
        let rest = std::mem::take(&mut self.rest);
        let (mut taken, mut left): (Vec<Entry>, Vec<Entry>) =
            rest.into_iter().partition(|entry| Some(entry.id) > bound);
        if taken.len() > about {
            taken.select_nth_unstable_by(about, |one, other| other.cmp(one));
            let last = taken[..about].iter().map(|entry| entry.id).min();
            let (newest, older) = taken.into_iter().partition(|entry| Some(entry.id) >= last);
            taken = newest;
            left.extend::<Vec<Entry>>(older);
        }
        self.rest = left;
        let mut told: Vec<Candidate> = taken.iter().map(|entry| self.told(entry)).collect();
        told.sort_unstable_by(|one, other| other.cmp(one));
        Ok(told)
    }

    /// The newest matter of any segment not looked through: what was found of newer ones is all there is of them.
    fn bound(&self) -> Option<Id> {
        self.older.last().and_then(Segment::newest)
    }

    fn certain(&self) -> usize {
        let bound = self.bound();
        let newer = self.rest.iter().filter(|entry| Some(entry.id) > bound);
        newer.count()
    }

    /// Looks through the next segments; `false` where there are none.
    async fn look_further(&mut self) -> Result<bool, Fault> {
        let (mut some, mut matters) = (Vec::new(), 0);
        while matters < self.at_once {
            let Some(segment) = self.older.pop() else {
                break;
            };
            matters += segment.ids.ids.len();
            some.push(segment);
        }
        self.at_once *= 4;
        // What a unit sees first: of a plan that sees nothing there no word is read, and of most matters that were
        // passed up there are none.
        let units: BTreeSet<i64> = self.plans.iter().map(|plan| plan.unit).collect();
        let mut read = lists(self.app, &some, &units).await?;
        let sees = |plan: &&Plan| {
            let mut lists = some.iter();
            lists.any(|segment| read.contains_key(&(segment.number, plan.unit)))
        };
        let plans: Vec<&Plan> = self.plans.iter().filter(sees).collect();
        let asked: BTreeSet<i64> = plans.iter().flat_map(|plan| plan.asked()).collect();
        read.extend(lists(self.app, &some, &asked).await?);
        for segment in &some {
            let list = |token: &i64| read.get(&(segment.number, *token)).map(Vec::as_slice);
            let fits = plans
                .iter()
                .filter_map(|plan| Fit::of(plan, segment, &list));
            fits.for_each(|fit| self.add(fit));
        }
        Ok(!some.is_empty())
    }

    /// Looks through segments of so many matters first, and not of so many as a server does.
    #[cfg(test)]
    pub(crate) fn by_steps_of(self, matters: usize) -> Self {
        Self {
            at_once: matters,
            ..self
        }
    }

    /// Segments not looked through.
    #[cfg(test)]
    pub(crate) fn unread(&self) -> usize {
        self.older.len()
    }

    fn add(&mut self, fit: Fit<'a>) {
        let entry = |place: u32| Entry {
            id: fit.ids.ids[place as usize],
            fit: self.fits.len(),
            place,
        };
        self.rest.extend(fit.places().into_iter().map(entry));
        self.fits.push(fit);
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
    // The lists of a segment lie in one place of the disk, those of another elsewhere.
    let statements = segments
        .iter()
        .map(|segment| reading(segment.number, asked.iter().copied()));
    for row in abreast::rows(app, statements.collect()).await? {
        lists.insert((row.int(0)?, row.int(1)?), row.blob(2)?.to_vec());
    }
    Ok(lists)
}

/// The statement that reads the lists of some tokens in a segment.
pub(crate) fn reading(segment: i64, asked: impl Iterator<Item = i64>) -> Statement {
    let (tokens, mut params) = store::list(2, asked);
    params.insert(0, segment.into());
    let sql = format!(
        "SELECT segment, token, places FROM search_postings WHERE segment = $1 AND token IN {tokens}"
    );
    (sql, params)
}

/// The statement that reads what is not packed yet.
pub(crate) const UNPACKED: &str =
    "SELECT matter_id, stamp, terms FROM search_docs WHERE terms IS NOT NULL";

/// The packed list of a token in a segment.
type List<'a> = dyn Fn(&i64) -> Option<&'a [u8]> + 'a;

impl<'a> Fit<'a> {
    /// What the unit sees is a list as any other, and for a province the longest: it is taken apart first only where no
    /// word is rarer, and else read along with what fits.
    fn of(plan: &'a Plan, segment: &Segment, list: &List<'_>) -> Option<Self> {
        let seen = list(&plan.unit)?;
        let rarest = [&plan.original, &plan.copy].map(|groups| rarest(groups, list));
        let within = (seen.len() <= rarest.into_iter().sum()).then(|| unpacked(seen).collect());
        let within: Option<Vec<u32>> = within;
        let mut original = Fitting::of(&plan.original, within.as_deref(), list);
        let mut copy = Fitting::of(&plan.copy, within.as_deref(), list);
        if within.is_none() {
            let fitting = any(vec![original.places.clone(), copy.places.clone()]);
            let fitting = among(&fitting, seen);
            original.keep(&fitting);
            copy.keep(&fitting);
        }
        let granted = list(&plan.granted).map(|granted| unpacked(granted).collect());
        Some(Self {
            through: plan.through,
            ids: Arc::clone(&segment.ids),
            granted: granted.unwrap_or_default(),
            original,
            copy,
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
    /// Of some places, or of all. Word by word, the rarest first: each is sought only where all before it stand.
    fn of(groups: &'a Groups, within: Option<&[u32]>, list: &List<'_>) -> Self {
        let mut rarest: Vec<&Vec<Way>> = groups.iter().collect();
        rarest.sort_by_key(|group| rareness(group, list));
        let mut found: Option<Vec<u32>> = None;
        let mut stand = Vec::new();
        for group in rarest {
            let within = found.as_deref().or(within);
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

    /// Keeps what is among some places.
    fn keep(&mut self, places: &[u32]) {
        self.places = both(&self.places, places.iter().copied());
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

/// How long the lists of a word are at least, in bytes.
fn rareness(group: &[Way], list: &List<'_>) -> usize {
    let rare = |way: &Way| {
        let lists = way.tokens.iter().map(list);
        lists.map(|list| list.map_or(0, <[u8]>::len)).min()
    };
    group.iter().filter_map(rare).sum()
}

/// That of the rarest word.
fn rarest(groups: &Groups, list: &List<'_>) -> usize {
    let words = groups.iter().map(|group| rareness(group, list));
    words.min().unwrap_or(0)
}

/// What of some places, or of all, stands in the lists of all tokens of a way, the shortest first.
fn common(within: Option<&[u32]>, way: &Way, list: &List<'_>) -> Vec<u32> {
    let lists: Option<Vec<&[u8]>> = way.tokens.iter().map(list).collect();
    let Some(mut lists) = lists else {
        return Vec::new();
    };
    lists.sort_by_key(|list| list.len());
    let mut rest = lists.into_iter();
    let first = rest.next().map(|list| match within {
        Some(places) => among(places, list),
        None => unpacked(list).collect(),
    });
    rest.fold(first.unwrap_or_default(), |found, list| among(&found, list))
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
