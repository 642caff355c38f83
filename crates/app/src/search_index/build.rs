//! Writing a segment: out of matters not packed yet, or out of other segments. Its lists are written by and by,
//! so that nobody's report waits for it; the last write puts it in the place of what it was made of.

use super::postings::{packed, tokens, unpacked};
use super::segments::{Id, Ids, Segment, commit, generation, guarded, stamps};
use crate::{App, Fault};
use std::collections::BTreeMap;
use store::{Change, Insert, Value};

/// A matter that is not packed yet.
pub(super) struct Fresh {
    pub(super) id: Id,
    pub(super) word: String,
    pub(super) stamp: u32,
    pub(super) terms: Vec<u8>,
}

/// Lists by token.
type Lists = BTreeMap<i64, Vec<u32>>;

/// Lists written in one transaction.
const LISTS: usize = 4_096;

static POSTINGS: Insert = Insert::new(
    "INSERT INTO search_postings (segment, token, places) VALUES",
    3,
    "",
);

/// Packs matters into a segment. `false` where another node was quicker.
///
/// # Errors
/// The database does not answer.
pub(super) async fn of_fresh(app: &App, mut fresh: Vec<Fresh>) -> Result<bool, Fault> {
    let generation = generation(app).await?;
    fresh.sort_by_key(|doc| doc.id);
    let mut lists = Lists::new();
    for (doc, place) in fresh.iter().zip(0..) {
        for token in tokens(&doc.terms) {
            lists.entry(token).or_default().push(place);
        }
    }
    let ids = Ids {
        ids: fresh.iter().map(|doc| doc.id).collect(),
        stamps: fresh.iter().map(|doc| doc.stamp).collect(),
    };
    let number = begin(app).await?;
    let lines = write(app, number, lists).await?;
    let mut changes = vec![finish(app, number, &ids, lines)];
    let packed = |doc: Fresh| {
        let sql = "UPDATE search_docs SET terms = NULL WHERE matter_id = $1 AND stamp = $2";
        Change::new(sql, [doc.word.into(), i64::from(doc.stamp).into()])
    };
    changes.extend(fresh.into_iter().map(packed));
    end(app, number, generation, changes).await
}

/// Makes one segment of some, without what is no longer alive. `false` where another node was quicker.
///
/// # Errors
/// The database does not answer.
pub(super) async fn of_segments(app: &App, from: &[Segment]) -> Result<bool, Fault> {
    let generation = generation(app).await?;
    let (ids, places) = moved(app, from).await?;
    let mut changes: Vec<Change> = from
        .iter()
        .map(|segment| retired(app, segment.number))
        .collect();
    let number = begin(app).await?;
    let mut lines = 0;
    let all: i64 = from.iter().map(|segment| segment.lines).sum();
    let windows = all / LISTS as i64 + 1;
    for window in 0..windows {
        let mut lists = Lists::new();
        for (segment, places) in from.iter().zip(&places) {
            for (token, old) in range(app, segment.number, (window, windows)).await? {
                let new = old.into_iter().filter_map(|place| places[place as usize]);
                lists.entry(token).or_default().extend(new);
            }
        }
        lists.retain(|_, places| !places.is_empty());
        lists.values_mut().for_each(|places| places.sort_unstable());
        lines += write(app, number, lists).await?;
    }
    if ids.ids.is_empty() {
        changes.push(retired(app, number));
    } else {
        changes.push(finish(app, number, &ids, lines));
    }
    end(app, number, generation, changes).await
}

/// Where a place of a segment has moved to; nothing where what stood there is no longer alive.
type Moved = Vec<Option<u32>>;

/// The matters alive in some segments, and for each segment where its places have moved to.
async fn moved(app: &App, from: &[Segment]) -> Result<(Ids, Vec<Moved>), Fault> {
    let mut alive = Vec::new();
    for (segment, at) in from.iter().zip(0_usize..) {
        let stamps = stamps(app, &segment.ids.ids).await?;
        for place in 0..segment.ids.ids.len() {
            let (id, stamp) = (segment.ids.ids[place], segment.ids.stamps[place]);
            if stamps.get(&id) == Some(&stamp) {
                alive.push((id, stamp, at, place));
            }
        }
    }
    alive.sort_unstable();
    let mut places: Vec<Moved> = from
        .iter()
        .map(|segment| vec![None; segment.ids.ids.len()])
        .collect();
    let mut ids = Ids::default();
    for ((id, stamp, at, place), new) in alive.into_iter().zip(0..) {
        places[at][place] = Some(new);
        ids.ids.push(id);
        ids.stamps.push(stamp);
    }
    Ok((ids, places))
}

