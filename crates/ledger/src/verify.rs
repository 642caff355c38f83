//! Judges a whole ledger from data alone: the shell reads rows and pushes them in, and the first
//! row that does not hold is named. Calls no code that grows a ledger, and keeps little: one
//! tile, the hashes of tile levels above the leaves (6 MB for 50 million events), and the
//! checkpoints that were pushed ahead of their leaves.
//!
//! All rows must come from one snapshot, in this order:
//!
//! 1. [`Verifier::outside`] for each checkpoint kept elsewhere;
//! 2. ascending, and merged in any way that meets the rule of each:
//!    [`Verifier::checkpoint`] for every one ever published, before the leaf that follows it
//!    (all of them first will do); [`Verifier::leaf_tile`] for every row of level 0, before the
//!    leaves it covers and after those of the tile before it; [`Verifier::leaf`] for every leaf,
//!    joined with its event;
//! 3. [`Verifier::end_of_leaves`];
//! 4. [`Remainder::upper_tile`] for every other tile, by level and index; [`Remainder::tail`] for
//!    every event not yet sequenced, and [`Remainder::stray`] for every event that has neither
//!    leaf nor tail entry, in any order;
//! 5. [`Remainder::finish`].
//!
//! [`Continuity`] is a second pass, over the events in order of stream and version.
//!
//! The first error is the verdict; the verifier must not be used after it.

pub mod bad;
mod compact;
mod continuity;
mod heads;
mod tiles;

pub use self::continuity::Continuity;

use self::bad::{Bad, Why};
use self::compact::CompactRange;
use self::heads::Heads;
use self::tiles::{LeafTile, UpperTiles};
use crate::hash::Hash;
use crate::leaf::leaf_hash;
use crate::note::key::VerifierKey;
use crate::tile::TileId;

/// A row of the leaves, with the event it records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf<'a> {
    /// Its place in the ledger, from 0.
    pub seq: u64,
    /// The event's stream.
    pub stream_id: &'a str,
    /// The event's version within the stream.
    pub version: i64,
    /// The leaf hash as recorded.
    pub hash: Hash,
    /// The event's exact bytes; `None` if its row is gone.
    pub event_body: Option<&'a [u8]>,
}

/// An event committed but not yet sequenced, with the leaf hash recorded when it was committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tail<'a> {
    /// The event's stream.
    pub stream_id: &'a str,
    /// The event's version within the stream.
    pub version: i64,
    /// The leaf hash as recorded.
    pub hash: Hash,
    /// The event's exact bytes; `None` if its row is gone.
    pub event_body: Option<&'a [u8]>,
}

/// What was proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Leaves in the ledger.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// Events that wait to be sequenced. Nothing but their own recorded hash protects these.
    pub unsequenced: u64,
    /// The largest checkpoint kept elsewhere that holds. `None`: the ledger agrees with itself,
    /// but an earlier state of it would, too.
    pub outside_size: Option<u64>,
}

impl Report {
    /// Whether the ledger is shown not to have been put back behind the outside checkpoint.
    /// Says nothing of events after it.
    pub fn rollback_excluded(&self) -> bool {
        self.outside_size.is_some_and(|size| size > 0)
    }
}

/// Takes the leaves row by row. See the module for the order.
#[derive(Debug)]
pub struct Verifier {
    range: CompactRange,
    leaf_tile: LeafTile,
    upper_tiles: UpperTiles,
    heads: Heads,
}

impl Verifier {
    /// A verifier that trusts these keys: the ledger's present key and any it used before.
    pub fn new(keys: Vec<VerifierKey>) -> Self {
        Self {
            range: CompactRange::default(),
            leaf_tile: LeafTile::default(),
            upper_tiles: UpperTiles::default(),
            heads: Heads::new(keys),
        }
    }

    /// Leaves pushed so far; the `seq` that must come next.
    pub fn size(&self) -> u64 {
        self.range.size()
    }

