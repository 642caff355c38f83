//! Stored tiles against the leaves: level 0 leaf by leaf, the levels above at the end.

use super::bad::{Bad, Why};
use crate::hash::{HASH_BYTES, Hash};
use crate::tile::{TILE_HASHES, TILE_HEIGHT, TileId};

/// The level-0 tile that the next leaves are compared with.
#[derive(Debug, Default)]
pub(super) struct LeafTile {
    /// Tiles opened so far; the open one has the index before.
    opened: u64,
    hashes: Vec<u8>,
}

impl LeafTile {
    /// The tile to open before a leaf can be put at `size`.
    pub(super) fn wanted(&self, size: u64) -> Option<u64> {
        let index = size / TILE_HASHES;
        (index >= self.opened).then_some(index)
    }

    pub(super) fn open(&mut self, index: u64, hashes: &[u8], size: u64) -> Result<(), Bad> {
        self.finish(size)?;
        let due = self.opened;
        let bad = |why| Bad::of_seq(size, why);
        if index < due {
            return Err(bad(Why::TileUnexpected { level: 0, index }));
        }
        if size != due * TILE_HASHES {
            // The tile before this one was not full, and yet it is followed by another.
            return Err(bad(Why::TileLength {
                level: 0,
                index: due - 1,
            }));
        }
        if index > due {
            return Err(bad(Why::TileMissing {
                level: 0,
                index: due,
            }));
        }
        if !is_tile_length(hashes) {
            return Err(bad(Why::TileLength { level: 0, index }));
        }
        self.opened = index + 1;
        self.hashes = hashes.to_vec();
        Ok(())
    }

    /// What the tile says of the leaf that comes at `size`.
    pub(super) fn hash(&self, size: u64) -> Result<Hash, Why> {
        if let Some(index) = self.wanted(size) {
            return Err(Why::TileMissing { level: 0, index });
        }
        let place = usize::try_from(size % TILE_HASHES).expect("below 256");
        let (hashes, _) = self.hashes.as_chunks::<HASH_BYTES>();
        let missing = Why::TileLength {
            level: 0,
            index: size / TILE_HASHES,
        };
        hashes.get(place).copied().map(Hash).ok_or(missing)
    }

    /// Every hash of the open tile must have met its leaf.
    pub(super) fn finish(&self, size: u64) -> Result<(), Bad> {
        let before = self.opened.saturating_sub(1) * TILE_HASHES;
        let told = before + (self.hashes.len() / HASH_BYTES) as u64;
        if told > size {
            return Err(Bad::of_seq(size, Why::LeafMissing));
        }
        Ok(())
    }
}

/// What the tiles above level 0 must say: all their hashes, one level after the other.
#[derive(Debug, Default)]
pub(super) struct UpperTiles {
    /// Level 1 first.
    levels: Vec<Level>,
}

#[derive(Debug, Default)]
struct Level {
    hashes: Vec<u8>,
    /// Tiles that came, in order.
    seen: usize,
}

/// Bytes of a full tile.
const TILE_BYTES: usize = HASH_BYTES * TILE_HASHES as usize;

impl UpperTiles {
    /// Remembers the hash of a complete subtree of 256^level leaves.
    pub(super) fn expect(&mut self, level: u8, hash: Hash) {
        let place = usize::from(level) - 1;
        if self.levels.len() <= place {
            self.levels.resize_with(place + 1, Level::default);
        }
        self.levels[place].hashes.extend_from_slice(&hash.0);
    }

    /// Compares a stored tile. Tiles of one level come in order.
    pub(super) fn judge(&mut self, tile: TileId, stored: &[u8]) -> Result<(), Bad> {
        let TileId { level, index } = tile;
        let unexpected = || Bad::of_heads(Why::TileUnexpected { level, index });
        let place = usize::from(level).checked_sub(1);
        let row = place
            .and_then(|place| self.levels.get_mut(place))
            .ok_or_else(unexpected)?;
        let due = row.seen;
        let mut tiles = row.hashes.chunks(TILE_BYTES);
        let expected = tiles.nth(due).ok_or_else(unexpected)?;
        if index < due as u64 {
            return Err(unexpected());
        }
        if index > due as u64 {
            return Err(missing(level, due));
        }
        row.seen += 1;
        compare(tile, expected, stored)
    }

    /// Every expected tile must have come.
    pub(super) fn finish(&self) -> Result<(), Bad> {
        for (level, row) in (1..).zip(&self.levels) {
            if row.seen < row.hashes.len().div_ceil(TILE_BYTES) {
                return Err(missing(level, row.seen));
            }
        }
        Ok(())
    }
}

fn compare(tile: TileId, expected: &[u8], stored: &[u8]) -> Result<(), Bad> {
    let TileId { level, index } = tile;
    let first = index * TILE_HASHES;
    let rows = expected.chunks(HASH_BYTES).zip(stored.chunks(HASH_BYTES));
    if let Some(place) = rows
        .clone()
        .position(|(expected, stored)| expected != stored)
    {
        let after = first_leaf(level, first + place as u64);
        let upto = first_leaf(level, first + place as u64 + 1);
        return Err(Bad::of_seq(
            after,
            Why::TileChanged {
                level,
                index,
                after,
                upto,
            },
        ));
    }
    if expected.len() != stored.len() {
        let leaf = first_leaf(level, first + rows.len() as u64);
        return Err(Bad::of_seq(leaf, Why::TileLength { level, index }));
    }
    Ok(())
}

fn missing(level: u8, index: usize) -> Bad {
    let index = index as u64;
    Bad::of_seq(
        first_leaf(level, index * TILE_HASHES),
        Why::TileMissing { level, index },
    )
}

/// The first leaf under a hash of a level.
fn first_leaf(level: u8, hash: u64) -> u64 {
    hash << (TILE_HEIGHT * u32::from(level))
}

fn is_tile_length(hashes: &[u8]) -> bool {
    !hashes.is_empty() && hashes.len() <= TILE_BYTES && hashes.len().is_multiple_of(HASH_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upper_tiles_come_once_and_in_order() {
        let mut tiles = UpperTiles::default();
        (0..300).for_each(|_| tiles.expect(1, Hash::of_empty_tree()));
        let row = Hash::of_empty_tree().0.repeat(256);
        let (first, second) = (TileId { level: 1, index: 0 }, TileId { level: 1, index: 1 });
        assert_eq!(tiles.judge(second, &row[..44 * 32]), Err(missing(1, 0)));
        assert_eq!(tiles.judge(first, &row), Ok(()));
        let twice = Bad::of_heads(Why::TileUnexpected { level: 1, index: 0 });
        assert_eq!(tiles.judge(first, &row), Err(twice));
        assert_eq!(
            tiles.finish(),
            Err(Bad {
                seq: Some(65_536),
                ..missing(1, 1)
            })
        );
        assert_eq!(tiles.judge(second, &row[..44 * 32]), Ok(()));
        assert_eq!(tiles.finish(), Ok(()));
    }
}
