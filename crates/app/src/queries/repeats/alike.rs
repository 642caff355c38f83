//! What the typed words resemble (内容相似, S1-44): earlier matters that have its rarest pairs of characters,
//! opened within the reader's rights and compared one by one. A person decides; this says how probable it is
//! and why.

use crate::likeness::{SAME_REPORTER, Weights, digest};
use crate::queries::reader::Reader;
use crate::queries::search::permitted::{Head, Permitted, heads, known};
use crate::queries::search::planned::parts;
use crate::search_index::words::grams;
use crate::search_index::{Alike, Part, Stored, alike};
use crate::{App, Fault, vault};
use matching::{Judgement, Level, Report, Traits, compare};
use std::collections::HashMap;

/// An earlier matter that may be the same.
pub(super) struct Likely {
    pub(super) number: String,
    pub(super) judgement: Judgement,
}

/// Matters opened and compared at most: among so many the same matter is found as often as among all.
const COMPARED_MAX: usize = 32;

/// Words that tell nothing yet: a few characters of a title just begun.
const CHARS_MIN: usize = 12;

/// What a report resembles, the likeliest first. `reporters` are the numbers of matters that the same
/// reporter is known to have brought.
pub(super) async fn likely(
    app: &App,
    reader: &Reader,
    mut report: Report,
    reporters: &[String],
) -> Result<Vec<Likely>, Fault> {
    if report.title.chars().count() + report.text.chars().count() < CHARS_MIN {
        return Ok(Vec::new());
    }
    let Weights { model, machine } = app.weights();
    let own = machine.traits(&report);
    report.reporters.push(SAME_REPORTER);
    let theirs = machine.traits(&report);
    let rows = candidates(app, reader, &own).await?;
    let mut heads = heads(app, reader, &rows).await?;
    let rows = rows.into_iter();
    let rows = rows.filter_map(|row| heads.remove(&row.id).map(|head| (row, head)));
    let rows: Vec<(Permitted, Head)> = rows.collect();
    let texts = opened(app, reader, &rows).await?;
    let mut found = Vec::new();
    for (row, head) in rows {
        let same = reporters.contains(&head.number);
        let old = machine.traits(&old(app, (&row, &head), &texts, same));
        let judgement = compare(if same { &theirs } else { &own }, &old, model);
        if judgement.level != Level::None {
            let number = head.number;
            found.push(Likely { number, judgement });
        }
    }
    found.sort_by(|one, other| other.judgement.score.total_cmp(&one.judgement.score));
    Ok(found)
}

/// The matters that may be compared, within the reader's rights.
async fn candidates(app: &App, reader: &Reader, typed: &Traits) -> Result<Vec<Permitted>, Fault> {
    let mut pairs: Vec<(String, f32)> = typed.found_by();
    // The index reads Latin words whole: of them only what it has tokens of.
    pairs.retain(|(pair, _)| grams(pair).len() == 1);
    let mut asked = Vec::new();
    for (unit, through) in reader.units.iter().zip(0..) {
        let organ = reader.office.organ_of(unit).unwrap_or(unit);
        for audience in [None, Some(organ.as_str())] {
            let of = |is_copy| {
                let mut parts = parts(is_copy, organ);
                parts.retain(Part::is_compared);
                let tokens = |pair: &str| {
                    parts
                        .iter()
                        .map(|part| part.token(app, pair, audience))
                        .collect()
                };
                pairs
                    .iter()
                    .map(|(pair, tells)| (tokens(pair), *tells))
                    .collect()
            };
            asked.push(Alike {
                through,
                unit: Part::Unit.token(app, unit.as_str(), audience),
                granted: Part::Granted.token(app, organ.as_str(), audience),
                original: of(false),
                copy: of(true),
            });
        }
    }
    let mut some = alike(app, &asked, COMPARED_MAX).await?;
    some.sort_unstable_by(|one, other| other.cmp(one));
    known(app, reader, &some).await
}

/// Texts by stream and id.
type Texts = HashMap<(String, String), String>;

async fn opened(app: &App, reader: &Reader, rows: &[(Permitted, Head)]) -> Result<Texts, Fault> {
    let mut wanted = Vec::new();
    for (row, head) in rows {
        let readable = readable(row, head);
        wanted.extend(readable.map(|stored| (row.id.stream(), stored.what.clone())));
    }
    vault::of_ids(app, &reader.opener(), &wanted).await
}

/// What the reader may read of a matter and is compared, names of the accused among it.
fn readable<'a>(row: &Permitted, head: &'a Head) -> impl Iterator<Item = &'a Stored> {
    let parts = parts(row.is_copy, &row.organ);
    let fits = move |stored: &&Stored| {
        parts.contains(&stored.part) && (stored.part.is_compared() || stored.name)
    };
    head.parts.iter().filter(fits)
}

/// An earlier matter as matching sees it.
fn old(app: &App, (row, head): (&Permitted, &Head), texts: &Texts, same_reporter: bool) -> Report {
    let mut report = Report::default();
    for stored in readable(row, head) {
        let Some(text) = texts.get(&(row.id.stream(), stored.what.clone())) else {
            continue;
        };
        match stored.part {
            Part::Title | Part::CopyTitle if report.title.is_empty() => {
                report.title.clone_from(text)
            }
            _ if stored.name => report.subjects.extend(digest(app, text)),
            _ => {
                report.text.push_str(text);
                report.text.push('\n');
            }
        }
    }
    report
        .reporters
        .extend(same_reporter.then_some(SAME_REPORTER));
    report
}
