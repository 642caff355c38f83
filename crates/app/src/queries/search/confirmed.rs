//! Texts opened, words found in them where they stand, hits ranked: a word in a title or a name weighs more than
//! one in a text, a name that only sounds alike less; of equals the newest first.
//!
//! The tokens say what a matter weighs at most. The heaviest are opened first, and no more of them than the page
//! needs: opening is what a search costs.

use super::asked::{Asked, Field, Word};
use super::marked::{self, Piece};
use super::permitted::{Head, Permitted, heads};
use super::planned::{Found, HEAVIEST, field, may_stand, parts, weigh};
use crate::queries::lookup::sounds;
use crate::queries::reader::Reader;
use crate::search_index::words::{Read, places, read};
use crate::search_index::{Part, Stored};
use crate::{App, Fault, vault};
use std::cmp::Reverse;
use std::collections::HashMap;

/// A confirmed hit.
#[derive(Debug)]
pub(super) struct Hit {
    pub(super) row: Permitted,
    pub(super) head: Head,
    /// The title the reader may read.
    pub(super) title: Option<String>,
    /// Where the words stand.
    pub(super) fields: Vec<&'static str>,
    opened: Vec<Opened>,
    rank: Rank,
}

/// Heavier is greater, and of equals the newer.
type Rank = (u32, Reverse<usize>);

/// Hits in order.
#[derive(Debug)]
pub(super) struct Ranked {
    /// Of these so many as were wanted are the best of all.
    pub(super) hits: Vec<Hit>,
    /// How many more fit by their tokens and were not opened; hardly one of them is none.
    pub(super) unopened: usize,
}

/// What is no more than that is opened whole, and told exactly.
const EXACT: usize = 60;

/// Matters opened together of what is more.
const AT_ONCE: usize = 30;

impl Hit {
    /// The words among those around them. Made for what a page shows, not for all that are ranked.
    pub(super) fn snippet(&self, asked: &Asked) -> Vec<Piece> {
        snippet(asked, &self.opened)
    }
}

/// A part of a matter that was opened.
#[derive(Debug)]
struct Opened {
    part: Part,
    name: bool,
    text: String,
    read: Vec<Read>,
}

/// The best hits among permitted matters, which come newest first: `wanted` of them, if there are so many.
pub(super) async fn confirmed(
    app: &App,
    reader: &Reader,
    asked: &Asked,
    permitted: Vec<Permitted>,
    wanted: usize,
) -> Result<Ranked, Fault> {
    // The tokens say nothing of words that lead to no matter.
    let unknown = asked.words.iter().filter(|word| !word.leads());
    let unknown: u32 = unknown.map(|_| HEAVIEST).sum();
    let most = |(nth, row): (usize, Permitted)| ((row.weight + unknown, Reverse(nth)), row);
    let mut rest: Vec<(Rank, Permitted)> = permitted.into_iter().enumerate().map(most).collect();
    // The best is the last: from there they are taken.
    rest.sort_by_key(|(rank, _)| *rank);
    let at_once = if rest.len() > EXACT { AT_ONCE } else { EXACT };
    let mut hits: Vec<Hit> = Vec::new();
    loop {
        let some = rest.split_off(rest.len().saturating_sub(at_once));
        hits.extend(opened(app, reader, asked, some).await?);
        hits.sort_by_key(|hit| Reverse(hit.rank));
        let Some((next, _)) = rest.last() else {
            break;
        };
        if hits.iter().take_while(|hit| hit.rank > *next).count() >= wanted {
            break;
        }
    }
    let unopened = rest.len();
    Ok(Ranked { hits, unopened })
}

/// Those of some matters in which every word stands.
async fn opened(
    app: &App,
    reader: &Reader,
    asked: &Asked,
    some: Vec<(Rank, Permitted)>,
) -> Result<Vec<Hit>, Fault> {
    let (ranks, some): (Vec<Rank>, Vec<Permitted>) = some.into_iter().unzip();
    let mut heads = heads(app, reader, &some).await?;
    // Whatever is gone meanwhile has no head.
    let known = some.into_iter().zip(ranks);
    let known: Vec<(Permitted, Head, Rank)> = known
        .filter_map(|(row, most)| heads.remove(&row.id).map(|head| (row, head, most)))
        .collect();
    let mut wanted = Vec::new();
    for (row, head, _) in &known {
        let read = readable(row, head).filter(|stored| is_wanted(asked, row, stored));
        wanted.extend(read.map(|stored| place(row, stored)));
    }
    let texts = vault::of_ids(app, &reader.opener(), &wanted).await?;
    let hits = known.into_iter();
    let hits = hits.filter_map(|(row, head, most)| hit(reader, asked, most, (row, head), &texts));
    Ok(hits.collect())
}

