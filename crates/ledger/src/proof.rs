//! Inclusion (this event is in that ledger) and consistency (that ledger extends this one).
//! Proofs are made from tiles; checking them needs nothing but the proof and the roots.

use std::ops::Range;

use crate::hash::Hash;
use crate::tile::{TileId, TileSource, TreeError};
use crate::tree::{self, split};

/// A proof that does not prove what it claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The sizes or the index make no sense together.
    #[error("the proof speaks of a leaf or a size that cannot exist")]
    Beyond,
    /// Too many or too few hashes for these sizes.
    #[error("the proof has the wrong number of hashes")]
    Length,
    /// The computed root is another one.
    #[error("the proof leads to a different root")]
    Root,
}

/// The tiles that [`inclusion_proof`] reads.
pub fn inclusion_tiles(size: u64, index: u64) -> Result<Vec<TileId>, TreeError> {
    Ok(tree::tiles_of(inclusion_ranges(size, index)?))
}

/// The RFC 6962 audit path of leaf `index` in a ledger of `size` leaves, leaf's sibling first.
pub fn inclusion_proof(
    size: u64,
    index: u64,
    tiles: &impl TileSource,
) -> Result<Vec<Hash>, TreeError> {
    let ranges = inclusion_ranges(size, index)?;
    ranges
        .into_iter()
        .map(|range| tree::range_hash(range, tiles))
        .collect()
}

/// The tiles that [`consistency_proof`] reads.
pub fn consistency_tiles(old: u64, new: u64) -> Result<Vec<TileId>, TreeError> {
    Ok(tree::tiles_of(consistency_ranges(old, new)?))
}

/// The RFC 6962 proof that a ledger of `new` leaves begins with the one of `old` leaves. Empty
/// when nothing is to prove: from an empty ledger, or between equal sizes.
pub fn consistency_proof(
    old: u64,
    new: u64,
    tiles: &impl TileSource,
) -> Result<Vec<Hash>, TreeError> {
    let ranges = consistency_ranges(old, new)?;
    ranges
        .into_iter()
        .map(|range| tree::range_hash(range, tiles))
        .collect()
}

/// Checks an audit path, by RFC 9162 section 2.1.3.2.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Beyond);
    }
    let (mut node, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            hash = Hash::of_node(sibling, &hash);
            skip_lone_levels(&mut node, &mut last);
        } else {
            hash = Hash::of_node(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    judge(last == 0, &[(hash, root)])
}

/// Checks a consistency proof, by RFC 9162 section 2.1.4.2. An empty ledger is the beginning of
/// every other, but only under the one root it can have.
pub fn verify_consistency(
    old: u64,
    new: u64,
    proof: &[Hash],
    old_root: &Hash,
    new_root: &Hash,
) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Beyond);
    }
    if old == 0 {
        return judge(proof.is_empty(), &[(Hash::of_empty_tree(), old_root)]);
    }
    if old == new {
        return judge(proof.is_empty(), &[(*old_root, new_root)]);
    }
    // A complete old tree is itself the first node; the proof then leaves it out.
    let (first, rest) = if old.is_power_of_two() {
        (old_root, proof)
    } else {
        proof.split_first().ok_or(ProofError::Length)?
    };
    walk_consistency(old, new, first, rest, old_root, new_root)
}

fn walk_consistency(
    old: u64,
    new: u64,
    first: &Hash,
    rest: &[Hash],
    old_root: &Hash,
    new_root: &Hash,
) -> Result<(), ProofError> {
    let (mut node, mut last) = (old - 1, new - 1);
    let complete = node.trailing_ones();
    node >>= complete;
    last >>= complete;
    let (mut before, mut after) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            before = Hash::of_node(sibling, &before);
            after = Hash::of_node(sibling, &after);
            skip_lone_levels(&mut node, &mut last);
        } else {
            after = Hash::of_node(&after, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    judge(last == 0, &[(before, old_root), (after, new_root)])
}

/// On the right edge a node without a sibling moves up unchanged.
fn skip_lone_levels(node: &mut u64, last: &mut u64) {
    while *node & 1 == 0 && *node != 0 {
        *node >>= 1;
        *last >>= 1;
    }
}

fn judge(used_up: bool, roots: &[(Hash, &Hash)]) -> Result<(), ProofError> {
    if !used_up {
        return Err(ProofError::Length);
    }
    if roots.iter().any(|(computed, claimed)| computed != *claimed) {
        return Err(ProofError::Root);
    }
    Ok(())
}

/// PATH(m, D[n]) of RFC 6962 section 2.1.1, as ranges of leaves.
fn inclusion_ranges(size: u64, index: u64) -> Result<Vec<Range<u64>>, TreeError> {
    if index >= size {
        return Err(TreeError::IndexBeyond { index, size });
    }
    let mut siblings = Vec::new();
    let mut range = 0..size;
    while range.end - range.start > 1 {
        let middle = split(&range);
        if index < middle {
            siblings.push(middle..range.end);
            range.end = middle;
        } else {
            siblings.push(range.start..middle);
            range.start = middle;
        }
    }
    siblings.reverse();
    Ok(siblings)
}

/// PROOF(m, D[n]) of RFC 6962 section 2.1.2, as ranges of leaves.
fn consistency_ranges(old: u64, new: u64) -> Result<Vec<Range<u64>>, TreeError> {
    if old > new {
        return Err(TreeError::SizeBeyond { old, new });
    }
    let mut nodes = Vec::new();
    if old == 0 {
        return Ok(nodes);
    }
    let mut range = 0..new;
    while range.end != old {
        let middle = split(&range);
        if old <= middle {
            nodes.push(middle..range.end);
            range.end = middle;
        } else {
            nodes.push(range.start..middle);
            range.start = middle;
        }
    }
    // The old root itself is known to whoever asks, so a whole old tree is not sent.
    if range.start != 0 {
        nodes.push(range);
    }
    nodes.reverse();
    Ok(nodes)
}

#[cfg(test)]
mod tests;
