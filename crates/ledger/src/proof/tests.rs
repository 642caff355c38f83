//! Proofs against published vectors, the recursive definition, and every small corruption.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::tree::tests::{filled, leaves, naive_root, published_leaves, published_root};

const BIG: u64 = 70_300;

static BIG_LEAVES: LazyLock<Vec<Hash>> = LazyLock::new(|| leaves(BIG));
static BIG_TILES: LazyLock<BTreeMap<TileId, Vec<u8>>> = LazyLock::new(|| filled(&BIG_LEAVES));

/// Nodes of the published eight-leaf tree that the vectors below are made of.
const LEAF_0: &str = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
const LEAF_1: &str = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const LEAF_4: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
const LEAF_6: &str = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f";
const LEAVES_0_1: &str = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
const LEAVES_2_3: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const LEAVES_4_5: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
const LEAVES_6_7: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
const LEAVES_0_3: &str = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
const LEAVES_4_7: &str = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";

fn hashes(texts: &[&str]) -> Vec<Hash> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

/// PATH of RFC 6962 section 2.1.1.
fn naive_path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() < 2 {
        return vec![];
    }
    let (left, right) = leaves.split_at(1 << (leaves.len() - 1).ilog2());
    let (mut path, sibling) = if index < left.len() {
        (naive_path(index, left), naive_root(right))
    } else {
        (naive_path(index - left.len(), right), naive_root(left))
    };
    path.push(sibling);
    path
}

/// SUBPROOF of RFC 6962 section 2.1.2.
fn naive_subproof(old: usize, leaves: &[Hash], known: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if known {
            vec![]
        } else {
            vec![naive_root(leaves)]
        };
    }
    let (left, right) = leaves.split_at(1 << (leaves.len() - 1).ilog2());
    let (mut proof, sibling) = if old <= left.len() {
        (naive_subproof(old, left, known), naive_root(right))
    } else {
        (
            naive_subproof(old - left.len(), right, false),
            naive_root(left),
        )
    };
    proof.push(sibling);
    proof
}

#[test]
fn published_inclusion_proofs() {
    let leaves = published_leaves();
    let tiles = filled(&leaves);
    let vectors: [(u64, u64, &[&str]); 5] = [
        (0, 1, &[]),
        (0, 8, &[LEAF_1, LEAVES_2_3, LEAVES_4_7]),
        (5, 8, &[LEAF_4, LEAVES_6_7, LEAVES_0_3]),
        (2, 3, &[LEAVES_0_1]),
        (1, 5, &[LEAF_0, LEAVES_2_3, LEAF_4]),
    ];
    for (index, size, proof) in vectors {
        assert_eq!(
            inclusion_proof(size, index, &tiles),
            Ok(hashes(proof)),
            "{index} of {size}"
        );
    }
}

#[test]
fn published_consistency_proofs() {
    let tiles = filled(&published_leaves());
    let vectors: [(u64, u64, &[&str]); 5] = [
        (1, 1, &[]),
        (1, 8, &[LEAF_1, LEAVES_2_3, LEAVES_4_7]),
        (6, 8, &[LEAVES_4_5, LEAVES_6_7, LEAVES_0_3]),
        (2, 5, &[LEAVES_2_3, LEAF_4]),
        (6, 7, &[LEAVES_4_5, LEAF_6, LEAVES_0_3]),
    ];
    for (old, new, proof) in vectors {
        assert_eq!(
            consistency_proof(old, new, &tiles),
            Ok(hashes(proof)),
            "{old} to {new}"
        );
        let (before, after) = (published_root(old as usize), published_root(new as usize));
        assert_eq!(
            verify_consistency(old, new, &hashes(proof), &before, &after),
            Ok(())
        );
    }
}