/// The lists of a part of a segment's tokens. Tokens are hashes, so that equal parts hold about as many.
async fn range(
    app: &App,
    segment: i64,
    (window, windows): (i64, i64),
) -> Result<Vec<(i64, Vec<u32>)>, Fault> {
    let sql = "SELECT token, places FROM search_postings \
               WHERE segment = $1 AND token >= $2 AND token < $3 ORDER BY token";
    let (from, until) = bounds(window, windows);
    let params = [segment.into(), from.into(), until.into()];
    let rows = app.store().rows(sql, &params).await?;
    let list = |row: &store::Row| Ok((row.int(0)?, unpacked(row.blob(1)?).collect()));
    rows.iter().map(list).collect()
}

/// The first token of a window and that of the next.
fn bounds(window: i64, windows: i64) -> (i64, i64) {
    const TOKENS: i64 = 1 << 40;
    let from = |window: i64| TOKENS / windows * window;
    let until = match window + 1 {
        last if last == windows => TOKENS,
        next => from(next),
    };
    (from(window), until)
}

/// The lists of a segment that was searched and is no more.
pub(super) async fn remove(app: &App, segment: i64, lines: i64) -> Result<(), Fault> {
    let windows = lines / LISTS as i64 + 1;
    for window in 0..windows {
        let sql = "DELETE FROM search_postings WHERE segment = $1 AND token >= $2 AND token < $3";
        let (from, until) = bounds(window, windows);
        let params = [segment.into(), from.into(), until.into()];
        commit(app, vec![Change::new(sql, params)]).await?;
    }
    let sql = "DELETE FROM search_segments WHERE segment = $1";
    commit(app, vec![Change::new(sql, [segment.into()])]).await
}

/// The lists of a segment one part after the other, for comparing.
pub(super) async fn each_list(
    app: &App,
    segment: &Segment,
    mut take: impl FnMut(i64, Vec<u32>),
) -> Result<(), Fault> {
    let windows = segment.lines / LISTS as i64 + 1;
    for window in 0..windows {
        for (token, places) in range(app, segment.number, (window, windows)).await? {
            take(token, places);
        }
    }
    Ok(())
}

async fn begin(app: &App) -> Result<i64, Fault> {
    let mut bytes = [0; 8];
    app.entropy().fill(&mut bytes);
    let number = i64::from_be_bytes(bytes) & i64::MAX;
    let sql = "INSERT INTO search_segments (segment, state, since, docs, lines, ids) \
               VALUES ($1, 'building', $2, 0, 0, $3)";
    let params = [number.into(), app.now().at.into(), Value::Blob(Vec::new())];
    commit(app, vec![Change::new(sql, params)]).await?;
    Ok(number)
}

async fn write(app: &App, number: i64, lists: Lists) -> Result<i64, Fault> {
    let lines = lists.len() as i64;
    let lists: Vec<(i64, Vec<u32>)> = lists.into_iter().collect();
    for some in lists.chunks(LISTS) {
        let row = |(token, places): &(i64, Vec<u32>)| {
            [number.into(), (*token).into(), Value::Blob(packed(places))]
        };
        commit(
            app,
            POSTINGS.changes(some.iter().map(row).collect::<Vec<_>>()),
        )
        .await?;
    }
    Ok(lines)
}

fn finish(app: &App, number: i64, ids: &Ids, lines: i64) -> Change {
    let sql = "UPDATE search_segments SET state = 'live', since = $2, docs = $3, lines = $4, ids = $5 \
               WHERE segment = $1";
    let params = [
        number.into(),
        app.now().at.into(),
        (ids.ids.len() as i64).into(),
        lines.into(),
        Value::Blob(ids.packed()),
    ];
    Change::new(sql, params)
}

/// It is not searched any more; its ids go at once.
fn retired(app: &App, number: i64) -> Change {
    let sql = "UPDATE search_segments SET state = 'gone', since = $2, ids = $3 WHERE segment = $1";
    let params = [number.into(), app.now().at.into(), Value::Blob(Vec::new())];
    Change::new(sql, params)
}

async fn end(
    app: &App,
    number: i64,
    generation: Option<String>,
    changes: Vec<Change>,
) -> Result<bool, Fault> {
    let done = guarded(app, generation, changes).await?;
    if !done {
        commit(app, vec![retired(app, number)]).await?;
    }
    Ok(done)
}
