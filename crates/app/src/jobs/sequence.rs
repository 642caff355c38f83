//! The sequencer: waiting events become leaves, tiles grow, and a signed checkpoint is published,
//! all in one write. Its size advances by compare-and-swap, so the ledger cannot fork between nodes.

use crate::evidence::{origin, signed, signing_key, tiles, unsigned};
use crate::{App, Fault};
use ledger::checkpoint::Checkpoint;
use ledger::hash::Hash;
use ledger::{growth, tree};
use store::{Change, CommitError, Guard, Insert, Row, Value, Write};

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
    write.changes.extend(leaves(from, waiting)?);
    write.changes.extend(taken(waiting)?);
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

static LEAVES: Insert = Insert::new(
    "INSERT INTO leaves (seq, stream_id, version, hash) VALUES",
    4,
    "",
);

fn leaves(from: u64, waiting: &[Row]) -> Result<Vec<Change>, Fault> {
    let leaf = |(seq, row): (u64, &Row)| {
        let leaf: [Value; 4] = [
            signed(seq).into(),
            row.text(0)?.into(),
            row.int(1)?.into(),
            Value::Blob(row.blob(2)?.to_vec()),
        ];
        Ok(leaf)
    };
    let leaves: Result<Vec<_>, Fault> = (from..).zip(waiting).map(leaf).collect();
    Ok(LEAVES.changes(leaves?))
}

/// What was taken waits no more: of each stream the versions read, which no later event can have.
fn taken(waiting: &[Row]) -> Result<Vec<Change>, Fault> {
    let mut streams: Vec<(&str, i64, i64)> = Vec::new();
    for row in waiting {
        let (stream, version) = (row.text(0)?, row.int(1)?);
        match streams.last_mut() {
            Some((known, _, last)) if *known == stream => *last = version,
            _ => streams.push((stream, version, version)),
        }
    }
    let delete = |(stream, first, last): (&str, i64, i64)| {
        let sql = "DELETE FROM unsequenced WHERE stream_id = $1 AND version BETWEEN $2 AND $3";
        Change::new(sql, [stream.into(), first.into(), last.into()])
    };
    Ok(streams.into_iter().map(delete).collect())
}

fn hash(row: &Row) -> Result<Hash, Fault> {
    let bytes = row.blob(2)?;
    let bytes = bytes
        .try_into()
        .map_err(|_| Fault::Stored("unsequenced.hash is not 32 bytes".into()))?;
    unsigned(row.int(1)?)?;
    Ok(Hash(bytes))
}
