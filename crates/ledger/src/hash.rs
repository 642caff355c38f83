//! SHA-256 values and the two RFC 6962 rules that combine them (section 2.1).

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Bytes in one hash.
pub const HASH_BYTES: usize = 32;

/// A leaf hash, an inner node or a root. Shown in hexadecimal; notes and receipts use base64.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash(pub [u8; HASH_BYTES]);

/// A text that is neither 64 hexadecimal digits nor 44 characters of base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 64 hexadecimal digits or 44 characters of base64")]
pub struct HashTextInvalid;

impl Hash {
    /// The root of a tree without leaves: SHA-256 of nothing.
    pub fn of_empty_tree() -> Self {
        Self(Sha256::digest([]).into())
    }

    /// The hash of a leaf holding `bytes`. The prefix 0x00 keeps leaves and nodes apart, so that
    /// nobody can present an inner node as an event.
    pub fn of_leaf(bytes: &[u8]) -> Self {
        let mut sha = Self::leaf_hasher();
        sha.update(bytes);
        Self(sha.finalize().into())
    }

    /// The hash of an inner node over two subtrees, prefix 0x01.
    pub fn of_node(left: &Self, right: &Self) -> Self {
        let mut sha = Sha256::new();
        sha.update([0x01]);
        sha.update(left.0);
        sha.update(right.0);
        Self(sha.finalize().into())
    }

    /// The standard base64 form, as notes and receipts write it.
    pub fn to_base64(&self) -> String {
        BASE64.encode(&self.0)
    }

    /// Reads the base64 form only: notes and receipts allow no other.
    pub fn from_base64(text: &str) -> Result<Self, HashTextInvalid> {
        let bytes = BASE64
            .decode(text.as_bytes())
            .map_err(|_| HashTextInvalid)?;
        bytes.try_into().map(Self).map_err(|_| HashTextInvalid)
    }

    /// A hasher that already holds the leaf prefix, for leaves hashed in pieces.
    pub(crate) fn leaf_hasher() -> Sha256 {
        let mut sha = Sha256::new();
        sha.update([0x00]);
        sha
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&HEXLOWER_PERMISSIVE.encode(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = HashTextInvalid;

    fn from_str(text: &str) -> Result<Self, HashTextInvalid> {
        if text.len() != 2 * HASH_BYTES {
            return Self::from_base64(text);
        }
        let bytes = HEXLOWER_PERMISSIVE
            .decode(text.as_bytes())
            .map_err(|_| HashTextInvalid)?;
        bytes.try_into().map(Self).map_err(|_| HashTextInvalid)
    }
}

impl TryFrom<String> for Hash {
    type Error = HashTextInvalid;

    fn try_from(text: String) -> Result<Self, HashTextInvalid> {
        text.parse()
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn the_empty_tree_has_the_published_root() {
        assert_eq!(Hash::of_empty_tree().to_string(), EMPTY);
    }

    #[test]
    fn both_texts_read_back() {
        let hash = Hash::of_leaf(b"hello world");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(hash.to_string().to_uppercase().parse(), Ok(hash));
        assert_eq!(hash.to_base64().parse(), Ok(hash));
        // The record hash that the Go checksum database publishes in its own example.
        assert_eq!(
            hash.to_base64(),
            "TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0="
        );
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "00",
            &EMPTY[1..],
            &format!("{EMPTY}00"),
            "TszzRgjTG6xce+z2AG31kA==",
        ] {
            assert_eq!(text.parse::<Hash>(), Err(HashTextInvalid), "{text}");
        }
        assert_eq!(Hash::from_base64(EMPTY), Err(HashTextInvalid));
    }
}
