//! Roots from tiles. A range of leaves is cut into complete subtrees; each lies within one tile.

use std::collections::BTreeSet;
use std::iter;
use std::ops::Range;

use crate::hash::Hash;
use crate::tile::{self, TILE_HASHES, TILE_HEIGHT, TileId, TileSource, TreeError};

/// The tiles on the right edge of a ledger of `size` leaves: all that [`root`] and
/// [`crate::growth::append`] read. At most one per level.
pub fn edge_tiles(size: u64) -> Vec<TileId> {
    tiles_of(iter::once(0..size))
}

/// The root of a ledger of `size` leaves.
pub fn root(size: u64, tiles: &impl TileSource) -> Result<Hash, TreeError> {
    if size == 0 {
        return Ok(Hash::of_empty_tree());
    }
    range_hash(0..size, tiles)
}

/// A complete subtree: leaves `index << height` up to `(index + 1) << height`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Subtree {
    height: u32,
    index: u64,
}

impl Subtree {
    /// Where its hash can be computed from: a tile, and the hashes to combine within it.
    fn place(self) -> (TileId, usize, usize) {
        let level = self.height / TILE_HEIGHT;
        let within = self.height % TILE_HEIGHT;
        let first = self.index << within;
        let tile = TileId {
            level: u8::try_from(level).expect("a 64-bit size has at most 8 tile levels"),
            index: first / TILE_HASHES,
        };
        let offset = usize::try_from(first % TILE_HASHES).expect("below 256");
        (tile, offset, 1 << within)
    }

    fn hash(self, tiles: &impl TileSource) -> Result<Hash, TreeError> {
        let (tile, offset, count) = self.place();
        Ok(fold(tile::read(tiles, tile, offset, count)?))
    }
}

/// The tiles needed to hash these ranges, each once, in order.
pub(crate) fn tiles_of(ranges: impl IntoIterator<Item = Range<u64>>) -> Vec<TileId> {
    let subtrees = ranges.into_iter().flat_map(subtrees);
    let tiles: BTreeSet<TileId> = subtrees.map(|subtree| subtree.place().0).collect();
    tiles.into_iter().collect()
}

/// The hash of a non-empty range that RFC 6962 splits off: its start is a multiple of the
/// largest power of two within it.
pub(crate) fn range_hash(range: Range<u64>, tiles: &impl TileSource) -> Result<Hash, TreeError> {
    let mut folded: Option<Hash> = None;
    for subtree in subtrees(range).into_iter().rev() {
        let hash = subtree.hash(tiles)?;
        folded = Some(folded.map_or(hash, |right| Hash::of_node(&hash, &right)));
    }
    Ok(folded.unwrap_or_else(Hash::of_empty_tree))
}

/// The complete subtrees that make up a range, largest first.
fn subtrees(range: Range<u64>) -> Vec<Subtree> {
    let mut found = Vec::new();
    let mut start = range.start;
    while start < range.end {
        let height = (range.end - start).ilog2();
        found.push(Subtree {
            height,
            index: start >> height,
        });
        start += 1 << height;
    }
    found
}

/// The root over a row of subtrees whose number is a power of two.
pub(crate) fn fold(mut row: Vec<Hash>) -> Hash {
    while row.len() > 1 {
        row = row
            .chunks_exact(2)
            .map(|pair| Hash::of_node(&pair[0], &pair[1]))
            .collect();
    }
    row[0]
}

/// Where RFC 6962 splits a range of at least two leaves: the largest power of two below its
/// length.
pub(crate) fn split(range: &Range<u64>) -> u64 {
    range.start + (1 << (range.end - range.start - 1).ilog2())
}

#[cfg(test)]
pub(crate) mod tests;
