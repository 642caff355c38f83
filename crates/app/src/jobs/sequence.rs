//! The sequencer: waiting events become leaves, tiles grow, and a signed checkpoint is published,
//! all in one write. Its size advances by compare-and-swap, so the ledger cannot fork between nodes.

use crate::evidence::{origin, signed, signing_key, tiles, unsigned};
use crate::{App, Fault};
use ledger::checkpoint::Checkpoint;
use ledger::hash::Hash;
use ledger::{growth, tree};
use store::{Change, CommitError, Guard, Row, Value, Write};

/// Events taken at a time.
const BATCH: i64 = 4_096;

/// Sequences everything that waits. Returns the ledger's size.
///
/// # Errors
/// The database does not answer, or the tiles are damaged. Nothing is lost: the events still wait.
pub async fn sequence(app: &App) -> Result<u64, Fault> {
    loop {
        let sql = "SELECT stream_id, version, hash FROM unsequenced \
                   ORDER BY stream_id, version LIMIT $1";
        // The size first: what another node takes between the two reads then fails the guard.
        let size = size(app).await?;
        let waiting = app.store().rows(sql, &[BATCH.into()]).await?;
        if waiting.is_empty() {
            // Another node may have taken what waited since the size was read.
            return Ok(self::size(app).await?.unwrap_or(0));
        }
        match app.store().commit(batch(app, size, &waiting).await?).await {
            // Another node was quicker: look again.
            Ok(()) | Err(CommitError::Guarded { .. } | CommitError::Stale { .. }) => {}
            Err(CommitError::Claimed { .. }) => {}
            Err(CommitError::Fault(error)) => return Err(error.into()),
            Err(CommitError::Unknown(error)) => return Err(Fault::Unknown(error)),
        }
    }
}

/// The ledger's size; `None` before its first leaf.
async fn size(app: &App) -> Result<Option<u64>, Fault> {
    let rows = app
        .store()
        .rows("SELECT value FROM guards WHERE name = 'ledger'", &[])
        .await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let size = row.text(0)?;
    size.parse()
        .map(Some)
        .map_err(|_| Fault::Stored(format!("guards.value of ledger: `{size}`")))
}

async fn batch(app: &App, size: Option<u64>, waiting: &[Row]) -> Result<Write, Fault> {
    let from = size.unwrap_or(0);
    let hashes = waiting.iter().map(hash).collect::<Result<Vec<_>, _>>()?;
    let tiles = tiles(app, &tree::edge_tiles(from)).await?;
    let grown =
        growth::append(from, &tiles, &hashes).map_err(|error| Fault::Ledger(error.to_string()))?;
    let checkpoint = Checkpoint {
        origin: origin(app),
        size: grown.size,
        root: grown.root,
    };
    let note = checkpoint
        .sign(&signing_key(app))
        .map_err(|error| Fault::Ledger(error.to_string()))?;
    let mut write = Write::default();
    write.guards.push(Guard {
        name: "ledger".into(),
        expected: size.map(|size| size.to_string()),
        set: Some(grown.size.to_string()),
    });
    for (seq, row) in (from..).zip(waiting) {
        write.changes.extend(leaf(signed(seq), row)?);
    }
    for tile in grown.tiles {
        write.changes.push(Change {
            sql: "INSERT INTO tiles (level, index_no, hashes) VALUES ($1, $2, $3) \
                  ON CONFLICT (level, index_no) DO UPDATE SET hashes = excluded.hashes"
                .into(),
            params: vec![
                i64::from(tile.tile.level).into(),
                signed(tile.tile.index).into(),
                Value::Blob(tile.hashes),
            ],
        });
    }
    write.changes.push(Change {
        sql: "INSERT INTO checkpoints (size, note, at) VALUES ($1, $2, $3)".into(),
        params: vec![signed(grown.size).into(), note.into(), app.now().at.into()],
    });
    Ok(write)
}

fn leaf(seq: i64, row: &Row) -> Result<[Change; 2], Fault> {
    let (stream, version, hash) = (row.text(0)?, row.int(1)?, row.blob(2)?);
    Ok([
        Change {
            sql: "INSERT INTO leaves (seq, stream_id, version, hash) VALUES ($1, $2, $3, $4)"
                .into(),
            params: vec![
                seq.into(),
                stream.into(),
                version.into(),
                Value::Blob(hash.to_vec()),
            ],
        },
        Change {
            sql: "DELETE FROM unsequenced WHERE stream_id = $1 AND version = $2".into(),
            params: vec![stream.into(), version.into()],
        },
    ])
}

fn hash(row: &Row) -> Result<Hash, Fault> {
    let bytes = row.blob(2)?;
    let bytes = bytes
        .try_into()
        .map_err(|_| Fault::Stored("unsequenced.hash is not 32 bytes".into()))?;
    unsigned(row.int(1)?)?;
    Ok(Hash(bytes))
}
