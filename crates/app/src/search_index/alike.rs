//! Which matters have most in common with a text (候选): the lists of its rarest pairs of characters, each
//! counted with what it tells. A list gives its newest places only, so that asking costs about the same in a
//! book of ten thousand matters and in one of a million.

use super::postings::{any, both, tokens, unpacked};
use super::seek::{Candidate, Standing, lists};
use super::segments::{self, Id, live};
use crate::{App, Fault};
use std::collections::{BTreeMap, BTreeSet};

/// What is asked of the index, for one of the units a reader sees through.
#[derive(Debug, Clone)]
pub(crate) struct Alike {
    /// Which of the reader's units.
    pub(crate) through: usize,
    /// That the unit sees the matter.
    pub(crate) unit: i64,
    /// That the original was granted to its organ.
    pub(crate) granted: i64,
    /// Pairs as they may stand in an original, each with what it tells.
    pub(crate) original: Vec<Pair>,
    /// Pairs as they may stand in what receivers are given.
    pub(crate) copy: Vec<Pair>,
}

/// A pair of characters: the tokens under any of which it may stand, and what it tells.
pub(crate) type Pair = (Vec<i64>, f32);

/// Places taken of a list at most, the newest.
const NEWEST: usize = 4_096;

/// A matter's entry, how much it has in common by the original and by the copy, and whether it was granted.
type Scores = BTreeMap<(Id, u32, usize), (f32, f32, bool)>;

/// The matters that have most in common, in no order; all entries of each. Whether an entry is alive is not
/// asked here.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn alike(
    app: &App,
    asked: &[Alike],
    most: usize,
) -> Result<Vec<Candidate>, Fault> {
    // What is not packed is read first: what is packed meanwhile is seen twice and not never.
    let mut scores = Scores::new();
    unpacked_ones(app, asked, &mut scores).await?;
    packed_ones(app, asked, &mut scores).await?;
    let mut best: BTreeMap<Id, f32> = BTreeMap::new();
    for ((id, ..), (original, copy, _)) in &scores {
        let score = best.entry(*id).or_default();
        *score = score.max(*original).max(*copy);
    }
    let mut best: Vec<(f32, Id)> = best.into_iter().map(|(id, score)| (score, id)).collect();
    best.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.cmp(&one.1)));
    let best: BTreeSet<Id> = best.into_iter().take(most).map(|(_, id)| id).collect();
    let candidate =
        |((id, stamp, through), (original, copy, granted)): (_, (f32, f32, bool))| Candidate {
            id,
            stamp,
            through,
            // What they have in common is weighed by the score that chose them.
            by_original: (original > 0.0).then(Standing::default),
            by_copy: (copy > 0.0).then(Standing::default),
            granted,
        };
    let kept = scores.into_iter().filter(|((id, ..), _)| best.contains(id));
    Ok(kept.map(candidate).collect())
}

async fn unpacked_ones(app: &App, asked: &[Alike], scores: &mut Scores) -> Result<(), Fault> {
    let sql = "SELECT matter_id, stamp, terms FROM search_docs WHERE terms IS NOT NULL";
    for row in app.store().rows(sql, &[]).await? {
        let (id, stamp) = (segments::id(row.text(0)?)?, segments::stamp(row.int(1)?)?);
        let own = tokens(row.blob(2)?);
        let has = |token: &i64| own.binary_search(token).is_ok();
        let common = |pairs: &[Pair]| -> f32 {
            let found = pairs.iter().filter(|(tokens, _)| tokens.iter().any(has));
            found.map(|(_, tells)| tells).sum()
        };
        for ask in asked.iter().filter(|ask| has(&ask.unit)) {
            let (original, copy) = (common(&ask.original), common(&ask.copy));
            if original > 0.0 || copy > 0.0 {
                let score = (original, copy, has(&ask.granted));
                scores.insert((id, stamp, ask.through), score);
            }
        }
    }
    Ok(())
}

async fn packed_ones(app: &App, asked: &[Alike], scores: &mut Scores) -> Result<(), Fault> {
    let segments = live(app).await?;
    let pairs = asked
        .iter()
        .flat_map(|ask| ask.original.iter().chain(&ask.copy));
    let mut wanted: BTreeSet<i64> = pairs
        .flat_map(|(tokens, _)| tokens.iter().copied())
        .collect();
    wanted.extend(asked.iter().flat_map(|ask| [ask.unit, ask.granted]));
    let lists = lists(app, &segments, &wanted).await?;
    for segment in &segments {
        let list = |token: i64| {
            lists
                .get(&(segment.number, token))
                .map_or(&[][..], Vec::as_slice)
        };
        for ask in asked {
            let [seen, granted] =
                [ask.unit, ask.granted].map(|token| unpacked(list(token)).collect::<Vec<u32>>());
            for (pairs, is_copy) in [(&ask.original, false), (&ask.copy, true)] {
                for (tokens, tells) in pairs {
                    let newest = tokens.iter().map(|token| {
                        let places: Vec<u32> = unpacked(list(*token)).collect();
                        places[places.len().saturating_sub(NEWEST)..].to_vec()
                    });
                    for place in both(&seen, any(newest.collect()).into_iter()) {
                        let (id, stamp) = (
                            segment.ids.ids[place as usize],
                            segment.ids.stamps[place as usize],
                        );
                        let score = scores.entry((id, stamp, ask.through)).or_default();
                        score.2 = granted.binary_search(&place).is_ok();
                        *(if is_copy { &mut score.1 } else { &mut score.0 }) += tells;
                    }
                }
            }
        }
    }
    Ok(())
}
