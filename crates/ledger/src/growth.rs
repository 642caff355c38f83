//! How the ledger grows: new leaf hashes in, changed tiles and the new root out.

use std::collections::BTreeMap;

use crate::hash::{HASH_BYTES, Hash};
use crate::tile::{self, SIZE_MAX, TILE_HASHES, TileId, TileSource, TileWrite, TreeError};
use crate::tree;

/// The ledger after an append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grown {
    /// Leaves it now holds.
    pub size: u64,
    /// Its new root, to be signed as a checkpoint.
    pub root: Hash,
    /// The tiles that changed, whole, by level and then index.
    pub tiles: Vec<TileWrite>,
}

/// Appends leaf hashes to a ledger of `size` leaves. Reads only [`tree::edge_tiles`] of `size`,
/// so that a sequencer's work does not grow with the ledger. Commit the tiles, the leaves and
/// the checkpoint together, guarded by the old size.
pub fn append(size: u64, tiles: &impl TileSource, hashes: &[Hash]) -> Result<Grown, TreeError> {
    let added = u64::try_from(hashes.len()).map_err(|_| TreeError::TooLarge)?;
    let grown = size
        .checked_add(added)
        .filter(|n| *n <= SIZE_MAX)
        .ok_or(TreeError::TooLarge)?;
    let mut edge = load_edge(size, tiles)?;
    let mut changed = BTreeMap::new();
    let mut row = hashes.to_vec();
    let mut count = size;
    for level in 0.. {
        row = grow_level(level, count, &row, &mut edge, &mut changed);
        count /= TILE_HASHES;
        if row.is_empty() {
            break;
        }
    }
    edge.extend(changed.clone());
    let root = tree::root(grown, &edge)?;
    let tiles = changed
        .into_iter()
        .map(|(tile, hashes)| TileWrite { tile, hashes })
        .collect();
    Ok(Grown {
        size: grown,
        root,
        tiles,
    })
}

/// The right-edge tiles, cut to what a ledger of `size` leaves holds: a row that is already
/// longer belongs to an append that this one will lose against.
fn load_edge(size: u64, tiles: &impl TileSource) -> Result<BTreeMap<TileId, Vec<u8>>, TreeError> {
    let mut edge = BTreeMap::new();
    for tile in tree::edge_tiles(size) {
        let level_size = size >> (8 * u32::from(tile.level));
        let held = usize::try_from(level_size % TILE_HASHES).expect("below 256");
        let hashes = tile::read(tiles, tile, 0, held)?;
        edge.insert(tile, hashes.iter().flat_map(|hash| hash.0).collect());
    }
    Ok(edge)
}

/// Puts `row` behind the `count` hashes that a level holds, and returns the hashes of the tiles
/// it filled: the row of the next level.
fn grow_level(
    level: u8,
    count: u64,
    row: &[Hash],
    edge: &mut BTreeMap<TileId, Vec<u8>>,
    changed: &mut BTreeMap<TileId, Vec<u8>>,
) -> Vec<Hash> {
    let mut filled = Vec::new();
    for (hash, position) in row.iter().zip(count..) {
        let tile = TileId {
            level,
            index: position / TILE_HASHES,
        };
        let bytes = changed
            .entry(tile)
            .or_insert_with(|| edge.remove(&tile).unwrap_or_default());
        bytes.extend_from_slice(&hash.0);
        if position % TILE_HASHES == TILE_HASHES - 1 {
            let (hashes, _) = bytes.as_chunks::<HASH_BYTES>();
            filled.push(tree::fold(hashes.iter().copied().map(Hash).collect()));
        }
    }
    filled
}

#[cfg(test)]
mod tests;