#[test]
fn every_small_tree_proves_itself_and_nothing_else() {
    let leaves = leaves(20);
    let tiles = filled(&leaves);
    for size in 1..=20 {
        let root = naive_root(&leaves[..size as usize]);
        for index in 0..size {
            let proof = inclusion_proof(size, index, &tiles).unwrap();
            assert_eq!(proof, naive_path(index as usize, &leaves[..size as usize]));
            for claimed in 0..size + 2 {
                let leaf = &leaves[index as usize];
                let held = verify_inclusion(leaf, claimed, size, &proof, &root).is_ok();
                assert_eq!(
                    held,
                    claimed == index,
                    "leaf {index} as {claimed} of {size}"
                );
            }
        }
        for old in 0..=size {
            let proof = consistency_proof(old, size, &tiles).unwrap();
            for claimed in 0..=20 {
                let before = naive_root(&leaves[..claimed as usize]);
                let held = verify_consistency(claimed, size, &proof, &before, &root).is_ok();
                let trivial = proof.is_empty() && (claimed == 0 || claimed == size);
                assert_eq!(
                    held,
                    claimed == old || trivial,
                    "{old} as {claimed} to {size}"
                );
            }
        }
    }
}

#[test]
fn impossible_questions_are_refused() {
    let tiles = filled(&leaves(4));
    let beyond = TreeError::IndexBeyond { index: 4, size: 4 };
    assert_eq!(inclusion_proof(4, 4, &tiles), Err(beyond));
    assert_eq!(
        consistency_proof(5, 4, &tiles),
        Err(TreeError::SizeBeyond { old: 5, new: 4 })
    );
    let root = naive_root(&leaves(4));
    assert_eq!(
        verify_inclusion(&root, 0, 0, &[], &root),
        Err(ProofError::Beyond)
    );
    assert_eq!(
        verify_consistency(5, 4, &[], &root, &root),
        Err(ProofError::Beyond)
    );
    assert_eq!(
        verify_consistency(0, 4, &[], &root, &root),
        Err(ProofError::Root)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn large_trees_prove_like_the_definition(size in 1..=BIG, at: prop::sample::Index) {
        let index = at.index(size as usize);
        let leaves = &BIG_LEAVES[..size as usize];
        let needed = inclusion_tiles(size, index as u64).unwrap();
        let fetched: BTreeMap<_, _> =
            needed.iter().map(|tile| (*tile, BIG_TILES[tile].clone())).collect();
        prop_assert!(needed.len() <= 6, "{needed:?}");
        let proof = inclusion_proof(size, index as u64, &fetched).unwrap();
        prop_assert_eq!(&proof, &naive_path(index, leaves));
        let root = tree::root(size, &*BIG_TILES).unwrap();
        prop_assert_eq!(root, naive_root(leaves));
        let leaf = leaves[index];
        prop_assert_eq!(verify_inclusion(&leaf, index as u64, size, &proof, &root), Ok(()));
    }

    #[test]
    fn large_trees_extend_like_the_definition(new in 1..=BIG, at: prop::sample::Index) {
        let old = 1 + at.index(new as usize);
        let needed = consistency_tiles(old as u64, new).unwrap();
        let fetched: BTreeMap<_, _> =
            needed.iter().map(|tile| (*tile, BIG_TILES[tile].clone())).collect();
        let proof = consistency_proof(old as u64, new, &fetched).unwrap();
        prop_assert_eq!(&proof, &naive_subproof(old, &BIG_LEAVES[..new as usize], true));
        let before = tree::root(old as u64, &*BIG_TILES).unwrap();
        let after = tree::root(new, &*BIG_TILES).unwrap();
        prop_assert_eq!(verify_consistency(old as u64, new, &proof, &before, &after), Ok(()));
    }

    #[test]
    fn corrupted_proofs_fail(
        size in 2..3000u64, at: prop::sample::Index, bit in 0..256usize, place: prop::sample::Index,
    ) {
        let index = at.index(size as usize) as u64;
        let leaf = BIG_LEAVES[index as usize];
        let root = tree::root(size, &*BIG_TILES).unwrap();
        let proof = inclusion_proof(size, index, &*BIG_TILES).unwrap();
        let mut flipped = proof.clone();
        place.get_mut(&mut flipped).0[bit / 8] ^= 1 << (bit % 8);
        let verify = |proof: &[Hash]| verify_inclusion(&leaf, index, size, proof, &root);
        prop_assert_eq!(verify(&flipped), Err(ProofError::Root));
        prop_assert_eq!(verify(&proof[1..]), Err(ProofError::Length));
        prop_assert_eq!(verify(&[proof.as_slice(), &[root]].concat()), Err(ProofError::Length));
    }
}