/// What the reader may read of a matter.
fn readable<'a>(row: &Permitted, head: &'a Head) -> impl Iterator<Item = &'a Stored> {
    let parts = parts(row.is_copy, &row.organ);
    let stored = head.parts.iter();
    stored.filter(move |stored| parts.contains(&stored.part))
}

/// A title is shown in any case; of the rest only what a word stands in by its tokens, or may, where tokens say
/// nothing of it.
fn is_wanted(asked: &Asked, row: &Permitted, stored: &Stored) -> bool {
    let unknown = asked.words.iter().filter(|word| !word.leads());
    field(&stored.part) == Field::Title
        || row.within.hold(&stored.part)
        || unknown
            .into_iter()
            .any(|word| may_stand(word, &stored.part))
}

fn place(row: &Permitted, stored: &Stored) -> (String, String) {
    (row.id.stream(), stored.what.clone())
}

fn hit(
    reader: &Reader,
    asked: &Asked,
    (most, newest): Rank,
    (row, head): (Permitted, Head),
    texts: &HashMap<(String, String), String>,
) -> Option<Hit> {
    let opened = |stored: &Stored| {
        let text = texts.get(&place(&row, stored))?.clone();
        let read = read(&text);
        let (part, name) = (stored.part.clone(), stored.name);
        Some(Opened {
            part,
            name,
            text,
            read,
        })
    };
    let opened: Vec<Opened> = readable(&row, &head).filter_map(opened).collect();
    let (mut weight, mut fields) = (0, Vec::new());
    for word in &asked.words {
        let found = stands(word, &opened);
        let by_code = found.is_empty() && is_coded(reader, word, &head);
        if found.is_empty() && !by_code {
            return None;
        }
        let places = found.iter().map(|(part, how)| (field(&part.part), *how));
        let code = if word.field == Some(Field::Result) {
            Field::Result
        } else {
            Field::Place
        };
        let places = places.chain(by_code.then_some((code, Found::Coded)));
        let best = places.map(|(field, how)| {
            fields.push(field);
            weigh(field, how)
        });
        weight += best.max().unwrap_or_default();
    }
    fields.sort();
    fields.dedup();
    let title = opened.iter().find(|part| field(&part.part) == Field::Title);
    Some(Hit {
        title: title.map(|part| part.text.clone()),
        fields: fields.into_iter().map(Field::zh).collect(),
        opened,
        // Never more than its tokens say, or pages would not follow from each other.
        rank: (weight.min(most), newest),
        row,
        head,
    })
}

/// The parts in which a word stands.
fn stands<'a>(word: &Word, opened: &'a [Opened]) -> Vec<(&'a Opened, Found)> {
    let parts = opened.iter().filter(|part| may_stand(word, &part.part));
    let found = parts.filter_map(|part| Some((part, how(word, part)?)));
    found.collect()
}

fn how(word: &Word, part: &Opened) -> Option<Found> {
    if !places(&part.read, &word.read, 1).is_empty() {
        return Some(Found::Written);
    }
    if !part.name || word.sounds.is_empty() {
        return None;
    }
    let own = sounds(&part.text);
    own.iter()
        .any(|sound| word.sounds.contains(sound))
        .then_some(Found::Sounding)
}

/// Whether a word means where it happened, or what was found.
fn is_coded(reader: &Reader, word: &Word, head: &Head) -> bool {
    let mut codes = head
        .parts
        .iter()
        .filter(|stored| stored.part == Part::Finding);
    let found = codes.any(|stored| word.findings.contains(&&*stored.what));
    // The name is asked for anew: a division may have been named otherwise since.
    let mut units = reader.office.units.values();
    let plain: String = word.read.iter().map(|read| read.character).collect();
    let there = word.regions.contains(&head.region)
        && units.any(|unit| unit.region == head.region && unit.place.contains(&plain));
    found || there
}

/// The part outside the title that holds most words, cut around the first of them.
fn snippet(asked: &Asked, opened: &[Opened]) -> Vec<Piece> {
    let words = |part: &Opened| -> Vec<&Word> {
        let words = asked.words.iter();
        let own = words.filter(|word| may_stand(word, &part.part) && how(word, part).is_some());
        own.collect()
    };
    let rest = opened
        .iter()
        .filter(|part| field(&part.part) != Field::Title);
    let best = rest.rev().max_by_key(|part| words(part).len());
    match best.map(|part| (part, words(part))) {
        Some((part, words)) if !words.is_empty() => {
            let sounding = |word: &&Word| how(word, part) == Some(Found::Sounding);
            match words.iter().any(sounding) {
                true => marked::all(&part.text),
                false => marked::around(&part.text, &words),
            }
        }
        _ => Vec::new(),
    }
}