    /// The index of the level-0 tile that must be pushed before the next leaf, if any.
    pub fn leaf_tile_wanted(&self) -> Option<u64> {
        self.leaf_tile.wanted(self.size())
    }

    /// A checkpoint that was kept where the office cannot reach it.
    ///
    /// # Panics
    ///
    /// After the first leaf: the roots behind are no longer known.
    pub fn outside(&mut self, note: &str) -> Result<(), Bad> {
        assert_eq!(
            self.size(),
            0,
            "outside checkpoints are pushed before the first leaf"
        );
        self.heads.keep_outside(note)?;
        self.heads.meet(&self.range)
    }

    /// A published checkpoint, as a signed note.
    pub fn checkpoint(&mut self, note: &str) -> Result<(), Bad> {
        self.heads.keep_published(note, self.range.size())?;
        self.heads.meet(&self.range)
    }

    /// A row of the level-0 tiles.
    pub fn leaf_tile(&mut self, index: u64, hashes: &[u8]) -> Result<(), Bad> {
        self.leaf_tile.open(index, hashes, self.range.size())
    }

    /// A leaf with its event.
    pub fn leaf(&mut self, leaf: Leaf<'_>) -> Result<(), Bad> {
        let bad = |why| Bad::at(leaf.seq, leaf.stream_id, leaf.version, why);
        let size = self.range.size();
        if leaf.seq > size {
            return Err(Bad::of_seq(size, Why::LeafMissing));
        }
        if leaf.seq < size {
            return Err(bad(Why::LeafUnordered));
        }
        if self.leaf_tile.hash(size).map_err(bad)? != leaf.hash {
            return Err(bad(Why::LeafChanged));
        }
        let body = leaf.event_body.ok_or_else(|| bad(Why::EventMissing))?;
        if leaf_hash(leaf.stream_id, leaf.version, body) != leaf.hash {
            return Err(bad(Why::EventChanged));
        }
        let upper_tiles = &mut self.upper_tiles;
        self.range
            .push(leaf.hash, |level, hash| upper_tiles.expect(level, hash));
        self.heads.meet(&self.range)
    }

    /// After the last leaf and level-0 tile: whatever was cut off is missed now.
    pub fn end_of_leaves(self) -> Result<Remainder, Bad> {
        let size = self.range.size();
        self.leaf_tile.finish(size)?;
        let outside_size = self.heads.finish(size)?;
        let report = Report {
            size,
            root: self.range.root(),
            unsequenced: 0,
            outside_size,
        };
        Ok(Remainder {
            upper_tiles: self.upper_tiles,
            report,
        })
    }
}

/// The leaves hold; what remains are the tiles above them and the events without a leaf.
#[derive(Debug)]
pub struct Remainder {
    upper_tiles: UpperTiles,
    report: Report,
}

impl Remainder {
    /// A row of a tile level above 0.
    pub fn upper_tile(&mut self, level: u8, index: u64, hashes: &[u8]) -> Result<(), Bad> {
        self.upper_tiles.judge(TileId { level, index }, hashes)
    }

    /// An event that is not yet sequenced.
    pub fn tail(&mut self, tail: Tail<'_>) -> Result<(), Bad> {
        let bad = |why| Bad::of_event(tail.stream_id, tail.version, why);
        let body = tail.event_body.ok_or_else(|| bad(Why::EventMissing))?;
        if leaf_hash(tail.stream_id, tail.version, body) != tail.hash {
            return Err(bad(Why::TailChanged));
        }
        self.report.unsequenced += 1;
        Ok(())
    }

    /// An event that nothing records. Always bad: the write path records what it commits.
    pub fn stray(&mut self, stream_id: &str, version: i64) -> Result<(), Bad> {
        Err(Bad::of_event(stream_id, version, Why::EventUnrecorded))
    }

    /// The verdict, once everything was pushed.
    pub fn finish(self) -> Result<Report, Bad> {
        self.upper_tiles.finish()?;
        Ok(self.report)
    }
}

#[cfg(test)]
mod tests;
