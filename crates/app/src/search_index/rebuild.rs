//! The index anew from states and texts, or compared with them.

use super::doc::{away, digest, rows, tokens};
use super::postings;
use super::segments::{self, Id, live};
use super::tend::{settle, sweep, tend};
use super::{Texts, build};
use crate::rebuild::Differs;
use crate::{App, Fault, stream};
use casework::MatterId;
use std::collections::HashMap;
use store::{Change, CommitError, Expect, Guard, Write};

/// Matters taken at a time.
const BATCH: i64 = 200;

/// After how many matters they are packed.
const PACKED_EVERY: usize = 8_000;

/// Matters written together.
const TOGETHER: usize = 40;

/// How often a matter is looked at again because somebody worked on it meanwhile.
const TRIES: usize = 8;

/// After how many matters a long rebuild says how far it is.
const TOLD_EVERY: usize = 10_000;

/// Writes the tokens of every matter anew, beside a working office if need be. Returns how many there are.
///
/// # Errors
/// The database does not answer, or a text does not open. What was rebuilt stays.
pub async fn rebuild(app: &App) -> Result<usize, Fault> {
    let stray = ["search_docs", "search_live"].map(|table| {
        let sql = format!(
            "DELETE FROM {table} WHERE NOT EXISTS \
             (SELECT 1 FROM matters m WHERE m.matter_id = {table}.matter_id)"
        );
        Change::new(sql, [])
    });
    segments::commit(app, stray.into()).await?;
    let (mut count, mut after) = (0, String::new());
    loop {
        let ids = next(app, &mut after).await?;
        if ids.is_empty() {
            break;
        }
        for some in ids.chunks(TOGETHER) {
            several(app, some).await?;
        }
        count += ids.len();
        if count.is_multiple_of(PACKED_EVERY) {
            tend(app).await?;
        }
        if count.is_multiple_of(TOLD_EVERY) {
            tracing::info!(job = "rebuild", matters = count, "search index under way");
        }
    }
    settle(app).await?;
    sweep(app).await?;
    Ok(count)
}

async fn next(app: &App, after: &mut String) -> Result<Vec<MatterId>, Fault> {
    let sql = "SELECT matter_id FROM matters WHERE matter_id > $1 ORDER BY matter_id LIMIT $2";
    let params = [after.as_str().into(), BATCH.into()];
    let mut ids = Vec::new();
    for row in app.store().rows(sql, &params).await? {
        row.text(0)?.clone_into(after);
        let id = after.parse();
        ids.push(id.map_err(|_| Fault::Stored(format!("matters.matter_id `{after}`")))?);
    }
    Ok(ids)
}

/// Some matters in one write; where somebody is at work on one of them, each by itself.
async fn several(app: &App, ids: &[MatterId]) -> Result<(), Fault> {
    let mut write = Write::default();
    for id in ids {
        write.merge(anew(app, *id).await?);
    }
    match app.store().commit(write).await {
        Err(CommitError::Stale { .. }) => {
            for id in ids {
                alone(app, *id).await?;
            }
            Ok(())
        }
        other => Ok(other?),
    }
}

async fn alone(app: &App, id: MatterId) -> Result<(), Fault> {
    for _ in 0..TRIES {
        match app.store().commit(anew(app, id).await?).await {
            Err(CommitError::Stale { .. }) => {}
            other => return Ok(other?),
        }
    }
    Err(Fault::Stored(format!(
        "{} is being worked on without pause; run the rebuild again",
        id.stream()
    )))
}

/// The row of a matter, true only while nobody worked on it since.
async fn anew(app: &App, id: MatterId) -> Result<Write, Fault> {
    let matter = stream::matter(app, id).await?;
    let tokens = tokens(app, &matter, &Texts::default()).await?;
    let changes = match tokens.is_empty() {
        true => away(id),
        false => rows(app, &matter, &tokens),
    };
    Ok(Write {
        expects: vec![Expect {
            stream_id: id.stream(),
            version: matter.version,
        }],
        changes: changes.into(),
        ..Write::default()
    })
}

