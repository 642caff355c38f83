//! Which matters fit a search, newest first: unpacked matters one by one, packed ones by lists.

use super::postings::{any, both, tokens, unpacked};
use super::segments::{self, Id, Segment, live};
use crate::{App, Fault};
use std::collections::{BTreeSet, HashMap};
use store::Value;

/// One of several ways in which a word may stand in a matter: all of these tokens.
pub(crate) type Together = Vec<i64>;

/// What is sought: of each group some way.
pub(crate) type Groups = Vec<Vec<Together>>;

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
    /// Whether it fits by what was received.
    pub(crate) by_original: bool,
    /// Whether it fits by what receivers are given.
    pub(crate) by_copy: bool,
    /// Whether the original was granted to an organ of the reader.
    pub(crate) granted: bool,
}

/// Every matter that may fit by its tokens, in no order. Whether an entry is alive is not asked here.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn seek(app: &App, plans: &[Plan]) -> Result<Vec<Candidate>, Fault> {
    // What is not packed is read first: what is packed meanwhile is seen twice and not never.
    let mut found = unpacked_ones(app, plans).await?;
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
    for segment in &segments {
        let list = |token: &i64| {
            let key = (segment.number, *token);
            lists
                .get(&key)
                .or_else(|| seen.get(&key))
                .map(Vec::as_slice)
        };
        for plan in &plans {
            found.extend(in_segment(plan, segment, &list));
        }
    }
    Ok(found)
}

impl Plan {
    fn asked(&self) -> impl Iterator<Item = i64> {
        let groups = self.original.iter().chain(&self.copy);
        let words = groups.flatten().flatten();
        words.copied().chain([self.granted])
    }
}

/// Lists by segment and token.
pub(super) type Lists = HashMap<(i64, i64), Vec<u32>>;

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
        lists.insert((row.int(0)?, row.int(1)?), unpacked(row.blob(2)?));
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

/// The list of a token in a segment.
type List<'a> = dyn Fn(&i64) -> Option<&'a [u32]> + 'a;

fn in_segment<'a>(plan: &Plan, segment: &Segment, list: &List<'a>) -> Vec<Candidate> {
    let Some(seen) = list(&plan.unit) else {
        return Vec::new();
    };
    let original = matching(&plan.original, seen, list);
    let copy = matching(&plan.copy, seen, list);
    let granted = list(&plan.granted).unwrap_or_default();
    let candidate = |place: u32| Candidate {
        id: segment.ids.ids[place as usize],
        stamp: segment.ids.stamps[place as usize],
        through: plan.through,
        by_original: original.binary_search(&place).is_ok(),
        by_copy: copy.binary_search(&place).is_ok(),
        granted: granted.binary_search(&place).is_ok(),
    };
    let places = any(vec![original.clone(), copy.clone()]);
    places.into_iter().map(candidate).collect()
}

/// The places at which every group is found in some way, among those the reader sees.
fn matching<'a>(groups: &Groups, seen: &[u32], list: &List<'a>) -> Vec<u32> {
    let mut found: Option<Vec<u32>> = None;
    for group in groups {
        let ways = group.iter().map(|together| common(together, list));
        let some = any(ways.collect());
        found = Some(match found {
            Some(found) => both(&found, &some),
            None => some,
        });
    }
    found.map_or_else(Vec::new, |found| both(&found, seen))
}

/// What stands in the lists of all tokens, the shortest first.
fn common<'a>(together: &[i64], list: &List<'a>) -> Vec<u32> {
    let lists: Option<Vec<&[u32]>> = together.iter().map(list).collect();
    let Some(mut lists) = lists else {
        return Vec::new();
    };
    lists.sort_by_key(|list| list.len());
    let mut rest = lists.into_iter();
    let first = rest.next().map(<[u32]>::to_vec).unwrap_or_default();
    rest.fold(first, |found, list| both(&found, list))
}

async fn unpacked_ones(app: &App, plans: &[Plan]) -> Result<Vec<Candidate>, Fault> {
    let mut found = Vec::new();
    for row in app.store().rows(UNPACKED, &[]).await? {
        let (id, stamp) = (segments::id(row.text(0)?)?, segments::stamp(row.int(1)?)?);
        let own = tokens(row.blob(2)?);
        let has = |token: &i64| own.binary_search(token).is_ok();
        let fits = |groups: &Groups| {
            let way = |together: &Together| together.iter().all(has);
            !groups.is_empty() && groups.iter().all(|group| group.iter().any(way))
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
            (candidate.by_original || candidate.by_copy).then_some(candidate)
        }));
    }
    Ok(found)
}
