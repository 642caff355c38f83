//! What one event contributes to the ledger. These bytes are frozen: changing them would make
//! every existing ledger unverifiable.
//!
//! | bytes | content |
//! |---|---|
//! | 17 | the tag `jianjian-leaf-v1` and a zero byte |
//! | 4 | length of the stream id in bytes, big-endian |
//! | that many | the stream id, UTF-8 |
//! | 8 | the version, signed, big-endian |
//! | the rest | the body, exactly as stored |
//!
//! Every part before the body has a known length, so two different events can never yield the
//! same bytes; the tag keeps a leaf of this ledger from being read as one of another.

use sha2::Digest;

use crate::hash::Hash;

/// Names the framing. A different framing would carry a different tag.
const TAG: &[u8; 17] = b"jianjian-leaf-v1\0";

/// The framed bytes of an event, for an outsider who wants to hash them with other tools.
pub fn leaf_bytes(stream_id: &str, version: i64, body: &[u8]) -> Vec<u8> {
    let mut bytes = head(stream_id, version);
    bytes.extend_from_slice(body);
    bytes
}

/// The leaf hash of an event: [`Hash::of_leaf`] over [`leaf_bytes`], without copying the body.
pub fn leaf_hash(stream_id: &str, version: i64, body: &[u8]) -> Hash {
    let mut sha = Hash::leaf_hasher();
    sha.update(head(stream_id, version));
    sha.update(body);
    Hash(sha.finalize().into())
}

/// Everything before the body.
fn head(stream_id: &str, version: i64) -> Vec<u8> {
    let length = u32::try_from(stream_id.len()).expect("a stream id is a short key, not 4 GiB");
    let mut bytes = Vec::with_capacity(TAG.len() + 4 + stream_id.len() + 8);
    bytes.extend_from_slice(TAG);
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(stream_id.as_bytes());
    bytes.extend_from_slice(&version.to_be_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_frozen_bytes_are_these() {
        let bytes = leaf_bytes("matter-1", 2, b"{}");
        let tag = "6a69616e6a69616e2d6c6561662d763100";
        let expected = format!("{tag}000000086d61747465722d3100000000000000027b7d");
        assert_eq!(HEXLOWER.encode(&bytes), expected);
        assert_eq!(leaf_hash("matter-1", 2, b"{}").to_string(), FROZEN);
    }

    /// `printf '\0jianjian-leaf-v1\0\0\0\0\10matter-1\0\0\0\0\0\0\0\2{}' | sha256sum`
    const FROZEN: &str = "c74a8e999ae33964ff04a93f2241a45d2e20ee05206910c132a4e4c1fa9557b2";

    proptest! {
        #[test]
        fn hashing_in_pieces_changes_nothing(
            id in ".{0,20}", version: i64, body: Vec<u8>,
        ) {
            let whole = Hash::of_leaf(&leaf_bytes(&id, version, &body));
            prop_assert_eq!(leaf_hash(&id, version, &body), whole);
        }

        #[test]
        fn different_events_have_different_bytes(
            a in ("[ab]{0,3}", 0..3i64, "[ab]{0,3}"), b in ("[ab]{0,3}", 0..3i64, "[ab]{0,3}"),
        ) {
            let same = leaf_bytes(&a.0, a.1, a.2.as_bytes()) == leaf_bytes(&b.0, b.1, b.2.as_bytes());
            prop_assert_eq!(same, a == b);
        }
    }
}
