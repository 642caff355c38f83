//! Extracts the ledger through the store and checks it with the `ledger` crate alone.

use super::{unsigned, verifier_key};
use crate::{App, Fault};
use ledger::hash::Hash;
use ledger::note::key::VerifierKey;
use ledger::verify::bad::Bad;
use ledger::verify::{Continuity, Leaf, Report, Tail, Verifier};
use store::Store;

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Everything recorded is there, unchanged and in order.
    Sound(Report),
    /// The first thing found wrong.
    Bad(Bad),
}

/// Rows read at a time.
const PAGE: i64 = 2_000;

/// How often a verification beside a writing server begins anew when the ledger grew meanwhile.
const TRIES: usize = 4;

/// Verifies the whole ledger, with checkpoints kept elsewhere if any are at hand.
///
/// # Errors
/// The database does not answer. What is wrong with the ledger is an [`Outcome`].
pub async fn verify(app: &App, outside: &[String]) -> Result<Outcome, Fault> {
    verify_stored(app.store(), &verifier_key(app), outside).await
}

/// Verifies a database that no application was opened on: one whose events cannot even be read.
///
/// # Errors
/// The database does not answer. What is wrong with the ledger is an [`Outcome`].
pub async fn verify_stored(
    store: &Store,
    key: &VerifierKey,
    outside: &[String],
) -> Result<Outcome, Fault> {
    for _ in 1..TRIES {
        let before = mark(store).await?;
        let outcome = verify_once(store, key, outside).await?;
        if matches!(outcome, Outcome::Sound(_)) || mark(store).await? == before {
            return Ok(outcome);
        }
    }
    verify_once(store, key, outside).await
}

/// The ledger's size and the number of waiting events: unchanged means nothing was written meanwhile.
async fn mark(store: &Store) -> Result<(Option<String>, i64), Fault> {
    let size = store
        .rows("SELECT value FROM guards WHERE name = 'ledger'", &[])
        .await?;
    let waiting = store.rows("SELECT count(*) FROM unsequenced", &[]).await?;
    let size = size
        .first()
        .map(|row| row.text(0))
        .transpose()?
        .map(str::to_owned);
    Ok((size, waiting.first().map_or(Ok(0), |row| row.int(0))?))
}

async fn verify_once(
    store: &Store,
    key: &VerifierKey,
    outside: &[String],
) -> Result<Outcome, Fault> {
    match walk(store, key, outside).await {
        Ok(report) => Ok(Outcome::Sound(report)),
        Err(Stop::Bad(bad)) => Ok(Outcome::Bad(bad)),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

enum Stop {
    Bad(Bad),
    Fault(Fault),
}

impl From<Bad> for Stop {
    fn from(bad: Bad) -> Self {
        Self::Bad(bad)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<store::StoreError> for Stop {
    fn from(error: store::StoreError) -> Self {
        Self::Fault(error.into())
    }
}

async fn walk(store: &Store, key: &VerifierKey, outside: &[String]) -> Result<Report, Stop> {
    let mut verifier = Verifier::new(vec![key.clone()]);
    for note in outside {
        verifier.outside(note)?;
    }
    push_checkpoints(store, &mut verifier).await?;
    push_leaves(store, &mut verifier).await?;
    let mut rest = verifier.end_of_leaves()?;
    let sql = "SELECT level, index_no, hashes FROM tiles WHERE level > 0 ORDER BY level, index_no";
    for row in store.rows(sql, &[]).await? {
        let level = u8::try_from(row.int(0)?).map_err(|_| Fault::Stored("tiles.level".into()))?;
        rest.upper_tile(level, unsigned(row.int(1)?)?, row.blob(2)?)?;
    }
    let sql = "SELECT u.stream_id, u.version, u.hash, e.body FROM unsequenced u \
               LEFT JOIN events e ON e.stream_id = u.stream_id AND e.version = u.version \
               ORDER BY u.stream_id, u.version";
    for row in store.rows(sql, &[]).await? {
        rest.tail(Tail {
            stream_id: row.text(0)?,
            version: row.int(1)?,
            hash: hash(row.blob(2)?)?,
            event_body: row.opt_blob(3)?,
        })?;
    }
    push_continuity(store).await?;
    Ok(rest.finish()?)
}

async fn push_checkpoints(store: &Store, verifier: &mut Verifier) -> Result<(), Stop> {
    let mut after = -1;
    loop {
        let sql = "SELECT size, note FROM checkpoints WHERE size > $1 ORDER BY size LIMIT $2";
        let rows = store.rows(sql, &[after.into(), PAGE.into()]).await?;
        for row in &rows {
            after = row.int(0)?;
            verifier.checkpoint(row.text(1)?)?;
        }
        if (rows.len() as i64) < PAGE {
            return Ok(());
        }
    }
}

async fn push_leaves(store: &Store, verifier: &mut Verifier) -> Result<(), Stop> {
    let mut after = -1;
    loop {
        let sql = "SELECT l.seq, l.stream_id, l.version, l.hash, e.body FROM leaves l \
                   LEFT JOIN events e ON e.stream_id = l.stream_id AND e.version = l.version \
                   WHERE l.seq > $1 ORDER BY l.seq LIMIT $2";
        let rows = store.rows(sql, &[after.into(), PAGE.into()]).await?;
        for row in &rows {
            push_tile(store, verifier).await?;
            after = row.int(0)?;
            verifier.leaf(Leaf {
                seq: unsigned(after)?,
                stream_id: row.text(1)?,
                version: row.int(2)?,
                hash: hash(row.blob(3)?)?,
                event_body: row.opt_blob(4)?,
            })?;
        }
        if (rows.len() as i64) < PAGE {
            return Ok(());
        }
    }
}

async fn push_tile(store: &Store, verifier: &mut Verifier) -> Result<(), Stop> {
    let Some(index) = verifier.leaf_tile_wanted() else {
        return Ok(());
    };
    let sql = "SELECT hashes FROM tiles WHERE level = 0 AND index_no = $1";
    let rows = store.rows(sql, &[super::signed(index).into()]).await?;
    if let Some(row) = rows.first() {
        verifier.leaf_tile(index, row.blob(0)?)?;
    }
    Ok(())
}

/// Every event of every stream, in order: none added beside the write path, none cut out.
async fn push_continuity(store: &Store) -> Result<(), Stop> {
    let mut continuity = Continuity::new(1);
    let (mut stream, mut version) = (String::new(), 0);
    loop {
        let sql = "SELECT e.stream_id, e.version, l.seq IS NOT NULL OR u.hash IS NOT NULL \
                   FROM events e \
                   LEFT JOIN leaves l ON l.stream_id = e.stream_id AND l.version = e.version \
                   LEFT JOIN unsequenced u ON u.stream_id = e.stream_id AND u.version = e.version \
                   WHERE (e.stream_id, e.version) > ($1, $2) \
                   ORDER BY e.stream_id, e.version LIMIT $3";
        let params = [stream.as_str().into(), version.into(), PAGE.into()];
        let rows = store.rows(sql, &params).await?;
        for row in &rows {
            stream = row.text(0)?.to_owned();
            version = row.int(1)?;
            continuity.push(&stream, version, row.bool(2)?)?;
        }
        if (rows.len() as i64) < PAGE {
            return Ok(());
        }
    }
}

fn hash(bytes: &[u8]) -> Result<Hash, Fault> {
    let bytes = bytes
        .try_into()
        .map_err(|_| Fault::Stored("a hash that is not 32 bytes".into()))?;
    Ok(Hash(bytes))
}
