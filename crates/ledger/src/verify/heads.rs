//! Signed heads: published checkpoints and those kept elsewhere, each held until the leaves have
//! come as far as it covers.

use std::collections::{BTreeMap, VecDeque};

use super::bad::{Bad, Why};
use super::compact::CompactRange;
use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::hash::Hash;
use crate::note::NoteError;
use crate::note::key::VerifierKey;

#[derive(Debug)]
pub(super) struct Heads {
    keys: Vec<VerifierKey>,
    /// Published, not yet met, as size and root.
    published: VecDeque<(u64, Hash)>,
    /// Size of the last one pushed.
    pushed: u64,
    /// Size of the last one that holds.
    held: u64,
    /// Kept elsewhere, not yet met.
    outside: BTreeMap<u64, Hash>,
    outside_held: Option<u64>,
}

impl Heads {
    pub(super) fn new(keys: Vec<VerifierKey>) -> Self {
        let (published, outside) = (VecDeque::new(), BTreeMap::new());
        Self {
            keys,
            published,
            pushed: 0,
            held: 0,
            outside,
            outside_held: None,
        }
    }

    /// Opens a checkpoint from elsewhere. Two different roots for one size are a fork already.
    pub(super) fn keep_outside(&mut self, note: &str) -> Result<(), Bad> {
        let opened = Checkpoint::open(note, &self.keys);
        let Checkpoint { size, root, .. } =
            opened.map_err(|_| Bad::of_heads(Why::OutsideInvalid))?;
        let known = *self.outside.entry(size).or_insert(root);
        if known != root {
            return Err(Bad::of_seq(
                0,
                Why::Fork {
                    after: 0,
                    upto: size,
                },
            ));
        }
        Ok(())
    }

    pub(super) fn keep_published(&mut self, note: &str, leaves: u64) -> Result<(), Bad> {
        let after = self.pushed;
        let opened = Checkpoint::open(note, &self.keys);
        let Checkpoint { size, root, .. } = opened.map_err(|error| {
            Bad::of_heads(match error {
                CheckpointError::Note(NoteError::Unsigned | NoteError::SignatureInvalid(_))
                | CheckpointError::OriginMismatch { .. } => Why::SignatureInvalid { after },
                CheckpointError::Note(NoteError::Malformed) | CheckpointError::Malformed => {
                    Why::CheckpointUnreadable { after }
                }
            })
        })?;
        if size < after || size < leaves {
            return Err(Bad::of_heads(Why::CheckpointUnordered { size }));
        }
        self.pushed = size;
        self.published.push_back((size, root));
        Ok(())
    }

    /// Compares every head that covers exactly the leaves so far. Published ones first: their
    /// range is the narrower one.
    pub(super) fn meet(&mut self, range: &CompactRange) -> Result<(), Bad> {
        let size = range.size();
        while let Some((_, root)) = self.published.pop_front_if(|(due, _)| *due == size) {
            if root != range.root() {
                let after = self.held;
                return Err(Bad::of_seq(
                    after,
                    Why::CheckpointMismatch { after, upto: size },
                ));
            }
            self.held = size;
        }
        self.meet_outside(range)
    }

    fn meet_outside(&mut self, range: &CompactRange) -> Result<(), Bad> {
        let size = range.size();
        let Some(root) = self.outside.remove(&size) else {
            return Ok(());
        };
        if root != range.root() {
            let after = self.outside_held.unwrap_or(0);
            return Err(Bad::of_seq(after, Why::Fork { after, upto: size }));
        }
        self.outside_held = Some(size);
        Ok(())
    }

    /// Nothing may be left over on either side. Returns the largest outside size that holds.
    pub(super) fn finish(&self, size: u64) -> Result<Option<u64>, Bad> {
        if !self.published.is_empty() {
            return Err(Bad::of_seq(size, Why::LeafMissing));
        }
        if self.held < size {
            return Err(Bad::of_seq(self.held, Why::LeafUncovered));
        }
        if let Some((signed, _)) = self.outside.last_key_value() {
            return Err(Bad::of_seq(size, Why::Rollback { signed: *signed }));
        }
        Ok(self.outside_held)
    }
}
