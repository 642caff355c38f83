//! Rotating keys (轮换密钥): a new key-encryption key, and every data key wrapped again under it.
//!
//! The key file is replaced before the first row changes: it holds the new key beside the old ones, so
//! a run that stops anywhere leaves everything readable, and the next one finishes it. Other nodes
//! read the key file at start: stop them before, start them after.

use crate::moment::{Entropy, SystemEntropy};
use crate::place::Place;
use crate::vault::key_place;
use crate::{App, Fault, Setup};
use sealing::data_key::{self, Audience};
use sealing::draw::Nonce;
use sealing::key_file::KeyFile;
use sealing::suite::Suite;
use store::{Change, Store, Value, Write};

/// What a rotation did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotated {
    /// The id of the key that new data keys are wrapped under.
    pub active: String,
    /// Whether an interrupted rotation was finished instead of a new one begun.
    pub resumed: bool,
    /// Data keys wrapped again.
    pub rewrapped: usize,
}

/// Data keys in one write.
const BATCH: i64 = 500;

/// Rotates the keys of a data directory, or finishes a rotation that was cut off.
///
/// # Errors
/// The key file or the database cannot be used. Everything stays readable.
pub async fn rotate(
    place: &Place,
    suite: Option<Suite>,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Rotated, Fault> {
    let store = Store::open(&place.address()?).await?;
    store.migrate().await?;
    let mut keys = place.keys()?;
    check_owner(place, &store).await?;
    let resumed = !next(&store, &keys, 1).await?.is_empty();
    if !resumed {
        let suite = suite.unwrap_or(keys.suite());
        keys.rotate(&mut |bytes: &mut [u8]| SystemEntropy.fill(bytes), suite);
        place.replace_keys(&keys)?;
    }
    let mut rewrapped = 0;
    loop {
        let waiting = next(&store, &keys, BATCH).await?;
        if waiting.is_empty() {
            break;
        }
        rewrapped += waiting.len();
        let write = Write {
            changes: rewrap(&keys, waiting)?,
            ..Write::default()
        };
        store.commit(write).await?;
        progress(rewrapped);
    }
    Ok(Rotated {
        active: keys.active_id().to_string(),
        resumed,
        rewrapped,
    })
}

/// Refuses a key file that belongs to another database, as opening the application does.
async fn check_owner(place: &Place, store: &Store) -> Result<(), Fault> {
    App::open(Setup {
        store: store.clone(),
        keys: place.keys()?,
        clock: std::sync::Arc::new(crate::moment::SystemClock),
        entropy: std::sync::Arc::new(SystemEntropy),
        overrides: place.overrides(),
    })
    .await
    .map(drop)
}

/// A data key that is not wrapped under the active key.
struct Waiting {
    key_id: String,
    kek_id: String,
    wrapped: Vec<u8>,
    audience: String,
}

/// Data keys that are not wrapped under the active key.
async fn next(store: &Store, keys: &KeyFile, count: i64) -> Result<Vec<Waiting>, Fault> {
    let sql = "SELECT key_id, kek_id, wrapped, audience FROM keys WHERE kek_id <> $1 LIMIT $2";
    let params = [keys.active_id().to_string().into(), count.into()];
    let rows = store.rows(sql, &params).await?;
    let taken = rows.iter().map(|row| {
        Ok(Waiting {
            key_id: row.text(0)?.to_owned(),
            kek_id: row.text(1)?.to_owned(),
            wrapped: row.blob(2)?.to_vec(),
            audience: row.text(3)?.to_owned(),
        })
    });
    taken.collect()
}

fn rewrap(keys: &KeyFile, waiting: Vec<Waiting>) -> Result<Vec<Change>, Fault> {
    let active = keys.active_id().to_string();
    let changes = waiting.into_iter().map(|key| {
        let Waiting {
            key_id,
            kek_id,
            wrapped,
            audience,
        } = key;
        let same = Audience::named(&audience);
        let nonce = Nonce::draw(&mut |bytes: &mut [u8]| SystemEntropy.fill(bytes));
        let place = key_place(&key_id);
        let again = data_key::rewrap(keys, &place, (same, same), &wrapped, nonce)
            .map_err(|error| Fault::Sealed(format!("key {key_id}: {error}")))?;
        // A key that was destroyed meanwhile stays destroyed: no row, nothing to update. One that was
        // wrapped for others meanwhile stays so, and is met again.
        Ok(Change::new(
            "UPDATE keys SET kek_id = $3, wrapped = $4 WHERE key_id = $1 AND kek_id = $2 \
             AND audience = $5",
            [
                key_id.into(),
                kek_id.into(),
                active.as_str().into(),
                Value::Blob(again),
                audience.as_str().into(),
            ],
        ))
    });
    changes.collect()
}
