//! What can be wrong with a ledger, and where; each reason is one plain sentence.

use std::fmt;

/// Names an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventKey {
    /// Its stream.
    pub stream_id: String,
    /// Its version within the stream.
    pub version: i64,
}

/// The first thing found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bad {
    /// The first leaf concerned; `None` where the fault concerns no leaf.
    pub seq: Option<u64>,
    /// The event concerned, where a row still names it.
    pub event: Option<EventKey>,
    /// What is wrong.
    pub why: Why,
}

/// The reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Body, stream id or version of the event, or which event the leaf names.
    #[error("the stored event is not the one that was recorded")]
    EventChanged,
    /// Leaf or tail entry without event.
    #[error("the event was recorded, but its row is gone")]
    EventMissing,
    /// Event without leaf or tail entry.
    #[error("the event was never recorded: it did not come through the write path")]
    EventUnrecorded,
    /// Two rows for one version.
    #[error("the event appears twice")]
    EventRepeated,
    /// A gap in the versions of a stream: the one named is not there.
    #[error("this event is missing from its stream")]
    VersionMissing,
    /// A gap in the sequence, or its end.
    #[error("the leaf with this number is gone")]
    LeafMissing,
    /// The leaf's hash against its tile.
    #[error("the leaf and its hash tile disagree: one of them was changed")]
    LeafChanged,
    /// A number seen before.
    #[error("the leaf's number was already taken")]
    LeafUnordered,
    /// Leaves behind the newest checkpoint.
    #[error("the leaf is covered by no published checkpoint")]
    LeafUncovered,
    /// An unsequenced event against the hash recorded when it was committed.
    #[error("the event, not yet sequenced, is not the one that was recorded")]
    TailChanged,
    /// A tile row that must exist.
    #[error("the hash tile at level {level} index {index} is gone")]
    TileMissing {
        /// The tile's level.
        level: u8,
        /// The tile's index.
        index: u64,
    },
    /// A tile row that has too few hashes, too many, or a fraction of one.
    #[error("the hash tile at level {level} index {index} has the wrong length")]
    TileLength {
        /// The tile's level.
        level: u8,
        /// The tile's index.
        index: u64,
    },
    /// An upper tile against the leaves under it.
    #[error(
        "the hash tile at level {level} index {index} does not fit leaves {after} up to {upto}, \
         the latter not included"
    )]
    TileChanged {
        /// The tile's level.
        level: u8,
        /// The tile's index.
        index: u64,
        /// The first leaf under the wrong hash.
        after: u64,
        /// The leaf behind the last.
        upto: u64,
    },
    /// A tile row that must not exist, or came twice.
    #[error("there is a hash tile at level {level} index {index} that belongs to no leaf")]
    TileUnexpected {
        /// The tile's level.
        level: u8,
        /// The tile's index.
        index: u64,
    },
    /// Leaves, tiles and events agree with each other but not with what was signed.
    #[error(
        "an event was changed together with its hashes: the signed checkpoint at size {upto} \
         does not hold; the event is one of leaves {after} up to {upto}, the latter not included"
    )]
    CheckpointMismatch {
        /// Size of the last checkpoint that holds.
        after: u64,
        /// Size of the first that does not.
        upto: u64,
    },
    /// A published checkpoint that reads as none, or is of another ledger.
    #[error("a published checkpoint (after size {after}) cannot be read")]
    CheckpointUnreadable {
        /// Size of the checkpoint before it.
        after: u64,
    },
    /// A published checkpoint behind a larger one.
    #[error("the checkpoint at size {size} is out of order")]
    CheckpointUnordered {
        /// Its size.
        size: u64,
    },
    /// A published checkpoint that no key of the ledger signed.
    #[error("the signature of a published checkpoint (after size {after}) does not hold")]
    SignatureInvalid {
        /// Size of the checkpoint before it.
        after: u64,
    },
    /// An outside checkpoint that reads as none, or was not signed for this ledger.
    #[error("the checkpoint kept elsewhere is not one that this ledger signed")]
    OutsideInvalid,
    /// An outside checkpoint larger than the ledger.
    #[error("the ledger was cut back: a checkpoint kept elsewhere covers {signed} leaves")]
    Rollback {
        /// Leaves that the outside checkpoint covers.
        signed: u64,
    },
    /// An outside checkpoint with another root.
    #[error(
        "the ledger was rewritten: it differs from the checkpoint kept elsewhere within leaves \
         {after} up to {upto}, the latter not included"
    )]
    Fork {
        /// Size of the last outside checkpoint that holds.
        after: u64,
        /// Size of the first that does not.
        upto: u64,
    },
}

impl Bad {
    pub(super) fn at(seq: u64, stream_id: &str, version: i64, why: Why) -> Self {
        Self {
            seq: Some(seq),
            ..Self::of_event(stream_id, version, why)
        }
    }

    pub(super) fn of_seq(seq: u64, why: Why) -> Self {
        Self {
            seq: Some(seq),
            event: None,
            why,
        }
    }

    pub(super) fn of_event(stream_id: &str, version: i64, why: Why) -> Self {
        let event = EventKey {
            stream_id: stream_id.to_owned(),
            version,
        };
        Self {
            seq: None,
            event: Some(event),
            why,
        }
    }

    pub(super) fn of_heads(why: Why) -> Self {
        Self {
            seq: None,
            event: None,
            why,
        }
    }
}

impl fmt::Display for Bad {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(seq) = self.seq {
            write!(out, "leaf {seq}: ")?;
        }
        if let Some(EventKey { stream_id, version }) = &self.event {
            write!(out, "event {stream_id} version {version}: ")?;
        }
        write!(out, "{}", self.why)
    }
}

impl std::error::Error for Bad {}
