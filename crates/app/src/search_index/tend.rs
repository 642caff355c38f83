//! The job that tends the index: packs what is new, merges what is small, takes away what is gone.

use super::build::{self, Fresh};
use super::segments::{self, Id, Segment, generation, guarded, live, stamps};
use crate::{App, Fault};
use std::collections::BTreeMap;
use store::{Change, Row};

/// From how many unpacked matters on they are packed: fewer are read with every search.
const PACKED_FROM: i64 = 128;

/// Matters packed at once.
const PACKED_MAX: i64 = 8_192;

/// Segments of one size that are merged.
const MERGED: usize = 8;

/// The sizes of segments: matters of the smallest, and how many sizes are merged into larger ones.
const SMALLEST: i64 = 512;
const SIZES: u32 = 4;

/// How long a segment lies that is no longer searched: a search that has begun may still read it.
const RESTS_MS: i64 = 60_000;

/// How long a segment is written at most; a node that needs longer has died.
const WRITTEN_MS: i64 = 3_600_000;

/// One round of the job.
///
/// # Errors
/// The database does not answer. What was done stays.
pub async fn tend(app: &App) -> Result<(), Fault> {
    while pack(app, PACKED_FROM).await? {}
    while merge(app).await? {}
    purge(app).await?;
    clear(app).await
}

/// Packs and merges everything there is, as a server does by and by.
///
/// # Errors
/// The database does not answer.
pub async fn settle(app: &App) -> Result<(), Fault> {
    while pack(app, 1).await? {}
    while merge(app).await? {}
    purge(app).await
}

/// Packs the oldest unpacked matters. Whether there may be more.
pub(crate) async fn pack(app: &App, from: i64) -> Result<bool, Fault> {
    let sql = "SELECT matter_id, stamp, terms FROM search_docs WHERE terms IS NOT NULL \
               ORDER BY matter_id LIMIT $1";
    let few =
        "SELECT count(*) FROM (SELECT 1 FROM search_docs WHERE terms IS NOT NULL LIMIT $1) few";
    let count = app.store().rows(few, &[from.into()]).await?;
    if count.first().map_or(Ok(0), |row| row.int(0))? < from {
        return Ok(false);
    }
    let rows = app.store().rows(sql, &[PACKED_MAX.into()]).await?;
    let fresh = |row: &Row| {
        Ok(Fresh {
            id: segments::id(row.text(0)?)?,
            word: row.text(0)?.to_owned(),
            stamp: segments::stamp(row.int(1)?)?,
            terms: row.blob(2)?.to_vec(),
        })
    };
    let fresh = rows.iter().map(fresh).collect::<Result<Vec<_>, Fault>>()?;
    let full = fresh.len() as i64 == PACKED_MAX;
    Ok(build::of_fresh(app, fresh).await? && full)
}

/// Merges segments of one size where there are enough of them. Whether it did.
async fn merge(app: &App) -> Result<bool, Fault> {
    let mut by_size: BTreeMap<u32, Vec<Segment>> = BTreeMap::new();
    for segment in live(app).await? {
        by_size.entry(size(segment.docs)).or_default().push(segment);
    }
    let enough = |(size, some): &(u32, Vec<Segment>)| *size < SIZES && some.len() >= MERGED;
    match by_size.into_iter().find(enough) {
        Some((_, mut some)) => {
            some.sort_by_key(|segment| segment.docs);
            some.truncate(MERGED * 2);
            build::of_segments(app, &some).await
        }
        None => Ok(false),
    }
}

fn size(docs: i64) -> u32 {
    let fits = |size: &u32| docs <= SMALLEST * 8_i64.pow(*size);
    (0..SIZES).find(fits).unwrap_or(SIZES)
}

/// Writes segments anew that hold an old token of what was erased, passed up or replaced (T16).
async fn purge(app: &App) -> Result<(), Fault> {
    let sql = "SELECT matter_id, mark FROM search_gone ORDER BY matter_id LIMIT 4096";
    let rows = app.store().rows(sql, &[]).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let ids = rows.iter().map(|row| segments::id(row.text(0)?));
    let ids = ids.collect::<Result<Vec<Id>, Fault>>()?;
    for segment in live(app).await? {
        if ids.iter().any(|id| segment.ids.holds(id)) {
            build::of_segments(app, std::slice::from_ref(&segment)).await?;
        }
    }
    let generation = generation(app).await?;
    let stamps = stamps(app, &ids).await?;
    let dead = |segment: &Segment, id: &Id| {
        let place = segment.ids.ids.binary_search(id);
        place.is_ok_and(|place| stamps.get(id) != Some(&segment.ids.stamps[place]))
    };
    let segments = live(app).await?;
    if ids
        .iter()
        .any(|id| segments.iter().any(|segment| dead(segment, id)))
    {
        // Another node merged meanwhile: the next round looks again.
        return Ok(());
    }
    let away = |row: &Row| {
        // What went again meanwhile bears another mark and stays.
        let sql = "DELETE FROM search_gone WHERE matter_id = $1 AND mark = $2";
        Ok(Change::new(sql, [row.text(0)?.into(), row.int(1)?.into()]))
    };
    let away = rows.iter().map(away).collect::<Result<Vec<_>, Fault>>()?;
    guarded(app, generation, away).await.map(drop)
}

/// Takes away the lists of segments that are searched no more, and of those nobody finishes.
async fn clear(app: &App) -> Result<(), Fault> {
    let sql = "SELECT segment, state, since, lines FROM search_segments WHERE state <> 'live'";
    for row in app.store().rows(sql, &[]).await? {
        let (number, lines, since) = (row.int(0)?, row.int(3)?, row.int(2)?);
        let rests = match row.text(1)? {
            "building" => WRITTEN_MS,
            _ => RESTS_MS,
        };
        if since + rests < app.now().at {
            build::remove(app, number, lines).await?;
        }
    }
    Ok(())
}

/// Writes segments anew of which more than a third is no longer alive. Reads all of them: for once an hour.
///
/// # Errors
/// The database does not answer.
pub async fn sweep(app: &App) -> Result<(), Fault> {
    for segment in live(app).await? {
        let stamps = stamps(app, &segment.ids.ids).await?;
        let entries = segment.ids.ids.iter().zip(&segment.ids.stamps);
        let alive = entries.filter(|(id, stamp)| stamps.get(*id) == Some(*stamp));
        let alive = alive.count() as i64;
        if alive * 3 < segment.docs * 2 {
            build::of_segments(app, std::slice::from_ref(&segment)).await?;
        }
    }
    Ok(())
}
