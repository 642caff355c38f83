//! A tree remembered by its peaks: the complete subtrees it consists of. Enough to take leaves
//! one by one and to know the root at every size.

use crate::hash::Hash;
use crate::tile::TILE_HEIGHT;

/// The peaks of a growing tree, largest first.
#[derive(Debug, Default)]
pub(super) struct CompactRange {
    size: u64,
    peaks: Vec<Hash>,
}

impl CompactRange {
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf. `completed` hears of every subtree of 256^level leaves that this completes,
    /// level 1 and up.
    pub(super) fn push(&mut self, leaf: Hash, mut completed: impl FnMut(u8, Hash)) {
        let mut hash = leaf;
        // One peak of each height for which `size` has a bit: adding a leaf carries like adding 1.
        for height in 1..=self.size.trailing_ones() {
            let left = self.peaks.pop().expect("a peak for every bit of the size");
            hash = Hash::of_node(&left, &hash);
            if height % TILE_HEIGHT == 0 {
                completed(u8::try_from(height / TILE_HEIGHT).expect("at most 8"), hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    pub(super) fn root(&self) -> Hash {
        let peaks = self.peaks.iter().rev().copied();
        peaks
            .reduce(|right, left| Hash::of_node(&left, &right))
            .unwrap_or_else(Hash::of_empty_tree)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::{leaves, naive_root};

    #[test]
    fn every_root_on_the_way_is_right() {
        let leaves = leaves(600);
        let mut range = CompactRange::default();
        let mut completed = Vec::new();
        for (size, leaf) in leaves.iter().enumerate() {
            assert_eq!(range.root(), naive_root(&leaves[..size]), "size {size}");
            range.push(*leaf, |level, hash| completed.push((level, hash)));
        }
        let expected = [naive_root(&leaves[..256]), naive_root(&leaves[256..512])];
        assert_eq!(completed, expected.map(|hash| (1, hash)));
    }
}
