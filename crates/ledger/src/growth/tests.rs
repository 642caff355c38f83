//! Growing in any steps gives the same tiles and the root that RFC 6962 defines.

use proptest::prelude::*;

use super::*;
use crate::tree::tests::{filled, leaves, naive_root};

/// Grows step by step, each time handing in the edge tiles alone.
fn grow(leaves: &[Hash], steps: &[usize]) -> (BTreeMap<TileId, Vec<u8>>, Hash) {
    let (mut tiles, mut done, mut root) = (BTreeMap::new(), 0, Hash::of_empty_tree());
    for step in steps.iter().copied().chain([leaves.len()]) {
        let next = leaves.len().min(done + step);
        let edge: BTreeMap<TileId, Vec<u8>> = tree::edge_tiles(done as u64)
            .into_iter()
            .map(|tile| (tile, tiles.get(&tile).cloned().unwrap()))
            .collect();
        let grown = append(done as u64, &edge, &leaves[done..next]).unwrap();
        assert_eq!(grown.size, next as u64);
        tiles.extend(
            grown
                .tiles
                .into_iter()
                .map(|write| (write.tile, write.hashes)),
        );
        (done, root) = (next, grown.root);
    }
    (tiles, root)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn steps_do_not_matter(
        count in 0..1500u64, steps in prop::collection::vec(0..400usize, 0..8),
    ) {
        let leaves = leaves(count);
        let (tiles, root) = grow(&leaves, &steps);
        prop_assert_eq!(root, naive_root(&leaves));
        prop_assert_eq!(tiles, filled(&leaves));
    }
}

#[test]
fn three_levels_grow_the_same() {
    let leaves = leaves(70_100);
    let (tiles, root) = grow(&leaves, &[65_280, 255, 1, 1, 4_000, 0]);
    assert_eq!(root, naive_root(&leaves));
    assert_eq!(tiles, filled(&leaves));
    assert_eq!(tiles[&TileId { level: 2, index: 0 }].len(), 32);
    assert_eq!(tiles[&TileId { level: 1, index: 1 }].len(), 17 * 32);
    assert_eq!(
        tiles[&TileId {
            level: 0,
            index: 273
        }]
            .len(),
        212 * 32
    );
}

#[test]
fn a_longer_row_than_the_size_is_cut() {
    let all = leaves(500);
    let ahead = filled(&all[..400]);
    let grown = append(300, &ahead, &all[300..]).unwrap();
    assert_eq!(grown.root, naive_root(&all));
    assert_eq!(grown.tiles.len(), 1);
}

#[test]
fn nothing_to_append_changes_nothing() {
    let grown = append(0, &BTreeMap::new(), &[]).unwrap();
    assert_eq!(
        grown,
        Grown {
            size: 0,
            root: Hash::of_empty_tree(),
            tiles: vec![]
        }
    );
}

#[test]
fn faults_are_named() {
    let leaf = leaves(1);
    let edge = TileId { level: 0, index: 0 };
    assert_eq!(
        append(3, &BTreeMap::new(), &leaf),
        Err(TreeError::TileMissing(edge))
    );
    assert_eq!(
        append(3, &filled(&leaves(2)), &leaf),
        Err(TreeError::TileShort(edge))
    );
    assert_eq!(
        append(u64::MAX, &BTreeMap::new(), &leaf),
        Err(TreeError::TooLarge)
    );
    assert_eq!(
        append(SIZE_MAX, &BTreeMap::new(), &leaf),
        Err(TreeError::TooLarge)
    );
}
