//! The tree as it is stored: C2SP tlog-tiles of height 8, at most 256 hashes to a tile.
//!
//! The tile at level L and index i holds the hashes of the complete subtrees of 256^L leaves
//! number 256·i to 256·i+255. A tile on the right edge is partial; it is rewritten in place when
//! it grows, and whatever it held stays its beginning. Readers therefore accept a tile that is
//! longer than the size they ask about, and only refuse one that is too short.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use crate::hash::{HASH_BYTES, Hash};

/// Tree levels covered by one tile.
pub const TILE_HEIGHT: u32 = 8;

/// Hashes in a full tile.
pub const TILE_HASHES: u64 = 1 << TILE_HEIGHT;

/// Leaves a ledger can hold. Far beyond any nation's events, and it keeps every shift in range.
pub const SIZE_MAX: u64 = 1 << 56;

/// Names a tile: the key of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    /// 0 for tiles of leaf hashes; one more for every 256 times as many leaves.
    pub level: u8,
    /// Position within the level, from the left.
    pub index: u64,
}

impl fmt::Display for TileId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "level {} index {}", self.level, self.index)
    }
}

/// A tile to insert, or to replace if a row with that key exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileWrite {
    /// The row's key.
    pub tile: TileId,
    /// All hashes of the tile, one after the other.
    pub hashes: Vec<u8>,
}

/// Tiles that were fetched beforehand.
pub trait TileSource {
    /// The tile's hashes, or `None` if it was not fetched or does not exist.
    fn tile(&self, tile: TileId) -> Option<&[u8]>;
}

impl TileSource for BTreeMap<TileId, Vec<u8>> {
    fn tile(&self, tile: TileId) -> Option<&[u8]> {
        self.get(&tile).map(Vec::as_slice)
    }
}

impl TileSource for HashMap<TileId, Vec<u8>> {
    fn tile(&self, tile: TileId) -> Option<&[u8]> {
        self.get(&tile).map(Vec::as_slice)
    }
}

/// Why a tree could not be read or grown. Each is a technical fault, never a person's mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// A tile that exists in a ledger of this size was not handed in.
    #[error("the tile at {0} is missing")]
    TileMissing(TileId),
    /// A tile was handed in that lacks a hash which a ledger of this size has.
    #[error("the tile at {0} is too short")]
    TileShort(TileId),
    /// A proof was asked for a leaf that the ledger of this size does not have.
    #[error("leaf {index} is not in a ledger of {size} leaves")]
    IndexBeyond {
        /// The leaf asked for.
        index: u64,
        /// The size asked about.
        size: u64,
    },
    /// A consistency proof was asked from a larger to a smaller size.
    #[error("a ledger of {new} leaves cannot extend one of {old}")]
    SizeBeyond {
        /// The size to start from.
        old: u64,
        /// The size to arrive at.
        new: u64,
    },
    /// More leaves than [`SIZE_MAX`].
    #[error("a ledger holds at most 2^56 leaves")]
    TooLarge,
}

/// The first `count` hashes from `offset` on, of a tile that must hold them.
pub(crate) fn read(
    tiles: &impl TileSource,
    tile: TileId,
    offset: usize,
    count: usize,
) -> Result<Vec<Hash>, TreeError> {
    let bytes = tiles.tile(tile).ok_or(TreeError::TileMissing(tile))?;
    let wanted = bytes
        .get(offset * HASH_BYTES..(offset + count) * HASH_BYTES)
        .ok_or(TreeError::TileShort(tile))?;
    let (hashes, _) = wanted.as_chunks::<HASH_BYTES>();
    Ok(hashes.iter().copied().map(Hash).collect())
}
