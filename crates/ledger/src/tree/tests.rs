//! Roots against the published eight-leaf vectors, and the recursive definition other tests use.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;

use super::*;
use crate::growth::append;

/// The eight leaves that the reference implementations of RFC 6962 share.
const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

/// Their roots at sizes 0 to 8.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

pub(crate) fn published_leaves() -> Vec<Hash> {
    let decode = |hex: &&str| Hash::of_leaf(&HEXLOWER.decode(hex.as_bytes()).unwrap());
    LEAVES.iter().map(decode).collect()
}

pub(crate) fn published_root(size: usize) -> Hash {
    ROOTS[size].parse().unwrap()
}

/// Leaf hashes that differ from each other.
pub(crate) fn leaves(count: u64) -> Vec<Hash> {
    (0..count)
        .map(|number| Hash::of_leaf(&number.to_be_bytes()))
        .collect()
}

/// Tiles of a ledger filled at once.
pub(crate) fn filled(leaves: &[Hash]) -> BTreeMap<TileId, Vec<u8>> {
    let grown = append(0, &BTreeMap::new(), leaves).unwrap();
    grown
        .tiles
        .into_iter()
        .map(|write| (write.tile, write.hashes))
        .collect()
}

/// MTH of RFC 6962 section 2.1, as the document defines it.
pub(crate) fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of_empty_tree(),
        [leaf] => *leaf,
        _ => {
            let middle = 1 << (leaves.len() - 1).ilog2();
            Hash::of_node(
                &naive_root(&leaves[..middle]),
                &naive_root(&leaves[middle..]),
            )
        }
    }
}

#[test]
fn published_roots() {
    let leaves = published_leaves();
    let tiles = filled(&leaves);
    for size in 0..=8 {
        assert_eq!(naive_root(&leaves[..size]), published_root(size));
        assert_eq!(
            root(size as u64, &tiles),
            Ok(published_root(size)),
            "size {size}"
        );
    }
}

#[test]
fn edge_tiles_are_the_partial_ones() {
    let tile = |level, index| TileId { level, index };
    assert_eq!(edge_tiles(0), []);
    assert_eq!(edge_tiles(1), [tile(0, 0)]);
    assert_eq!(edge_tiles(256), [tile(1, 0)]);
    assert_eq!(edge_tiles(257), [tile(0, 1), tile(1, 0)]);
    assert_eq!(edge_tiles(65_536), [tile(2, 0)]);
    assert_eq!(edge_tiles(70_000), [tile(0, 273), tile(1, 1), tile(2, 0)]);
    assert!(edge_tiles(u64::MAX).len() <= 8);
}

#[test]
fn missing_and_short_tiles_are_named() {
    let mut tiles = filled(&leaves(300));
    let first = TileId { level: 0, index: 1 };
    tiles.get_mut(&first).unwrap().truncate(20 * 32);
    assert_eq!(root(300, &tiles), Err(TreeError::TileShort(first)));
    tiles.remove(&first);
    assert_eq!(root(300, &tiles), Err(TreeError::TileMissing(first)));
}