/// Compares what every matter is found by with its texts. The first difference, or how many were compared.
///
/// # Errors
/// The database does not answer, or a text does not open.
pub async fn check(app: &App) -> Result<Result<usize, Differs>, Fault> {
    let (mut count, mut after) = (0, String::new());
    let packed = packed(app).await?;
    loop {
        let ids = next(app, &mut after).await?;
        if ids.is_empty() {
            return Ok(Ok(count));
        }
        for id in &ids {
            let matter = stream::matter(app, *id).await?;
            let told = digest(tokens(app, &matter, &Texts::default()).await?);
            let (stored, receiver) = stored(app, *id, &packed).await?;
            let differs = |table: &str, what: String| {
                Ok(Err(Differs {
                    table: table.into(),
                    key: id.to_string(),
                    what,
                }))
            };
            if stored != told {
                let (found, given) = (stored.0, told.0);
                let what = format!("it is found by {found} tokens, its texts give {given}");
                return differs("search_docs", what);
            }
            if receiver.is_some_and(|receiver| receiver != matter.receiver.as_str()) {
                let what = format!("it was received by {}", matter.receiver);
                return differs("search_live", what);
            }
        }
        count += ids.len();
    }
}

/// What the index holds of a matter now, and who received it by its word.
async fn stored(
    app: &App,
    id: MatterId,
    packed: &HashMap<(Id, u32), (u64, u64)>,
) -> Result<((u64, u64), Option<String>), Fault> {
    let sql = "SELECT l.stamp, d.terms, l.receiver FROM search_live l JOIN search_docs d \
               ON d.matter_id = l.matter_id AND d.stamp = l.stamp WHERE l.matter_id = $1";
    let word = id.to_string();
    let rows = app.store().rows(sql, &[word.as_str().into()]).await?;
    let Some(row) = rows.first() else {
        return Ok(((0, 0), None));
    };
    let digested = match row.opt_blob(1)? {
        Some(terms) => digest(postings::tokens(terms)),
        None => {
            let key = (segments::id(&word)?, segments::stamp(row.int(0)?)?);
            packed.get(&key).copied().unwrap_or_default()
        }
    };
    Ok((digested, Some(row.text(2)?.to_owned())))
}

/// What segments hold of each writing of a matter.
async fn packed(app: &App) -> Result<HashMap<(Id, u32), (u64, u64)>, Fault> {
    let mut packed = HashMap::new();
    for segment in live(app).await? {
        let mut digests = vec![(0, 0); segment.ids.ids.len()];
        build::each_list(app, &segment, |token, places| {
            let (one, mixed) = digest([token]);
            for place in places {
                let digest: &mut (u64, u64) = &mut digests[place as usize];
                digest.0 += one;
                digest.1 ^= mixed;
            }
        })
        .await?;
        let entries = segment.ids.ids.iter().zip(&segment.ids.stamps);
        let keys = entries.map(|(id, stamp)| (*id, *stamp));
        packed.extend(keys.zip(digests));
    }
    Ok(packed)
}

/// How the index is made; another word here makes every office build its own anew.
const MADE: &str = "bigrams-2";

/// The guard that remembers how the index was made.
const GUARD: &str = "search-index";

/// Builds the index where another program built it otherwise, or none did.
///
/// # Errors
/// The database does not answer, or a text does not open; the next start begins again.
pub(crate) async fn upgrade(app: &App) -> Result<(), Fault> {
    let sql = "SELECT value FROM guards WHERE name = $1";
    let rows = app.store().rows(sql, &[GUARD.into()]).await?;
    let known = rows
        .first()
        .map(|row| row.text(0).map(str::to_owned))
        .transpose()?;
    if known.as_deref() == Some(MADE) {
        return Ok(());
    }
    let matters = rebuild(app).await?;
    tracing::info!(job = "rebuild", matters, "search index built");
    let write = Write {
        guards: vec![Guard {
            name: GUARD.to_owned(),
            expected: known,
            set: Some(MADE.to_owned()),
        }],
        ..Write::default()
    };
    match app.store().commit(write).await {
        // Another node was quicker with the same work.
        Ok(()) | Err(CommitError::Guarded { .. }) => Ok(()),
        Err(other) => Err(other.into()),
    }
}
