//! The ledger at work: checkpoints published, receipts proved, the whole verified.

mod bundle;

pub use bundle::{Outcome, verify, verify_stored};

use crate::{App, Fault};
use ledger::hash::Hash;
use ledger::note::key::{SigningKey, VerifierKey};
use ledger::proof;
use ledger::tile::TileId;
use sealing::key_file::KeyFile;
use std::collections::BTreeMap;

/// A receipt's proof, once its event is in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptProof {
    /// The proof in the tlog-proof form: checked offline with the office's published key.
    pub text: String,
    /// The leaf's place in the ledger.
    pub index: u64,
    /// The size of the ledger it is proved in.
    pub size: u64,
}

/// The key that signs checkpoints. Its name is the ledger's origin.
pub(crate) fn signing_key(app: &App) -> SigningKey {
    signing_key_of(app.keys())
}

fn signing_key_of(keys: &KeyFile) -> SigningKey {
    let name = origin_of(keys)
        .parse()
        .expect("an origin of letters and digits is a key name");
    SigningKey::from_seed(name, keys.ledger_seed().expose())
}

/// The key that checks checkpoints, to be published.
pub fn verifier_key(app: &App) -> VerifierKey {
    signing_key(app).verifier()
}

/// The key that checks checkpoints, from the key file alone.
pub fn verifier_key_of(keys: &KeyFile) -> VerifierKey {
    signing_key_of(keys).verifier()
}

/// The ledger's origin: the program's name and the first digits of the key file's id.
pub fn origin(app: &App) -> String {
    origin_of(app.keys())
}

fn origin_of(keys: &KeyFile) -> String {
    format!("jianjian/{}", keys.id())
}

/// The newest checkpoint, as published.
///
/// # Errors
/// The database does not answer.
pub async fn checkpoint(app: &App) -> Result<Option<String>, Fault> {
    let sql = "SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1";
    let rows = app.store().rows(sql, &[]).await?;
    Ok(rows
        .first()
        .map(|row| row.text(0))
        .transpose()?
        .map(str::to_owned))
}

/// The proof that a leaf is in the ledger; `None` while it waits, or where it is unknown.
///
/// # Errors
/// The database does not answer, or the tiles are damaged.
pub async fn receipt(app: &App, leaf: &str) -> Result<Option<ReceiptProof>, Fault> {
    let Ok(leaf) = leaf.parse::<Hash>() else {
        return Ok(None);
    };
    let sql = "SELECT seq FROM leaves WHERE hash = $1 ORDER BY seq LIMIT 1";
    let rows = app.store().rows(sql, &[leaf.0.to_vec().into()]).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let index = unsigned(row.int(0)?)?;
    let newest = "SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1";
    let rows = app.store().rows(newest, &[]).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let size = unsigned(row.int(0)?)?;
    let fault = |error: ledger::tile::TreeError| Fault::Ledger(error.to_string());
    let tiles = tiles(app, &proof::inclusion_tiles(size, index).map_err(fault)?).await?;
    let proof = proof::inclusion_proof(size, index, &tiles).map_err(fault)?;
    let checkpoint = row.text(1)?.to_owned();
    let receipt = ledger::receipt::Receipt {
        extra: None,
        index,
        proof,
        checkpoint,
    };
    Ok(Some(ReceiptProof {
        text: receipt.text(),
        index,
        size,
    }))
}

/// Reads tiles by their ids.
pub(crate) async fn tiles(app: &App, ids: &[TileId]) -> Result<BTreeMap<TileId, Vec<u8>>, Fault> {
    let mut tiles = BTreeMap::new();
    for id in ids {
        let sql = "SELECT hashes FROM tiles WHERE level = $1 AND index_no = $2";
        let params = [i64::from(id.level).into(), signed(id.index).into()];
        if let Some(row) = app.store().rows(sql, &params).await?.first() {
            tiles.insert(*id, row.blob(0)?.to_vec());
        }
    }
    Ok(tiles)
}

pub(crate) fn unsigned(number: i64) -> Result<u64, Fault> {
    u64::try_from(number).map_err(|_| Fault::Stored(format!("a negative place {number}")))
}

pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).expect("the ledger's sizes fit")
}
